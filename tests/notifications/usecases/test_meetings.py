from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from services.notifications.errors import MeetingCancelled, MeetingIsOver, MeetingNotYet, NobodyToRemind
from services.notifications.models import Invitation, Meeting
from services.notifications.usecases import answers, meetings
from shared.errors import Invalid
from shared.events.directory import StructureMerged, StructureSaved
from shared.events.notifications import InvitationAnswered, MeetingHeld, MeetingPlanned
from shared.ids import new_id

STARTS = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def plan(network):
    def plan_one(**changes) -> Meeting:
        known = {"title": "Rencontre de printemps", "starts_at": STARTS, "ends_at": STARTS + timedelta(hours=2)}
        with network.uow() as uow:
            return meetings.plan_meeting(uow, **{**known, "place": "Médiathèque de Reims", **changes})

    return plan_one


def guests(network) -> dict[str, Invitation]:
    with network.uow(read_only=True) as uow:
        return {guest.email: guest for guest in uow.session.scalars(select(Invitation))}


def answer(network, email: str, said: str) -> None:
    with network.uow() as uow:
        answers.answer_invitation(uow, invitation_id=guests(network)[email].id, answer=said)


def calendar_of(message) -> Calendar:
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part["Content-Type"].params["method"] == calendar["METHOD"]
    return calendar


def test_every_member_receives_an_invitation_of_their_own(network, add_contact, plan, work, mail_server):
    add_contact("a@example.org")
    add_contact("b@example.org")

    meeting = plan()
    work()

    assert sorted(mail_server.addresses) == ["a@example.org", "b@example.org"]
    for address, message in zip(mail_server.addresses, mail_server.messages, strict=True):
        calendar = calendar_of(message)
        (event,) = calendar.walk("VEVENT")
        assert calendar["METHOD"] == "REQUEST"
        assert event["ATTENDEE"] == f"mailto:{address}"
        assert event["DTSTART"].dt == STARTS
        assert event["UID"] == meeting.uid
        text = message.get_body(("plain",)).get_content()
        assert "mardi 31 mars 2026, de 14\u00a0h à 16\u00a0h" in text
        assert "http://localhost/rencontres/marne/reponse/" in text
    ((_, event),) = network.published(MeetingPlanned.name)
    assert (event["status"], event["invited"], event["version"]) == ("planned", 2, 1)


def test_an_answer_can_be_changed_and_is_announced_each_time(network, add_contact, plan):
    add_contact("a@example.org")
    plan()

    for said in ("tentative", "accepted", "accepted"):
        answer(network, "a@example.org", said)

    announced = [(data["answer"], data["version"]) for _, data in network.published(InvitationAnswered.name)]
    assert announced == [("tentative", 1), ("accepted", 2)]
    assert guests(network)["a@example.org"].answer == "accepted"


def test_one_does_not_answer_about_the_past(network, add_contact, plan, clock):
    add_contact("a@example.org")
    plan()
    clock.set(STARTS + timedelta(hours=3))

    with pytest.raises(MeetingIsOver):
        answer(network, "a@example.org", "accepted")


def test_a_new_date_asks_everybody_again_in_the_same_calendar_entry(network, add_contact, plan, work, mail_server):
    add_contact("a@example.org")
    meeting = plan()
    answer(network, "a@example.org", "accepted")
    work()

    with network.uow() as uow:
        starts = STARTS + timedelta(days=2)
        meetings.move_meeting(
            uow, meeting_id=meeting.id, title=meeting.title, place=meeting.place, starts_at=starts,
            ends_at=starts + timedelta(hours=2),
        )  # fmt: skip
    work()

    first, second = [calendar_of(message).walk("VEVENT")[0] for message in mail_server.messages]
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second["DTSTART"].dt == STARTS + timedelta(days=2)
    assert guests(network)["a@example.org"].answer is None
    assert mail_server.messages[1]["Subject"].startswith("Nouvelle date")


def test_a_corrected_description_bothers_nobody(network, add_contact, plan, work, mail_server):
    add_contact("a@example.org")
    meeting = plan()
    work()

    with network.uow() as uow:
        meetings.move_meeting(
            uow, meeting_id=meeting.id, title="Autre titre", place=meeting.place, starts_at=meeting.starts_at,
            ends_at=meeting.ends_at, description="Ordre du jour",
        )  # fmt: skip
    work()

    assert len(mail_server.received) == 1


