import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest

from services.directory.files.reading import read_file
from services.directory.files.source_table import FileRefused


def a_workbook(*rows, others=()) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Lieux"
    for row in rows:
        book.active.append(row)
    for name in others:
        book.create_sheet(name)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(FileRefused) as refusal:
        read_file(data)
    return refusal.value.code


def test_a_workbook_is_read_as_a_person_sees_it():
    data = a_workbook(
        ["Nom", "SIRET", "Code postal", "Vu le", "Wifi", "Latitude"],
        ["Médiathèque", 13002526500013, 2820, date(2026, 3, 1), True, 43.295],
        others=["Notes"],
    )

    table = read_file(data)

    assert table.headings == ["Nom", "SIRET", "Code postal", "Vu le", "Wifi", "Latitude"]
    assert table.lines == [(2, ["Médiathèque", "13002526500013", "2820", "2026-03-01", "oui", "43.295"])]
    assert table.notes == []


def test_merged_titles_above_the_headings_are_not_taken_for_them():
    title, groups = ["Lieux du réseau", "", "", ""], ["Identité", "", "Contact", ""]
    headings, line = ["Nom", "Commune", "Téléphone", "Courriel"], ["Mairie", "Pau", "05", "a@b.fr"]

    table = read_file(a_workbook(title, [], groups, headings, line, line))

    assert table.headings == headings
    assert [number for number, _ in table.lines] == [5, 6]
    assert table.notes == ["Les titres des colonnes sont à la ligne 4 : ce qui est écrit au-dessus n’est pas lu."]


def test_lines_are_numbered_as_the_spreadsheet_shows_them_when_it_begins_lower():
    assert read_file(a_workbook([], [], ["Nom", "Commune"], ["Mairie", "Pau"])).lines[0][0] == 4


def test_a_page_of_explanations_before_the_table_is_not_read():
    book = openpyxl.load_workbook(io.BytesIO(a_workbook(["Comment remplir"], ["Voir l’onglet suivant"])))
    sheet = book.create_sheet("Données")
    sheet.append(["Nom", "Commune", "Adresse"])
    sheet.append(["Mairie", "Pau", "1 rue Neuve"])
    data = io.BytesIO()
    book.save(data)

    table = read_file(data.getvalue())

    assert table.headings == ["Nom", "Commune", "Adresse"]
    assert table.notes == [
        "La feuille lue est « Données », et non « Lieux ». "
        "Pour en lire une autre, enregistrez-la seule dans un classeur."
    ]


def test_a_later_sheet_of_the_same_kind_is_not_preferred():
    book = openpyxl.load_workbook(io.BytesIO(a_workbook(["Nom", "Commune"], ["Mairie", "Pau"])))
    sheet = book.create_sheet("2024")
    for row in (["Nom", "Commune", "Adresse"], ["Mairie", "Pau", "1 rue Neuve"], ["CCAS", "Pau", "2 rue Neuve"]):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)

    assert read_file(data.getvalue()).headings == ["Nom", "Commune"]


def test_a_zip_bomb_is_refused_before_it_is_opened():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b"0" * 1024**2)

    assert len(data.getvalue()) < 1024**2
    assert refused(data.getvalue()) == "workbook_too_large"


def test_an_archive_that_is_no_workbook_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("photo.jpg", "x")

    assert refused(data.getvalue()) == "workbook_unreadable"
    assert refused(b"PK\x03\x04torn") == "workbook_unreadable"


def test_an_empty_or_too_wide_workbook_is_refused():
    assert refused(a_workbook()) == "file_empty"
    assert refused(a_workbook([f"c{place}" for place in range(300)], ["x"])) == "too_many_columns"


@pytest.mark.parametrize("wrap", [lambda records: records, lambda records: {"results": records}])
def test_a_list_of_records_is_a_table_whatever_wraps_it(wrap):
    records = [
        {"nom": "Médiathèque", "adresse": {"rue": "2 rue Neuve", "cp": 64100}, "services": ["A", "B"], "ouvert": True},
        {"nom": "Mairie", "siret": 13002526500013.0, "adresse": None},
    ]

    table = read_file(json.dumps(wrap(records)).encode())

    assert table.headings == ["nom", "adresse.rue", "adresse.cp", "services", "ouvert", "siret", "adresse"]
    assert table.lines[0][1] == ["Médiathèque", "2 rue Neuve", "64100", "A|B", "oui", "", ""]
    assert table.lines[1][1][5] == "13002526500013"


@pytest.mark.parametrize("data", [b"[1, 2]", b'{"a": ', b"[" * 5000])
def test_other_json_is_refused(data):
    assert refused(data) == "json_unreadable"


def test_a_map_file_gives_the_position_of_its_points():
    point = {"type": "Point", "coordinates": [-0.37, 43.295]}
    features = [
        {"type": "Feature", "geometry": point, "properties": {"nom": "Mairie", "commune": "Pau"}},
        {"type": "Feature", "geometry": None, "properties": {"nom": "CCAS", "commune": "Lons"}},
    ]

    table = read_file(json.dumps({"type": "FeatureCollection", "features": features}).encode())

    lines = [dict(zip(table.headings, cells, strict=True)) for _, cells in table.lines]
    assert (lines[0]["latitude"], lines[0]["longitude"]) == ("43.295", "-0.37")
    assert lines[1]["latitude"] == ""
