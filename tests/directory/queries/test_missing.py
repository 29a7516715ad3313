"""Records are found by what they lack."""

import pytest

from services.directory.queries.missing import MISSING
from tests.directory.queries.test_structures import labels
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure

WHOLE = {
    "services": ["Aide aux démarches administratives"],
    "typologies": ["BIB"],
    "fees": ["Gratuit"],
    "access_modes": ["Se présenter"],
    "support_modes": ["En autonomie"],
    "stages": ["awareness"],
    "equipment": ["wifi"],
    "opening_hours": "Mo-Fr 09:00-12:00",
    "latitude": 49.25,
    "longitude": 4.03,
}
EMPTIED = {"hours": {"opening_hours": ""}, "place": {"latitude": None, "longitude": None}, "referent": {}}


def a_record(network, label: str, *, with_referent: bool = True, **values) -> None:
    structure = a_structure(network, label=label, **{**WHOLE, **values})
    if with_referent:
        a_referent(network, structure.id)


@pytest.mark.parametrize("what", MISSING)
def test_only_the_record_that_lacks_it_is_found(directory, what):
    network = directory.network()
    a_record(network, "Complète")
    a_record(network, "Incomplète", with_referent=what != "referent", **EMPTIED.get(what, {what: []}))

    assert labels(network, missing=what) == ["Incomplète"]


def test_hours_from_which_nothing_is_computed_are_missing(directory):
    network = directory.network()
    a_record(network, "Bavarde", opening_hours="quand il fait beau")

    assert labels(network, missing="hours") == ["Bavarde"]


def test_what_is_missing_adds_up_with_the_other_filters(directory):
    network = directory.network()
    for label, commune in (("Mairie", "Reims"), ("École", "Épernay")):
        a_record(network, label, commune=commune, services=[])

    assert labels(network, missing="services", commune="Reims") == ["Mairie"]
