from datetime import UTC, date, datetime, time

import pytest

from services.sessions.errors import CapacityBelowEnrolled, WorkshopCancelled, WorkshopHeldAlready
from services.sessions.usecases import attendance, series, workshop_dates
from shared.actor import SYSTEM
from shared.events.sessions import WorkshopHeld, WorkshopPlanned
from shared.ids import new_id


def test_twelve_weekly_dates_are_made_in_one_go_and_announced(network, workshops):
    series_id = workshops.series(first_on=date(2026, 9, 8), count=12)

    planned = [data for _, data in network.published(WorkshopPlanned.name)]
    assert len(workshops.dates(series_id)) == len(planned) == 12
    assert planned[0]["starts_at"] == "2026-09-08T12:00:00+00:00"
    assert planned[-1]["starts_at"] == "2026-11-24T13:00:00+00:00"


def test_public_holidays_are_skipped_if_asked(workshops):
    skipping = workshops.series(first_on=date(2026, 11, 4), count=3, skip_holidays=True)
    plain = workshops.series(first_on=date(2026, 11, 4), count=3, skip_holidays=False)

    assert [line.workshop_date.starts_at.day for line in workshops.sheet(skipping).dates] == [4, 18, 25]
    assert [line.workshop_date.starts_at.day for line in workshops.sheet(plain).dates] == [4, 11, 18]


def test_a_series_may_name_a_structure_that_is_not_known_yet(workshops):
    structure_id = new_id()

    series_id = workshops.series(structure_id=structure_id)

    assert workshops.sheet(series_id).structure.version == 0


def test_one_date_is_moved_the_others_stay(network, workshops):
    series_id = workshops.series()
    first, second, third = workshops.dates(series_id)

    with network.uow() as uow:
        workshop_dates.move_date(
            uow, SYSTEM, workshop_date_id=third, on=date(2026, 3, 12), starts_at=time(10), ends_at=time(12)
        )

    dates = [line.workshop_date for line in workshops.sheet(series_id).dates]
    assert [one.id for one in dates] == [first, second, third]
    assert dates[2].starts_at == datetime(2026, 3, 12, 9, tzinfo=UTC)
    assert [one.version for one in dates] == [1, 1, 2]


def test_a_cancelled_date_says_so_and_can_no_longer_be_moved(network, workshops):
    *_, third = workshops.dates(workshops.series())
    with network.uow() as uow:
        workshop_dates.cancel_date(uow, SYSTEM, workshop_date_id=third, because="Salle inondée")

    with pytest.raises(WorkshopCancelled), network.uow() as uow:
        workshop_dates.move_date(
            uow, SYSTEM, workshop_date_id=third, on=date(2026, 3, 12), starts_at=time(10), ends_at=time(12)
        )

    assert network.published(WorkshopPlanned.name)[-1][1]["status"] == "cancelled"


def test_a_date_that_was_held_is_not_cancelled(network, workshops):
    series_id = workshops.series()
    first, *_ = workshops.dates(series_id)
    with network.uow() as uow:
        attendance.record_attendance(uow, SYSTEM, workshop_date_id=first, marks={})

    with pytest.raises(WorkshopHeldAlready), network.uow() as uow:
        workshop_dates.cancel_date(uow, SYSTEM, workshop_date_id=first)


def test_a_new_title_is_told_for_every_date_and_every_attendance(network, workshops):
    series_id = workshops.series()
    workshops.enrolled(series_id, "Jeanne")
    with network.uow() as uow:
        attendance.record_attendance(
            uow, SYSTEM, workshop_date_id=workshops.dates(series_id)[0], marks={}, others=attendance.Mark.PRESENT
        )

    with network.uow() as uow:
        series.change_series(uow, SYSTEM, series_id=series_id, title="Ma tablette, suite", capacity=16)

    planned = [data for _, data in network.published(WorkshopPlanned.name)][-3:]
    assert {data["title"] for data in planned} == {"Ma tablette, suite"}
    held = network.published(WorkshopHeld.name)[-1][1]
    assert (held["title"], held["version"], held["present"]) == ("Ma tablette, suite", 2, 1)


def test_the_capacity_never_goes_below_the_places_taken(network, workshops):
    series_id = workshops.series()
    workshops.enrolled(series_id, "Jeanne", "Paul")

    with pytest.raises(CapacityBelowEnrolled) as refusal, network.uow() as uow:
        series.change_series(uow, SYSTEM, series_id=series_id, title="Ma tablette", capacity=1)

    assert "2 personnes" in refusal.value.sentence
