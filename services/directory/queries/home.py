"""What the first page shows: only what the directory itself knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from services.directory.models.agenda_entry import MEETING, WORKSHOP, AgendaEntry
from services.directory.models.invitation import Invitation
from services.directory.queries.members import count_active_members
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Start:
    """How far a new network has come."""

    directory_imported: bool
    members_invited: bool
    workshop_planned: bool
    meeting_planned: bool

    @property
    def done(self) -> int:
        return sum((self.directory_imported, self.members_invited, self.workshop_planned, self.meeting_planned))

    @property
    def is_over(self) -> bool:
        return self.done == 4


def get_start(uow: UnitOfWork, *, structures: int) -> Start:
    """``structures``: how many the directory holds, the pilot one included."""
    return Start(
        directory_imported=structures > 1,
        members_invited=count_active_members(uow) > 1 or _exists(uow, select(Invitation.id)),
        workshop_planned=_exists(uow, select(AgendaEntry.id).where(AgendaEntry.kind == WORKSHOP)),
        meeting_planned=_exists(uow, select(AgendaEntry.id).where(AgendaEntry.kind == MEETING)),
    )


def list_next_dates(uow: UnitOfWork, *, limit: int = 5) -> Sequence[AgendaEntry]:
    to_come = (AgendaEntry.status == "planned", AgendaEntry.starts_at >= uow.now)
    query = select(AgendaEntry).where(*to_come).order_by(AgendaEntry.starts_at, AgendaEntry.id).limit(limit)
    return uow.session.scalars(query).all()


def count_open_invitations(uow: UnitOfWork) -> tuple[int, int]:
    """(waiting for an answer, expired without one)."""
    is_open = (Invitation.accepted_at.is_(None), Invitation.cancelled_at.is_(None))
    query = select(func.count(Invitation.id)).where(*is_open)
    expired = uow.session.scalars(query.where(Invitation.expires_at <= uow.now)).one()
    return uow.session.scalars(query).one() - expired, expired


def _exists(uow: UnitOfWork, query: object) -> bool:
    return uow.session.scalar(query.limit(1)) is not None  # type: ignore[attr-defined]
