"""What a structure offers; and the copies from which its free places are told."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.directory.models.offer import Offer, Seat
from services.directory.models.structure import Structure
from services.directory.usecases.referent_members import still_there
from services.directory.usecases.structures import check_may_amend
from shared.actor import Actor
from shared.errors import NotFound
from shared.events.sessions import EnrolmentSaved
from shared.unit_of_work import UnitOfWork


def add_offer(uow: UnitOfWork, actor: Actor, *, structure_id: UUID, **values: Any) -> Offer:
    """``values``: attributes of :class:`Offer`. Of a structure that was merged since the page was opened, it belongs
    to the record that stayed. Raises Forbidden for a referent of another structure."""
    structure_id = still_there(uow, [structure_id]).get(structure_id, structure_id)
    structure = uow.get(Structure, structure_id, lock=True)
    check_may_amend(actor, structure)
    offer = Offer(structure_id=structure_id, changed_at=uow.now, **values)
    uow.session.add(offer)
    uow.session.flush()
    copy_themes(uow, structure)
    return offer


def change_offer(uow: UnitOfWork, actor: Actor, *, offer_id: UUID, version: int | None = None, **values: Any) -> Offer:
    """``version``: of the offer that they have read. Raises Forbidden, ChangedMeanwhile."""
    offer, structure = _get(uow, actor, offer_id, seen=version)
    for name, value in values.items():
        setattr(offer, name, value)
    offer.changed_at = uow.now
    offer.version += 1
    uow.session.flush()
    copy_themes(uow, structure)
    return offer


def remove_offer(uow: UnitOfWork, actor: Actor, *, offer_id: UUID) -> Offer:
    """Raises Forbidden. Nothing refers to an offer: it is deleted."""
    offer, structure = _get(uow, actor, offer_id)
    uow.session.delete(offer)
    uow.session.flush()
    copy_themes(uow, structure)
    return offer


def copy_themes(uow: UnitOfWork, structure: Structure) -> None:
    """A search finds the structure by what it offers. Who calls has locked it: two offers at once are both found."""
    themes = select(Offer.theme).where(Offer.structure_id == structure.id).distinct().order_by(Offer.theme)
    structure.offer(list(uow.session.scalars(themes)), uow.now)


def copy_seat(uow: UnitOfWork, event: EnrolmentSaved) -> None:
    """Keeps the highest version: events come in any order."""
    values = {"version": event.version, "series_id": event.series_id, "taken": event.cancelled_on is None}
    statement = insert(Seat).values(tenant_id=uow.tenant_id, id=event.enrolment_id, **values)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "id"], set_=values, where=Seat.version < event.version
    )
    uow.session.execute(newer)


def _get(uow: UnitOfWork, actor: Actor, offer_id: UUID, *, seen: int | None = None) -> tuple[Offer, Structure]:
    """Both locked, the structure first, as a merge does: two at once must queue, not block each other."""
    structure_id = uow.session.scalar(select(Offer.structure_id).where(Offer.id == offer_id))
    if structure_id is None:
        raise NotFound
    uow.get(Structure, structure_id, lock=True)
    offer = uow.get(Offer, offer_id, lock=True, seen=seen)
    structure = uow.get(Structure, offer.structure_id, lock=True)  # another one when a merge came in between
    check_may_amend(actor, structure)
    return offer, structure
