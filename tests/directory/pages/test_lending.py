"""What each structure lends, as the sessions service tells it."""

import pytest

from shared.events.sessions import LendingStockSaved
from shared.roles import Role
from tests.factories.structures import a_structure
from tests.factories.workshops import hear
from tests.reading import text_of


@pytest.fixture
def network(directory):
    return directory.network()


def a_stock(structure, version: int = 1, **counts: tuple[int, int]) -> LendingStockSaved:
    """``counts``: kind → (how many, how many of them are there)."""
    stock = {kind: total for kind, (total, _) in counts.items()}
    available = {kind: there for kind, (_, there) in counts.items()}
    return LendingStockSaved(structure_id=structure.id, version=version, stock=stock, available=available)


def page_of(client, structure) -> str:
    return text_of(client.get(f"/annuaire/marne/structures/{structure.id}"))


def test_a_structure_says_what_it_lends_and_how_much_of_it_is_there(network):
    structure = a_structure(network)
    hear(network, a_stock(structure, tablet=(6, 4), router=(2, 2), cover=(15, 15), laptop=(1, 0)))

    page = page_of(network.client(Role.MEDIATOR), structure)

    lent = "6 tablettes (4 disponibles), 1 ordinateur portable (0 disponible), 2 routeurs 4G"
    assert f"<dd>{lent} · <" in page, "covers go with what is lent, and are not said"
    assert f'href="/materiel/marne/materiels?structure={structure.id}"' in page


def test_who_does_not_see_equipment_is_not_led_to_it(network):
    structure = a_structure(network)
    hear(network, a_stock(structure, tablet=(1, 1)))

    page = page_of(network.client(Role.REFERENT), structure)

    assert "1 tablette" in page
    assert "/materiel/marne/materiels" not in page


def test_the_newest_count_wins_whatever_the_order_and_nothing_lent_is_not_said(network):
    structure = a_structure(network)
    hear(network, a_stock(structure, version=3), a_stock(structure, version=2, tablet=(6, 6)))

    assert "<dt>Prête</dt>" not in page_of(network.client(Role.MEDIATOR), structure)


def test_those_who_lend_something_are_found_by_it(network):
    lender, other = a_structure(network, label="Prêteuse"), a_structure(network, label="Autre")
    hear(network, a_stock(lender, tablet=(2, 0)), a_stock(other, router=(1, 1)))

    page = text_of(network.client(Role.MEDIATOR).get("/annuaire/marne/structures?lends=tablet"))
    told = network.program(Role.MEDIATOR).get("/api/v1/directory/networks/marne/structures?lends=tablet").json

    assert [one["label"] for one in told["items"]] == ["Prêteuse"]
    assert "Prête des tablettes" in page
    assert ">Smartphones<" not in page, "nobody lends any: it is no choice"


def test_programs_read_the_same_counts(network):
    structure, other = a_structure(network), a_structure(network, label="Autre")
    hear(network, a_stock(structure, tablet=(6, 4)))
    program, base = network.program(Role.MEDIATOR), "/api/v1/directory/networks/marne/structures"

    assert program.get(f"{base}/{structure.id}/lending").json == {"stock": {"tablet": 6}, "available": {"tablet": 4}}
    assert program.get(f"{base}/{other.id}/lending").json == {"stock": {}, "available": {}}


def test_visitors_are_not_told(network):
    structure = a_structure(network)
    hear(network, a_stock(structure, tablet=(6, 4)))

    assert "6 tablettes" not in network.subject.client().get(f"/annuaire/marne/public/{structure.id}").text
