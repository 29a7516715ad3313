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
    assert table.notes == ["Seule la feuille « Lieux » du classeur est lue."]


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
