"""What structures offer."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from services.directory.models.offer import Offer
from services.directory.models.structure import ACTIVE, Structure
from shared.text_search import holds, search_words
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE


def list_offers(uow: UnitOfWork, structure_id: UUID) -> Sequence[Offer]:
    query = select(Offer).where(Offer.structure_id == structure_id).order_by(Offer.theme, Offer.id)
    return uow.session.scalars(query).all()


def find_offers(uow: UnitOfWork, text: str, *, limit: int = PAGE) -> tuple[list[tuple[Offer, Structure]], int]:
    """The first by theme, and how many there are, of active structures.

    Each word is in the offer or says where it is; one at least is in the offer.
    """
    said, place = (Offer.theme, Offer.audience, Offer.schedule), (Structure.label, Structure.commune)
    words = search_words(text)
    if not words:
        return [], 0
    here = and_(Structure.tenant_id == Offer.tenant_id, Structure.id == Offer.structure_id)
    query = select(Offer, Structure, func.count().over()).join(Structure, here).where(Structure.status == ACTIVE)
    query = query.where(or_(*(holds(word, *said) for word in words)), *(holds(word, *said, *place) for word in words))
    rows = uow.session.execute(query.order_by(Offer.theme, Structure.label_key, Offer.id).limit(limit)).all()
    return [(row[0], row[1]) for row in rows], rows[0][2] if rows else 0
