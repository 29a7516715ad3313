"""What members take away of their list is a valid file of the national schema, and a workbook as they read it."""

import csv
import io
from datetime import datetime

import frictionless
import openpyxl
import pytest

from services.directory.domain.national_columns import COLUMNS
from shared.roles import Role
from tests.directory.national.test_open_files import ODD
from tests.factories.national_files import a_file
from tests.factories.structures import a_preview, a_structure, applied
from tests.factories.table_schema import table_schema

EXPORT = "/annuaire/marne/structures/export"
NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def network(directory):
    network = directory.network()
    applied(network, a_preview(network, a_file(ODD)))
    return network


@pytest.fixture
def mediator(network):
    return network.client(Role.MEDIATOR)


def report_on(data: bytes):
    """The columns that the network adds are not the schema's business."""
    schema = table_schema()
    schema.fields_match = "subset"
    return frictionless.validate(frictionless.Resource(data=data, format="csv", schema=schema))


@pytest.fixture
def sheet(network, mediator):
    """The workbook's only sheet."""
    a_structure(
        network, label="Fabrique", external_id="fabrique", postcode="01000", seats=12, can_host_meetings=True,
        stages=["awareness", "training"], services=["Accès internet et matériel informatique"],
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(mediator.get(f"{EXPORT}.xlsx").data))
    assert book.sheetnames == ["Structures"]
    return book.active


@pytest.fixture
def cell(sheet):
    """``cell("lieu-001", "Nom")``: the cell of a structure under a heading."""
    headings = [one.value for one in sheet[1]]
    line_of = {line[0].value: line for line in sheet.iter_rows(min_row=2)}
    return lambda structure, heading: line_of[structure][headings.index(heading)]


def test_the_csv_file_of_members_passes_the_table_schema(mediator):
    data = mediator.get(f"{EXPORT}.csv").data

    report = report_on(data)

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.tasks[0].stats["rows"] == len(ODD)
    assert next(csv.reader(io.StringIO(data.decode())))[: len(NAMES)] == NAMES


@pytest.mark.parametrize(("good", "bad"), [("64000", "6400"), ("2026-02-01", "hier")])
def test_that_check_finds_what_the_schema_refuses(mediator, good, bad):
    data = mediator.get(f"{EXPORT}.csv").data

    assert report_on(data.replace(good.encode(), bad.encode(), 1)).valid is False


def test_the_workbook_has_one_heading_for_each_column_in_french(sheet):
    headings = [one.value for one in sheet[1]]

    assert headings[: len(COLUMNS)] == [column.label for column in COLUMNS]
    assert headings[:3] == ["Identifiant", "SIRET ou RNA", "Nom"]
    assert len(set(headings)) == len(headings)
    assert {"Étapes du parcours", "Places pour une rencontre"} <= set(headings)
    assert sheet.freeze_panes == "D2"


def test_the_workbook_has_one_line_for_each_structure(sheet):
    assert sorted(line[0].value for line in sheet.iter_rows(min_row=2)) == sorted(
        ["fabrique", *(line["id"] for line in ODD)]
    )


def test_numbers_and_days_of_the_workbook_are_numbers_and_days(cell):
    assert (cell("lieu-001", "Latitude").value, cell("lieu-001", "Latitude").data_type) == (43.295, "n")
    assert (cell("fabrique", "Places pour une rencontre").value, cell("lieu-002", "Latitude").value) == (12, None)
    assert cell("lieu-001", "Mise à jour").value == datetime(2026, 2, 1)
    assert cell("lieu-001", "Mise à jour").is_date


def test_codes_and_telephones_of_the_workbook_stay_texts(cell):
    texts = {
        ("fabrique", "Code postal"): "01000",
        ("lieu-001", "SIRET ou RNA"): "13002526500013",
        ("lieu-001", "Téléphone"): "+33559000000",
    }

    for at, text in texts.items():
        assert (cell(*at).value, cell(*at).data_type) == (text, "s"), at


def test_the_workbook_says_lists_in_words_and_computes_nothing(cell):
    assert cell("fabrique", "Étapes du parcours").value == "Sensibilisation ; Former"
    assert cell("fabrique", "Peut accueillir une rencontre").value == "oui"
    assert cell("lieu-003", "Frais").value == "Gratuit ; Payant"
    assert cell("lieu-007", "Horaires").value == "Lundi - samedi"
    summary = cell("lieu-001", "Présentation en bref")
    assert (summary.value, summary.data_type) == ("=2+3", "s")


def test_files_hold_what_the_list_shows(network, mediator):
    a_structure(network, label="Mairie", commune="Épernay", external_id="mairie")

    lines = csv.DictReader(io.StringIO(mediator.get(f"{EXPORT}.csv?commune=Épernay").text))
    book = openpyxl.load_workbook(io.BytesIO(mediator.get(f"{EXPORT}.xlsx?commune=Épernay").data))

    assert [line["id"] for line in lines] == ["mairie"]
    assert [line[0].value for line in book.active.iter_rows(min_row=2)] == ["mairie"]