def test_a_move_before_the_invitations_left_sends_only_the_new_date(network, add_contact, plan, work, mail_server):
    add_contact("a@example.org")
    meeting = plan()

    with network.uow() as uow:
        meetings.move_meeting(
            uow, meeting_id=meeting.id, title=meeting.title, place="Mairie d’Épernay", starts_at=STARTS,
            ends_at=STARTS + timedelta(hours=1),
        )  # fmt: skip
    work()

    (message,) = mail_server.messages
    assert calendar_of(message).walk("VEVENT")[0]["SEQUENCE"] == 1


def test_a_cancellation_takes_the_meeting_out_of_the_calendars(network, add_contact, plan, work, mail_server):
    add_contact("a@example.org")
    meeting = plan()
    work()

    with network.uow() as uow:
        meetings.cancel_meeting(uow, meeting_id=meeting.id)
    work()

    calendar = calendar_of(mail_server.messages[1])
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert [data["status"] for _, data in network.published(MeetingPlanned.name)] == ["planned", "cancelled"]
    with pytest.raises(MeetingCancelled):
        answer(network, "a@example.org", "accepted")


def test_only_the_silent_are_reminded_and_once_a_day(network, add_contact, plan, work, mail_server, clock):
    for name in ("a", "b", "c"):
        add_contact(f"{name}@example.org")
    meeting = plan()
    work()
    answer(network, "a@example.org", "declined")

    with network.uow() as uow:
        assert meetings.remind(uow, meeting_id=meeting.id) == 2
    work()
    with pytest.raises(NobodyToRemind), network.uow() as uow:
        meetings.remind(uow, meeting_id=meeting.id)
    clock.advance(days=1)
    with network.uow() as uow:
        assert meetings.remind(uow, meeting_id=meeting.id) == 2

    assert sorted(mail_server.addresses[3:]) == ["b@example.org", "c@example.org"]


def test_who_came_is_said_afterwards_and_can_be_corrected(network, plan, clock):
    meeting = plan()
    with pytest.raises(MeetingNotYet), network.uow() as uow:
        meetings.hold_meeting(uow, meeting_id=meeting.id, people=53, structures=30)
    clock.set(STARTS + timedelta(hours=3))

    for people in (52, 53):
        with network.uow() as uow:
            meetings.hold_meeting(uow, meeting_id=meeting.id, people=people, structures=30)

    last = network.published(MeetingHeld.name)[-1][1]
    assert (last["people"], last["structures"], last["held_on"], last["version"]) == (53, 30, "2026-03-31", 3)


def test_a_meeting_needs_a_place_and_hours_that_make_sense(plan):
    with pytest.raises(Invalid):
        plan(place="")
    with pytest.raises(Invalid):
        plan(ends_at=STARTS)
    with pytest.raises(Invalid):
        plan(starts_at=STARTS - timedelta(days=60))


def test_the_hosts_address_stands_for_the_place(network, plan, hear):
    structure = new_id()
    hear(
        StructureSaved(
            structure_id=structure,
            version=1,
            label="Médiathèque",
            commune="Reims",
            commune_code="51454",
            address="12 rue Basse",
            can_host_meetings=True,
            seats=40,
        )
    )

    meeting = plan(place="", host_id=structure)

    assert meeting.place == "Médiathèque, 12 rue Basse, Reims"


def test_a_meeting_stays_at_the_structure_that_its_host_was_merged_into(network, plan, hear):
    gone, stays = new_id(), new_id()
    places = [(gone, "Salle Rive", 1), (stays, "Salle de la Rive", 4)]
    common = {"commune": "Reims", "commune_code": "", "address": "", "can_host_meetings": True}
    hear(*(StructureSaved(structure_id=one, version=version, label=label, **common) for one, label, version in places))
    meeting = plan(place="", host_id=gone)

    hear(StructureMerged(structure_id=gone, version=2, into_id=stays))

    with network.uow() as uow:
        assert uow.get(Meeting, meeting.id).host_id == stays
