"""What the first page shows: only what the directory itself knows."""

from collections.abc import Sequence

from sqlalchemy import func, select

from services.directory.models.agenda_entry import AgendaEntry
from services.directory.models.invitation import Invitation
from shared.unit_of_work import UnitOfWork


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
