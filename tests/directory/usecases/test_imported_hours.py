"""What an import says and does about hours that are French text."""

import pytest
from sqlalchemy import select

from services.directory.models.structure import Structure
from services.directory.usecases import opening_hours
from services.directory.usecases.opening_hours import Shown
from tests.factories.national_files import a_file, a_line
from tests.factories.referents import KEEPER
from tests.factories.structures import a_preview, applied

TEXT = "Du lundi au vendredi\n9h-12h"
PAST = {"date_maj": "2026-01-05"}
FILE = a_file([a_line(1, horaires=TEXT, **PAST), a_line(2, horaires="Sur rendez-vous", **PAST), a_line(3, **PAST)])


@pytest.fixture
def network(directory):
    return directory.network(department="64")


def shown(network, number: int = 1) -> list[Shown]:
    with network.uow(read_only=True) as uow:
        one = uow.session.scalars(select(Structure).where(Structure.external_id == f"lieu-{number:03d}")).one()
        return [Shown(one.id, one.opening_hours)]


def test_each_line_is_told_what_becomes_of_its_hours(network):
    known = a_preview(network, FILE)

    assert known.preview["doubts"] == [
        "Ligne 2, horaires : « Du lundi au vendredi 9h-12h » semble dire « du lundi au vendredi 9 h – 12 h ». "
        "Le texte entre tel quel ; vous direz si la lecture est juste après l’import, dans « Horaires à confirmer ».",
        "Ligne 3, horaires : « Sur rendez-vous » n’est pas compris comme des horaires : "
        "ce texte sera montré tel quel, sans « ouvert maintenant ».",
    ]
    assert known.preview["repairs"] == []
    applied(network, known)
    assert shown(network)[0].text == TEXT


def test_the_same_file_does_not_undo_a_reading_that_was_accepted(network):
    applied(network, a_preview(network, FILE))
    with network.uow() as uow:
        opening_hours.accept_readings(uow, KEEPER, shown=shown(network))

    again = a_preview(network, FILE)
    applied(network, again)

    assert (again.changed_count, again.unchanged_count) == (0, 3)
    assert "a déjà été lu, et la lecture acceptée : elle est gardée." in again.preview["doubts"][0]
    assert shown(network)[0].text == "Mo-Fr 09:00-12:00"


def test_another_text_in_the_file_takes_the_place_of_the_reading(network):
    applied(network, a_preview(network, FILE))
    with network.uow() as uow:
        opening_hours.accept_readings(uow, KEEPER, shown=shown(network))

    applied(network, a_preview(network, a_file([a_line(1, horaires="lundi 9h-10h")])))

    assert shown(network)[0].text == "lundi 9h-10h"


def test_the_hours_that_somebody_corrected_since_give_way_to_the_file_as_before(network):
    applied(network, a_preview(network, FILE))
    with network.uow() as uow:
        opening_hours.accept_readings(uow, KEEPER, shown=shown(network))
    with network.uow() as uow:
        uow.get(Structure, shown(network)[0].structure_id).change({"opening_hours": "Mo 10:00-11:00"}, uow.now)

    assert a_preview(network, FILE).changed_count == 1


def test_a_text_that_was_left_is_said_to_stay(network):
    applied(network, a_preview(network, FILE))
    with network.uow() as uow:
        opening_hours.leave_texts(uow, KEEPER, shown=shown(network))

    again = a_preview(network, FILE)

    assert "« Du lundi au vendredi 9h-12h » reste tel quel, comme choisi." in again.preview["doubts"][0]
    assert again.unchanged_count == 3
