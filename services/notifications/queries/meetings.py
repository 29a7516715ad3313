"""Looking at meetings, their guests, and when the next one should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from services.notifications.domain.quarters import Host as Candidate
from services.notifications.domain.quarters import Proposal, least_recent_first, propose
from services.notifications.models import Host, Invitation, Meeting
from services.notifications.models.invitation import ACCEPTED, DECLINED, TENTATIVE
from services.notifications.models.meeting import CANCELLED, PLANNED
from shared.text_search import holds, search_words
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


def list_candidates(uow: UnitOfWork) -> list[Candidate]:
    """Structures that can host, least recent host first."""
    hosted = {host_id: instant for host_id, instant in uow.session.execute(_last_hosted())}
    hosts = uow.session.scalars(select(Host).where(Host.can_host, Host.is_active))
    return least_recent_first([Candidate(str(h.id), _label(h), _day(uow, hosted.get(h.id))) for h in hosts])


def _last_hosted():  # noqa: ANN202 - a Select of (host_id, datetime)
    query = select(Meeting.host_id, func.max(Meeting.starts_at))
    return query.where(Meeting.status != CANCELLED, Meeting.host_id.is_not(None)).group_by(Meeting.host_id)


def _label(host: Host) -> str:
    where = f", {host.commune}" if host.commune and host.commune.casefold() not in host.label.casefold() else ""
    seats = f" ({host.seats} places)" if host.seats else ""
    return host.label + where + seats


def _day(uow: UnitOfWork, instant) -> date | None:  # noqa: ANN001
    return instant.astimezone(uow.zone).date() if instant else None
