import io
from time import process_time

import openpyxl
import pytest

from services.directory.files.reading import read_file
from services.directory.files.sheets import sheet_of
from services.directory.files.source_table import FileRefused
from tests.factories.office_files import old_workbook, open_workbook

HEADINGS = ["Nom", "Adresse", "CP", "Ville"]


def workbook(*sheets: tuple[str, list[list[str]]], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged.split():
        book.worksheets[0].merge_cells(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def place(name: str) -> list[str]:
    return [name, "1 rue Neuve", "64000", "Pau"]


def test_workbooks_of_libreoffice_and_of_old_excel_are_read_whatever_their_name():
    new, old = read_file(open_workbook(HEADINGS, place("Mairie"))), read_file(old_workbook())

    assert (new.headings, new.lines) == (HEADINGS, [(2, place("Mairie"))])
    assert [cells[0] for _, cells in old.lines] == ["Mairie d'Arzacq", "CCAS"]


def test_a_small_file_that_says_a_row_a_million_times_is_refused_before_it_is_opened():
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="100"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    empty = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'

    with pytest.raises(FileRefused) as refusal:
        read_file(open_workbook(HEADINGS, place("Mairie"), after=row))

    assert refusal.value.code == "workbook_too_large"
    assert len(read_file(open_workbook(HEADINGS, place("Mairie"), after=empty)).lines) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protégé par un mot de passe"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ne peut pas être ouvert"),
        (b"%PDF-1.7\n", "est un PDF"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "est une page web"),
        (b"\x89PNG\r\n\x1a\n", "est une image"),
    ],
)
def test_what_is_no_table_is_told_for_what_it_is_with_what_to_do(data, said):
    with pytest.raises(FileRefused) as refusal:
        read_file(data)

    assert said in refusal.value.sentence
    assert any(word in refusal.value.sentence for word in ("nregistrez", "hoisissez", "emandez"))


def test_sheets_with_the_same_headings_are_read_one_after_the_other():
    table = read_file(
        workbook(
            ("Haut Béarn", [HEADINGS, place("A")]),
            ("Pays Basque", [HEADINGS, place("B"), place("C")]),
            ("Archives", [HEADINGS, place("Z")]),
        )
    )

    assert [(number, cells[0]) for number, cells in table.lines] == [(2, "A"), (1002, "B"), (1003, "C")]
    assert table.notes == [
        "Lues à la suite, parce qu’elles ont les mêmes titres, les feuilles : « Pays Basque » (sa ligne 2 est appelée "
        "1002).",
        "La feuille lue est « Haut Béarn », et non « Archives ». Pour en lire une autre, enregistrez-la seule dans un "
        "classeur.",
    ]


def test_of_one_sheet_per_year_the_first_is_read():
    table = read_file(workbook(("2026", [HEADINGS, place("A")]), ("2025", [HEADINGS, place("Z")])))

    assert [cells[0] for _, cells in table.lines] == ["A"]


def test_a_sheet_of_totals_before_the_table_is_not_read():
    totals = [["EPCI", "Nombre", "Habitants"], ["Béarn", "12", "32000"]]

    table = read_file(workbook(("Par EPCI", totals), ("Structures", [HEADINGS, *[place(n) for n in "ABC"]])))

    assert table.headings == HEADINGS


def test_what_a_cell_merged_over_several_lines_says_is_said_of_each():
    rows = [["Nom", "Ville", "Service"], ["Mairie", "Pau", "Wifi"], ["", "", "Scanner"], ["CCAS", "Lons", "Wifi"]]

    table = read_file(workbook(("S", rows), merged="A2:A3 B2:B3"))

    assert [cells for _, cells in table.lines][1] == ["Mairie", "Pau", "Scanner"]


@pytest.mark.parametrize("merged", ["A2:A4", "F2:F4"])
def test_an_empty_margin_merged_beside_the_table_says_nothing(merged):
    rows = [["", "Nom", "Ville", "Service"], ["", "Mairie", "Pau", "Wifi"], ["", "CCAS", "Lons", "Scanner"]]

    table = read_file(workbook(("S", [[cell or None for cell in row] for row in rows]), merged=merged))

    assert table.lines == [(2, ["Mairie", "Pau", "Wifi"]), (3, ["CCAS", "Lons", "Scanner"])]


def test_areas_merged_one_over_the_other_are_read_once():
    rows = [[f"Lieu {line}"] for line in range(10_000)]
    began = process_time()

    sheet = sheet_of("S", [["Nom"], *rows], (0, 0), [((2, 0), (9_999, 0))] * 20_000)

    assert sheet and sheet.rows[5_000] == ["Lieu 1"]
    assert process_time() - began < 5


def test_formulas_said_a_million_times_are_refused_and_end_nothing_but_their_own_reading():
    formulas = '<table:table-cell table:formula="of:=1" table:number-columns-repeated="100"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{formulas}</table:table-row>'

    with pytest.raises(FileRefused) as refusal:
        read_file(open_workbook(HEADINGS, place("Mairie"), after=row))

    assert refusal.value.code == "workbook_too_large"


def test_titles_on_two_lines_are_read_together():
    upper = ["Nom", "Ville", "Horaires", "", "", "Référent", ""]
    lower = ["", "", "Lundi", "Mardi", "Mercredi", "Nom", "Téléphone"]
    line = ["Mairie", "Pau", "9h-12h", "", "14h-17h", "Maya Etchart", "0600000001"]

    table = read_file(workbook(("S", [["Liste des lieux"], upper, lower, line])))

    assert table.headings == ["Nom", "Ville", "Lundi", "Mardi", "Mercredi", "Référent – Nom", "Téléphone"]
    assert table.above["Téléphone"] == "Référent"
    assert table.lines == [(4, line)]
