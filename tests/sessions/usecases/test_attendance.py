import pytest

from services.sessions.domain.presence import Mark, Presence
from services.sessions.errors import NotEnrolled, WorkshopCancelled, WorkshopNotYet
from services.sessions.queries.attendance import get_sheet
from services.sessions.queries.workshop_dates import list_to_fill, list_upcoming
from services.sessions.usecases import attendance, workshop_dates
from shared.actor import SYSTEM
from shared.events.sessions import WorkshopHeld, WorkshopPlanned


@pytest.fixture
def series_id(workshops):
    return workshops.series()


def record(network, workshop_date_id, marks=None, **options):
    with network.uow() as uow:
        attendance.record_attendance(uow, SYSTEM, workshop_date_id=workshop_date_id, marks=marks or {}, **options)


def sheet_of(network, workshop_date_id):
    with network.uow(read_only=True) as uow:
        return get_sheet(uow, workshop_date_id)


def test_marks_are_kept_counted_and_announced(network, workshops, series_id):
    jeanne, paul, yvette, roger = workshops.enrolled(series_id, "Jeanne", "Paul", "Yvette", "Roger")
    first, *_ = workshops.dates(series_id)

    marks = {jeanne: Mark.PRESENT, paul: Mark.LATE, yvette: Mark.EXCUSED, roger: Mark.ABSENT}
    record(network, first, marks)

    assert sheet_of(network, first).presence == Presence(present=1, late=1, excused=1, absent=1)
    held = network.published(WorkshopHeld.name)[-1][1]
    assert [held[name] for name in ("present", "late", "excused", "absent", "walk_ins")] == [1, 1, 1, 1, 0]
    assert len(held["people"]) == 2 and held["held_on"] == "2026-02-24"
    assert network.published(WorkshopPlanned.name)[-1][1]["status"] == "held"


def test_a_correction_is_a_new_version_and_the_same_marks_are_none(network, workshops, series_id):
    jeanne, paul = workshops.enrolled(series_id, "Jeanne", "Paul")
    first, *_ = workshops.dates(series_id)
    record(network, first, {jeanne: Mark.PRESENT, paul: Mark.ABSENT})

    record(network, first, {jeanne: Mark.PRESENT})
    record(network, first, {paul: Mark.EXCUSED})

    assert [data["version"] for _, data in network.published(WorkshopHeld.name)] == [1, 2]
    assert sheet_of(network, first).presence == Presence(present=1, excused=1)


def test_the_others_are_present_in_one_touch(network, workshops, series_id):
    jeanne, *_ = workshops.enrolled(series_id, "Jeanne", "Paul", "Yvette")
    first, *_ = workshops.dates(series_id)

    record(network, first, {jeanne: Mark.ABSENT}, others=Mark.PRESENT)

    assert sheet_of(network, first).presence == Presence(present=2, absent=1)


def test_someone_who_walks_in_came_but_was_not_expected(network, workshops, series_id):
    (jeanne,) = workshops.enrolled(series_id, "Jeanne")
    first, *_ = workshops.dates(series_id)
    record(network, first, {jeanne: Mark.ABSENT})

    with network.uow() as uow:
        attendance.add_walk_in(uow, SYSTEM, workshop_date_id=first, person_id=workshops.person("Nadia"))

    presence = sheet_of(network, first).presence
    assert (presence.came, presence.expected, presence.rate) == (1, 1, 0)
    held = network.published(WorkshopHeld.name)[-1][1]
    assert (held["present"], held["walk_ins"]) == (1, 1)


def test_an_enrolled_person_added_at_the_door_is_simply_present(network, workshops, series_id):
    (jeanne,) = workshops.enrolled(series_id, "Jeanne")
    first, *_ = workshops.dates(series_id)

    with network.uow() as uow:
        attendance.add_walk_in(uow, SYSTEM, workshop_date_id=first, person_id=jeanne)

    assert sheet_of(network, first).presence == Presence(present=1)


def test_someone_added_by_mistake_is_taken_off(network, workshops, series_id):
    first, *_ = workshops.dates(series_id)
    nadia = workshops.person("Nadia")
    with network.uow() as uow:
        attendance.add_walk_in(uow, SYSTEM, workshop_date_id=first, person_id=nadia)

    with network.uow() as uow:
        attendance.remove_walk_in(uow, SYSTEM, workshop_date_id=first, person_id=nadia)

    assert sheet_of(network, first).walk_ins == []
    assert network.published(WorkshopHeld.name)[-1][1]["people"] == []


def test_the_sheet_opens_on_the_day_itself(network, workshops, series_id):
    _, today, next_week = workshops.dates(series_id)

    record(network, today)

    with pytest.raises(WorkshopNotYet):
        record(network, next_week)


def test_a_cancelled_meeting_has_no_attendance(network, workshops, series_id):
    first, *_ = workshops.dates(series_id)
    with network.uow() as uow:
        workshop_dates.cancel_date(uow, SYSTEM, workshop_date_id=first)

    with pytest.raises(WorkshopCancelled):
        record(network, first)


def test_a_stranger_to_the_series_has_no_mark(network, workshops, series_id):
    first, *_ = workshops.dates(series_id)

    with pytest.raises(NotEnrolled):
        record(network, first, {workshops.person(): Mark.PRESENT})


def test_what_is_to_fill_in_leaves_the_list_once_it_is_done(network, workshops, series_id):
    first, today, next_week = workshops.dates(series_id)

    record(network, first)

    with network.uow(read_only=True) as uow:
        assert [meeting.workshop_date.id for meeting in list_to_fill(uow)] == [today]
        assert [meeting.workshop_date.id for meeting in list_upcoming(uow)] == [next_week]
