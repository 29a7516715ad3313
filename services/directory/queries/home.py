"""What the first page shows: only what the directory itself knows."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select

from services.directory.models.agenda_entry import AgendaEntry
from services.directory.models.invitation import Invitation
from services.directory.models.structure import Structure
from services.directory.queries.duplicates import count_pairs
from services.directory.queries.geocodings import count_to_place
from services.directory.queries.record_checks import count_stale
from services.directory.queries.referents import count_structures_without_referent
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Upkeep:
    """How many records of the directory wait for somebody who keeps it, by what is to be done."""

    stale: int = 0
    without_referent: int = 0
    duplicates: int = 0
    to_place: int = 0


def count_upkeep(uow: UnitOfWork) -> Upkeep:
    """One count each, of this network's rows."""
    return Upkeep(
        stale=count_stale(uow),
        without_referent=count_structures_without_referent(uow),
        duplicates=count_pairs(uow),
        to_place=count_to_place(uow),
    )


def list_next_dates(uow: UnitOfWork, *, limit: int = 5) -> list[tuple[AgendaEntry, str]]:
    """Soonest first, each with the name of the structure where it takes place; a meeting, or a place unknown: none."""
    place = and_(Structure.tenant_id == AgendaEntry.tenant_id, Structure.id == AgendaEntry.structure_id)
    query = select(AgendaEntry, func.coalesce(Structure.label, "")).outerjoin(Structure, place).where(*_to_come(uow))
    ordered = query.order_by(AgendaEntry.starts_at, AgendaEntry.id).limit(limit)
    return [(entry, label) for entry, label in uow.session.execute(ordered)]


def count_dates_to_come(uow: UnitOfWork) -> int:
    return uow.session.scalars(select(func.count(AgendaEntry.id)).where(*_to_come(uow))).one()


def _to_come(uow: UnitOfWork) -> tuple[ColumnElement[bool], ...]:
    return AgendaEntry.status == "planned", AgendaEntry.starts_at >= uow.now


def count_open_invitations(uow: UnitOfWork) -> tuple[int, int]:
    """(waiting for an answer, expired without one)."""
    is_open = (Invitation.accepted_at.is_(None), Invitation.cancelled_at.is_(None))
    query = select(func.count(Invitation.id)).where(*is_open)
    expired = uow.session.scalars(query.where(Invitation.expires_at <= uow.now)).one()
    return uow.session.scalars(query).one() - expired, expired
