"""What structures offer."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, or_, select

from services.directory.models.offer import Offer
from services.directory.models.structure import ACTIVE, Structure
from shared.text_search import holds, search_words
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate


def list_offers(uow: UnitOfWork, structure_id: UUID) -> Sequence[Offer]:
    query = select(Offer).where(Offer.structure_id == structure_id).order_by(Offer.theme, Offer.id)
    return uow.session.scalars(query).all()


def find_offers(uow: UnitOfWork, *, q: str, cursor: str | None = None, limit: int = PAGE) -> Page:
    """By theme, of active structures; each word of ``q`` is in the offer or says where, and one is in the offer."""
    said, place = (Offer.theme, Offer.audience, Offer.schedule), (Structure.label, Structure.commune)
    here = and_(Structure.tenant_id == Offer.tenant_id, Structure.id == Offer.structure_id)
    query = select(Offer).join(Structure, here).where(Structure.status == ACTIVE)
    if words := search_words(q):
        query = query.where(or_(*(holds(word, *said) for word in words)))
        query = query.where(*(holds(word, *said, *place) for word in words))
    return paginate(uow, query, Offer.theme, Offer.id, cursor=cursor, limit=limit, counted=True)
