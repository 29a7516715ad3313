"""Where structures probably are, and those that were not found."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from services.directory.domain.geocoder import Question
from services.directory.models.geocoding import APPLIED, DOUBTFUL, UNKNOWN, Geocoding
from services.directory.models.structure import ACTIVE, Structure
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

SHOWN = 20
ASKED = Structure.address + ", " + Structure.postcode + " " + Structure.commune
PLACED_BY_US = and_(
    Geocoding.state == APPLIED,
    Geocoding.latitude == Structure.latitude,
    Geocoding.longitude == Structure.longitude,
)
"""The coordinates are those that were found; one digit more or less, and somebody has given them."""
UNASKED = and_(
    Structure.status == ACTIVE,
    Structure.address != "",
    or_(Structure.postcode != "", Structure.commune != ""),
    or_(
        and_(Structure.latitude.is_(None), or_(Geocoding.id.is_(None), Geocoding.asked != ASKED)),
        and_(PLACED_BY_US, Geocoding.asked != ASKED),
    ),
)
"""Structures to place; also those that were placed here and whose address has changed since."""
PROPOSED = and_(
    Geocoding.state == DOUBTFUL,
    Geocoding.asked == ASKED,
    Structure.status == ACTIVE,
    Structure.latitude.is_(None),
)
LOST = (
    Geocoding.state == UNKNOWN,
    Geocoding.asked == ASKED,
    Structure.status == ACTIVE,
    Structure.latitude.is_(None),
)


@dataclass(frozen=True)
class Unplaced:
    structure_id: UUID
    question: Question
    asked: str


def list_unplaced(uow: UnitOfWork, limit: int) -> Sequence[Unplaced]:
    """In no order: an address on which the geocoder stumbles does not keep the others waiting."""
    columns = (Structure.id, Structure.address, Structure.postcode, Structure.commune, Structure.commune_code)
    query = select(*columns, ASKED.label("asked")).outerjoin(Geocoding, Geocoding.structure_id == Structure.id)
    rows = uow.session.execute(query.where(UNASKED).order_by(func.random()).limit(limit))
    return [
        Unplaced(row.id, Question(row.address, row.postcode, row.commune, row.commune_code), row.asked) for row in rows
    ]


def list_proposals(uow: UnitOfWork, *, cursor: str | None = None, limit: int = PAGE) -> Page:
    """The likeliest first, with their structures."""
    query = select(Geocoding).join(Geocoding.structure).options(contains_eager(Geocoding.structure)).where(PROPOSED)
    count = uow.session.scalar(select(func.count(Geocoding.id)).join(Geocoding.structure).where(PROPOSED)) or 0
    order = (Geocoding.score, Geocoding.id)
    return paginate(uow, query, *order, cursor=cursor, limit=limit, descending=True, count=count)


def list_lost(uow: UnitOfWork) -> tuple[Sequence[Structure], int]:
    """The first structures whose address nobody knows, and how many there are."""
    return _first(uow, select(Structure).join(Geocoding, Geocoding.structure_id == Structure.id).where(*LOST))


def list_others_unplaced(uow: UnitOfWork) -> tuple[Sequence[Structure], int]:
    """The first structures that are on no map and in no other list of the page, and how many there are."""
    answered = and_(Geocoding.state.in_((DOUBTFUL, UNKNOWN)), Geocoding.asked == ASKED)
    query = select(Structure).outerjoin(Geocoding, and_(Geocoding.structure_id == Structure.id, answered))
    nowhere = (Structure.status == ACTIVE, Structure.latitude.is_(None), Geocoding.id.is_(None))
    return _first(uow, query.where(*nowhere))


def _first(uow: UnitOfWork, query: Select[Structure]) -> tuple[Sequence[Structure], int]:
    count = uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return uow.session.scalars(query.order_by(Structure.label_key, Structure.id).limit(SHOWN)).all(), count


def count_to_place(uow: UnitOfWork) -> int:
    """Addresses about which a person decides: found without certainty, or not found."""
    wanted = or_(PROPOSED, and_(*LOST))
    return uow.session.scalar(select(func.count(Geocoding.id)).join(Geocoding.structure).where(wanted)) or 0


def count_unasked(uow: UnitOfWork) -> int:
    joined = select(func.count(Structure.id)).outerjoin(Geocoding, Geocoding.structure_id == Structure.id)
    return uow.session.scalar(joined.where(UNASKED)) or 0
