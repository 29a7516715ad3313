"""The file of refused lines: downloaded, mended in a spreadsheet, sent again."""

import csv
import io
import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from services.directory.files.refused_lines import SURPLUS, WHY
from services.directory.files.sheet import write_xlsx
from services.directory.models.referent import Referent
from services.directory.models.structure import Structure
from shared.roles import Role
from tests.directory.pages.test_import_mappings import mapped
from tests.directory.pages.test_import_people import previewed
from tests.directory.pages.test_imports import send
from tests.factories.national_files import NAMES, a_file, a_line
from tests.factories.odd_tables import OWN_TABLE, as_csv
from tests.factories.people_tables import a_place
from tests.reading import words_of

BAD = a_line(2, code_postal="6410", telephone="03 26", horaires="lu-ve 9h-12h", date_maj="31/03/2026")


@pytest.fixture
def network(directory):
    return directory.network(department="64")


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def left(client, address: str) -> list[list[str]]:
    """Rows of the file as CSV, its headings first."""
    data = client.get(f"{address}/lignes-refusees.csv").data
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def saved(rows: list[list[str]], kind: str) -> bytes:
    """As a spreadsheet saves it."""
    if kind == "xlsx":
        return write_xlsx([(text, 10) for text in rows[0]], rows[1:], sheet="Feuille", title="", author="")
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("cp1252")


def with_cells(rows: list[list[str]], **cells: str) -> list[list[str]]:
    """The first line mended."""
    headings, first, *others = rows
    return [headings, [cells.get(name, cell) for name, cell in zip(headings, first, strict=True)], *others]


def labels(network) -> list[str]:
    with network.uow(read_only=True) as uow:
        return sorted(uow.session.scalars(select(Structure.label).where(Structure.label.like("Espace%"))))


