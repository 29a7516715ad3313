"""Quarterly meetings: plan, move, cancel, hold; and the messages that follow from each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from services.notifications.domain import deliveries
from services.notifications.errors import NobodyToRemind
from services.notifications.models import Contact, Host, Invitation, Meeting, Message
from services.notifications.usecases.messages import Draft, write_messages
from shared.errors import Invalid
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

REQUEST, REMINDER, CANCELLED = "meeting_request", "meeting_reminder", "meeting_cancelled"


def plan_meeting(
    uow: UnitOfWork,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    host_id: UUID | None = None,
    place: str = "",
    visio: str = "",
    description: str = "",
    organizer: str = "",
) -> Meeting:
    """Plans a meeting and invites every member. ``place`` may be left empty when a host is given.

    ``organizer``: the network's own address, when its letters leave from one.
    """
    _check_hours(uow, starts_at, ends_at)
    meeting = Meeting(
        id=new_id(), title=title, starts_at=starts_at, ends_at=ends_at, host_id=host_id, visio=visio, version=1,
        place=_place(uow, host_id, place, visio), description=description, created_at=uow.now, sequence=0,
        status="planned", organizer=organizer,
    )  # fmt: skip
    uow.session.add(meeting)
    uow.session.flush()
    guests = _invite_members(uow, meeting)
    _write_to(uow, meeting, guests, REQUEST)
    uow.publish(meeting.planned(len(guests)))
    return meeting


def move_meeting(
    uow: UnitOfWork,
    *,
    meeting_id: UUID,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    host_id: UUID | None = None,
    place: str = "",
    visio: str = "",
    description: str = "",
    version: int | None = None,
) -> Meeting:
    """Changes a planned meeting. When the day, the hour or the place changes, everybody is asked again.

    ``version``: of the meeting that was read. Raises ChangedMeanwhile, Invalid, MeetingCancelled, MeetingIsHeld.
    """
    meeting = uow.get(Meeting, meeting_id, lock=True, seen=version)
    meeting.refuse_unless_planned()
    _check_hours(uow, starts_at, ends_at)
    before = (meeting.starts_at, meeting.ends_at, meeting.place, meeting.visio)
    meeting.title, meeting.description, meeting.visio = title, description, visio
    meeting.starts_at, meeting.ends_at, meeting.host_id = starts_at, ends_at, host_id
    meeting.place = _place(uow, host_id, place, visio)
    meeting.version += 1
    guests = _guests(uow, meeting)
    if before != (meeting.starts_at, meeting.ends_at, meeting.place, meeting.visio):
        meeting.sequence += 1
        _ask_again(uow, meeting, guests)
    uow.publish(meeting.planned(len(guests)))
    return meeting


def cancel_meeting(uow: UnitOfWork, *, meeting_id: UUID) -> Meeting:
    meeting = uow.get(Meeting, meeting_id, lock=True)
    meeting.cancel()
    guests = _guests(uow, meeting)
    _withdraw_unsent(uow, guests)
    _write_to(uow, meeting, guests, CANCELLED)
    uow.publish(meeting.planned(len(guests)))
    return meeting


def hold_meeting(uow: UnitOfWork, *, meeting_id: UUID, people: int, structures: int) -> Meeting:
    """Says who came; may be said again to correct it."""
    meeting = uow.get(Meeting, meeting_id, lock=True)
    meeting.hold(people=people, structures=structures, now=uow.now)
    uow.publish(meeting.held(meeting.starts_at.astimezone(uow.zone).date()))
    return meeting


def remind(uow: UnitOfWork, *, meeting_id: UUID) -> int:
    """Writes once more to those who have not answered; never twice the same day. Returns how many."""
    meeting = uow.get(Meeting, meeting_id, lock=True)
    meeting.refuse_unless_planned()
    silent = [guest for guest in _guests(uow, meeting) if guest.answer is None and not _reminded_today(uow, guest)]
    if not silent:
        raise NobodyToRemind
    for guest in silent:
        guest.reminded_at = uow.now
    _write_to(uow, meeting, silent, REMINDER, mark=uow.today.isoformat())
    return len(silent)


def _reminded_today(uow: UnitOfWork, guest: Invitation) -> bool:
    return guest.reminded_at is not None and guest.reminded_at.astimezone(uow.zone).date() == uow.today


def _ask_again(uow: UnitOfWork, meeting: Meeting, guests: Sequence[Invitation]) -> None:
    for guest in guests:
        guest.forget_answer()
    _withdraw_unsent(uow, guests)
    _write_to(uow, meeting, guests, REQUEST)


def _withdraw_unsent(uow: UnitOfWork, guests: Sequence[Invitation]) -> None:
    """What has not left yet speaks of a date that is no longer true."""
    uow.session.execute(
        update(Message)
        .where(Message.invitation_id.in_([guest.id for guest in guests]), Message.state == deliveries.PENDING)
        .values(state=deliveries.EXPIRED, settled_at=uow.now)
    )


def _invite_members(uow: UnitOfWork, meeting: Meeting) -> list[Invitation]:
    contacts = uow.session.scalars(select(Contact).where(Contact.is_active).order_by(Contact.display_name))
    guests = [
        Invitation(id=new_id(), meeting_id=meeting.id, account_id=c.id, email=c.email, name=c.display_name, version=0)
        for c in contacts
    ]
    uow.session.add_all(guests)
    uow.session.flush()
    return guests


def _guests(uow: UnitOfWork, meeting: Meeting) -> list[Invitation]:
    return list(uow.session.scalars(select(Invitation).where(Invitation.meeting_id == meeting.id)))


def _write_to(
    uow: UnitOfWork, meeting: Meeting, guests: Sequence[Invitation], template: str, *, mark: str = ""
) -> None:
    drafts = [
        Draft(
            template=template,
            source=f"{template}:{guest.id}:{meeting.sequence}{mark and ':' + mark}",
            recipient=guest.email,
            name=guest.name,
            context=snapshot(meeting),
            invitation_id=guest.id,
            expires_at=None if template == CANCELLED else meeting.starts_at,
        )
        for guest in guests
    ]
    write_messages(uow, drafts)


def snapshot(meeting: Meeting) -> dict[str, Any]:
    """The meeting as this message says it, whatever happens until the message leaves."""
    return {
        "uid": meeting.uid,
        "organizer": meeting.organizer,
        "sequence": meeting.sequence,
        "title": meeting.title,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place,
        "visio": meeting.visio,
        "description": meeting.description,
    }


def _place(uow: UnitOfWork, host_id: UUID | None, place: str, visio: str) -> str:
    if place or host_id is None:
        if not place and not visio:
            raise Invalid({"place": ["Dites où a lieu la rencontre, ou donnez un lien de visioconférence."]})
        return place
    return uow.get(Host, host_id).full_address


def _check_hours(uow: UnitOfWork, starts_at: datetime, ends_at: datetime) -> None:
    if starts_at <= uow.now:
        raise Invalid({"day": ["Choisissez un jour à venir."]})
    if ends_at <= starts_at:
        raise Invalid({"ends": ["La fin doit venir après le début."]})
