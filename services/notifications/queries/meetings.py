"""Looking at meetings, their guests, and when the next one should be."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, cast, func, or_, select

from services.notifications.domain.quarters import Host as Candidate
from services.notifications.domain.quarters import Proposal, propose
from services.notifications.models import Host, Invitation, Meeting
from services.notifications.models.invitation import ACCEPTED, DECLINED, TENTATIVE
from services.notifications.models.meeting import CANCELLED, PLANNED
from shared.text_search import folded, holds, search_words
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

NO_ANSWER = "none"


@dataclass(frozen=True)
class Tally:
    """Answers to one meeting."""

    accepted: int = 0
    tentative: int = 0
    declined: int = 0
    silent: int = 0

    @property
    def invited(self) -> int:
        return self.accepted + self.tentative + self.declined + self.silent

    @property
    def slices(self) -> list[tuple[str, str, int]]:
        """``(kind, label, count)`` in the order of the bar."""
        return [
            (ACCEPTED, "oui", self.accepted),
            (TENTATIVE, "peut-être", self.tentative),
            (DECLINED, "non", self.declined),
            (NO_ANSWER, "sans réponse", self.silent),
        ]


def list_upcoming(uow: UnitOfWork) -> list[Meeting]:
    """Planned and not over, soonest first."""
    query = select(Meeting).where(Meeting.status == PLANNED, Meeting.ends_at > uow.now)
    return list(uow.session.scalars(query.order_by(Meeting.starts_at)))


def list_past(uow: UnitOfWork, *, cursor: str | None = None) -> Page:
    """Held, cancelled, or over and not yet counted; latest first."""
    query = select(Meeting).where(or_(Meeting.status != PLANNED, Meeting.ends_at <= uow.now))
    return paginate(uow, query, Meeting.starts_at, Meeting.id, cursor=cursor, descending=True)


def list_meetings(uow: UnitOfWork, *, q: str = "", cursor: str | None = None, limit: int = PAGE) -> Page:
    """Latest first. ``q``: every word in the title, the place or the description, accents and capitals aside."""
    wanted = [holds(word, Meeting.title, Meeting.place, Meeting.description) for word in search_words(q)]
    query = select(Meeting).where(*wanted)
    count = uow.session.scalar(select(func.count(Meeting.id)).where(*wanted))
    keys = (Meeting.starts_at, Meeting.id)
    return paginate(uow, query, *keys, cursor=cursor, limit=limit, descending=True, count=count)


def tallies(uow: UnitOfWork, meetings: Sequence[Meeting]) -> dict[UUID, Tally]:
    """Meeting → its answers; a meeting without guests has an empty one."""
    query = (
        select(Invitation.meeting_id, Invitation.answer, func.count())
        .where(Invitation.meeting_id.in_([meeting.id for meeting in meetings]))
        .group_by(Invitation.meeting_id, Invitation.answer)
    )
    counts: dict[UUID, dict[str, int]] = {meeting.id: {} for meeting in meetings}
    for meeting_id, answer, count in uow.session.execute(query):
        counts[meeting_id][answer or "silent"] = count
    return {meeting_id: Tally(**found) for meeting_id, found in counts.items()}


def list_guests(
    uow: UnitOfWork, meeting_id: UUID, *, answer: str | None = None, text: str | None = None, cursor: str | None = None
) -> Page:
    """``answer``: accepted, tentative, declined, or :data:`NO_ANSWER`."""
    query = select(Invitation).where(Invitation.meeting_id == meeting_id)
    if answer:
        query = query.where(Invitation.answer.is_(None) if answer == NO_ANSWER else Invitation.answer == answer)
    if text:
        pattern = f"%{text.strip().lower()}%"
        query = query.where(or_(func.lower(Invitation.name).like(pattern), func.lower(Invitation.email).like(pattern)))
    return paginate(uow, query, Invitation.name, Invitation.id, cursor=cursor)


def next_proposal(uow: UnitOfWork) -> Proposal | None:
    """Days for the first quarter without a meeting, or None when one is already planned."""
    starts = uow.session.scalars(select(Meeting.starts_at).where(Meeting.status != CANCELLED))
    return propose(uow.today, [instant.astimezone(uow.zone).date() for instant in starts])


def list_candidates(
    uow: UnitOfWork, *, q: str = "", limit: int | None = None, among: Collection[UUID] | None = None
) -> tuple[list[Candidate], int]:
    """The first structures that can host, and how many can: those that never did, then the least recent ones.

    ``q``: every word in the name or the commune. ``among``: of these, whether they still can or not.
    """
    hosted = _last_hosted().subquery()
    last_day = cast(func.timezone(uow.network.time_zone, hosted.c.last), Date)
    query = select(Host, last_day, func.count().over()).outerjoin(hosted, hosted.c.host_id == Host.id)
    which = (Host.can_host, Host.is_active) if among is None else (Host.id.in_(among),)
    query = query.where(*which, *(holds(word, Host.label, Host.commune) for word in search_words(q)))
    rows = uow.session.execute(query.order_by(last_day.nulls_first(), folded(Host.label), Host.id).limit(limit)).all()
    return [Candidate(str(host.id), _label(host), day) for host, day, _ in rows], rows[0][2] if rows else 0


def _last_hosted() -> Select[*tuple[Any, ...]]:
    """When each one hosted last."""
    query = select(Meeting.host_id, func.max(Meeting.starts_at).label("last"))
    return query.where(Meeting.status != CANCELLED, Meeting.host_id.is_not(None)).group_by(Meeting.host_id)


def _label(host: Host) -> str:
    where = f", {host.commune}" if host.commune and host.commune.casefold() not in host.label.casefold() else ""
    seats = f" ({host.seats} places)" if host.seats else ""
    return host.label + where + seats
