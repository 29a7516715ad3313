"""What structures offer."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.directory.models.offer import Offer
from shared.unit_of_work import UnitOfWork


def list_offers(uow: UnitOfWork, structure_id: UUID) -> Sequence[Offer]:
    query = select(Offer).where(Offer.structure_id == structure_id).order_by(Offer.theme, Offer.id)
    return uow.session.scalars(query).all()
