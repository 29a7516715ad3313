"""« À faire aujourd’hui » : what waits in the directory, for who keeps it."""

import html
from datetime import timedelta

import pytest
from sqlalchemy import event

from services.directory.models.geocoding import Geocoding
from services.directory.usecases import merging
from shared.ids import new_id
from shared.roles import Role
from tests.factories.networks import open_network
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure


@pytest.fixture
def network(directory):
    return directory.network()


def home(network, role=Role.ANIMATOR) -> str:
    return html.unescape(network.client(role).get("/annuaire/marne/").text).replace("\u00a0", " ")


LINES = {
    "fraicheur": "2 fiches à vérifier",
    "referents": "3 structures sans référent",
    "doublons": "1 doublon probable",
    "localisation": "1 adresse à situer",
}


@pytest.fixture
def waiting(network, clock):
    """Two records of one place that nobody has checked for two years, one of them lost; and a well kept one."""
    today = clock.now().date()
    old = {"updated_on": today - timedelta(days=750)}
    lost, _ = a_structure(network, **old), a_structure(network, **old)
    a_structure(network, label="Poste", address="9 quai Notre-Dame", commune="Épernay", postcode="51200")
    kept = a_structure(network, label="Mairie", address="3 place Royale", latitude=49.25, longitude=4.03)
    a_referent(network, kept.id)
    with network.uow() as uow:
        merging.search_duplicates(uow)
        asked = f"{lost.address}, {lost.postcode} {lost.commune}"
        uow.session.add(
            Geocoding(id=new_id(), structure_id=lost.id, asked=asked, asked_at=uow.now, state="unknown", found="")
        )
    return lost


def test_what_waits_in_the_directory_is_counted_with_a_link_to_each_list(network, waiting):
    page = home(network)

    for path, line in LINES.items():
        assert line in page
        assert f'href="/annuaire/marne/structures/{path}"' in page


def test_what_does_not_wait_is_not_shown(network):
    structure = a_structure(network, latitude=49.25, longitude=4.03)
    a_referent(network, structure.id)

    page = home(network)

    for path in LINES:
        assert f"structures/{path}" not in page


def test_who_does_not_keep_the_directory_is_not_told(network, waiting):
    page = home(network, Role.MEDIATOR)

    for path in LINES:
        assert f"structures/{path}" not in page


def test_each_line_costs_one_query_to_who_sees_it_and_none_to_the_others(directory, network, waiting):
    said: list[str] = []
    event.listen(directory.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    home(network, Role.MEDIATOR)
    plain = upkeep_in(said)
    said.clear()
    home(network)

    assert (plain, upkeep_in(said)) == (0, len(LINES))


def upkeep_in(said: list[str]) -> int:
    """How many statements count records, pairs or addresses."""
    froms = ("FROM structure", "FROM duplicate_pair", "FROM geocoding")
    plain = [" ".join(one.split()) for one in said]
    return sum(one.lower().startswith("select count(") and "count(structure.id)" not in one
               and any(start in one for start in froms) for one in plain)  # fmt: skip


def test_a_referent_without_a_structure_is_not_sent_to_one(network):
    page = home(network, Role.REFERENT)

    assert "Vérifier la fiche de votre structure" not in page
    assert "Rien ne vous attend aujourd’hui" in page


def test_no_report_is_to_be_read_again_before_there_is_one(directory):
    page = html.unescape(open_network(directory).client().get("/annuaire/reseau-de-la-marne/").text)

    assert "Relire le dernier rapport" not in page
    assert "Suivre le rapport du trimestre" in page