def originals() -> dict[str, bytes]:
    lines = [a_line(1), BAD]
    rows = [list(NAMES), *[[line.get(name, "") for name in NAMES] for line in lines]]
    return {
        "csv": a_file(lines),
        "xlsx": saved(rows, "xlsx"),
        "json": json.dumps([{**line, "services": [line["services"]]} for line in lines]).encode(),
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("original", ["csv", "xlsx", "json"])
def test_refused_lines_come_as_they_were_typed_and_are_imported_once_mended(network, animator, original, kind):
    address = send(animator, originals()[original]).location
    animator.post(f"{address}/application")

    rows = left(animator, address)
    mended = with_cells(rows, code_postal="64100", telephone="03 26 00 00 00")
    again = send(animator, saved(mended, kind)).location
    page = words_of(animator.get(again))
    animator.post(f"{again}/application")

    line = dict(zip(*rows, strict=True))
    assert {name: line.get(name, "") for name in BAD} == BAD
    assert rows[0][0] == WHY
    assert "« 6410 » n’a pas 5 chiffres" in line[WHY]
    assert "« 03 26 » n’est pas un numéro" in line[WHY]
    assert f"La colonne « {WHY} » n’est pas lue." in page
    assert "Appliquer la ligne" in page
    assert labels(network) == ["Espace des Tilleuls 1", "Espace des Tilleuls 2"]


def test_the_workbook_holds_the_same_cells_as_text_and_computes_nothing(animator):
    line = a_line(1, nom='=HYPERLINK("http://x.example")', pivot="?", telephone="+33559000000")
    address = send(animator, a_file([line])).location

    answer = animator.get(f"{address}/lignes-refusees.xlsx")

    headings, cells = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    told = dict(zip(headings, cells, strict=True))
    assert (told["nom"], told["code_postal"]) == ('=HYPERLINK("http://x.example")', "64000")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_table_of_somebody_s_own_keeps_all_its_columns_and_is_read_again_as_the_first_time(network, animator):
    table = tuple({"": "x", "=Note": "=1+1", **row, "Code postal": "1O00"} for row in OWN_TABLE)
    address = mapped(animator, as_csv(table))

    rows = left(animator, address)
    mended = [rows[0], *[["01000" if cell == "1O00" else cell for cell in row] for row in rows[1:]]]
    again = send(animator, saved(mended, "csv")).location
    page = words_of(animator.get(again))

    assert rows[0] == [WHY, "Colonne 1", "'=Note", *OWN_TABLE[0]]
    assert rows[1][1:3] == ["x", "'=1+1"]
    assert rows[1][0].startswith("Ligne 2, Code postal : « 1O00 » n’a pas 5 chiffres")
    assert "Appliquer les 2 lignes" in page
    assert "Corriger les correspondances" in page
    assert "« X » n’a pas de correspondance" not in page


def test_another_table_with_the_same_titles_is_asked_about(animator):
    mapped(animator, as_csv())

    assert "Que contiennent les colonnes" in words_of(animator.get(send(animator, as_csv()).location))


def test_refused_lines_keep_the_referents_and_a_line_taken_without_its_person_is_among_them(network, animator):
    wrong = {"Mail référent": "nadia chez ville", "Prénom": "Nour"}
    address = previewed(animator, a_place(), a_place(2, CP="6400O"), a_place(3, **wrong))
    animator.post(f"{address}/application")

    rows = left(animator, address)
    by_name = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    mended = [
        [{"6400O": "64000", "nadia chez ville": "nour@ville.example"}.get(cell, cell) for cell in row] for row in rows
    ]
    again = send(animator, saved(mended, "xlsx")).location
    page = words_of(animator.get(again))
    animator.post(f"{again}/application")

    assert list(by_name) == ["Lieu 2", "Lieu 3"]
    assert by_name["Lieu 2"]["Mail référent"] == "Nadia.Benali2@ville.example"
    assert by_name["Lieu 3"][WHY].startswith("La structure est prise, sans son référent. Ligne 4, e-mail du référent")
    assert "Télécharger les 2 lignes à corriger" in words_of(animator.get(address))
    assert "Des noms de personnes" in page
    with network.uow(read_only=True) as uow:
        assert sorted(uow.session.scalars(select(Referent.name))) == [
            "Nadia Benali 1",
            "Nadia Benali 2",
            "Nour Benali 3",
        ]


def test_the_surplus_cells_of_a_line_are_kept_and_it_stays_refused_until_somebody_mends_it(network, animator):
    bad = "3;13002526500013;Espace des Tilleuls 3;Pau;64000;rue Neuve; étage 2;2026-03-31\r\n"
    data = ("id;pivot;nom;commune;code_postal;adresse;date_maj\r\n" + bad).encode()
    address = send(animator, data).location

    rows = left(animator, address)
    same = words_of(animator.get(send(animator, saved(rows, "xlsx")).location))
    mended = [rows[0], [*rows[1][:6], "rue Neuve, étage 2", "2026-03-31", ""]]
    good = words_of(animator.get(send(animator, saved(mended, "xlsx")).location))

    assert rows[0][-1] == SURPLUS
    assert rows[1][-2:] == [" étage 2", "2026-03-31"]
    assert "Remettez chaque valeur dans sa colonne" in same
    assert "Aucune ligne n’est acceptable" in same
    assert "Appliquer la ligne" in good


def test_a_file_of_refused_lines_in_which_nothing_is_left_says_so(animator):
    answer = send(animator, saved([[WHY, "id", "nom"], ["Ligne 2 : rien", "", ""]], "csv"))

    assert answer.status_code == 422
    assert "n’a que sa ligne de titres" in words_of(answer)


def test_a_program_takes_the_file_in_either_format(network):
    program = network.program(Role.ANIMATOR)
    imports = "/api/v1/directory/networks/marne/imports"
    known = program.post(imports, data={"file": (io.BytesIO(a_file([BAD])), "t.csv")}).json["id"]

    as_text, as_book, other = (
        program.get(f"{imports}/{known}/refused-lines{query}") for query in ("", "?format=xlsx", "?format=ods")
    )

    assert (as_text.mimetype, as_book.mimetype.rsplit(".", 1)[1]) == ("text/csv", "sheet")
    assert as_book.data.startswith(b"PK")
    assert other.status_code == 422
