"""Looking for structures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from services.directory.domain.distances import Point
from services.directory.domain.search_text import beginnings, commune_key, words
from services.directory.models.structure import ACTIVE, Structure
from services.directory.queries import communes, whereabouts
from services.directory.queries.hours_now import has_no_known_hours, is_open
from services.directory.queries.lending import lends
from services.directory.queries.missing import lacks
from services.directory.queries.whole_network import remembered
from services.directory.queries.workshops import has_free_places
from services.directory.spelling import meant
from shared.among import among
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

MOST_POINTS = 2000

UNKNOWN = "unknown"
"""Of hours: there are none, or a text from which nothing can be computed."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Wanted:
    """What a list of structures is narrowed to. ``status``: ``active`` or ``archived``; ``only_public``: those that
    the network shows to everybody.

    ``within``: kilometres around ``near`` or, without it, around the commune. ``meant``: for each searched word, the
    known words that it may be; filled when one of them is found nowhere.
    """

    text: str = ""
    commune: str = ""
    near: Point | None = None
    within: float | None = None
    service: str = ""
    audience: str = ""
    care: str = ""
    fee: str = ""
    access: str = ""
    typology: str = ""
    stage: str = ""
    equipment: str = ""
    lends: str = ""
    host: bool = False
    open_now: bool = False
    hours: str = ""
    free_places: bool = False
    missing: str = ""
    status: str = ACTIVE
    only_public: bool = False
    meant: tuple[tuple[str, ...], ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """One group per word: any of its beginnings will do."""
        return self.meant or tuple(beginnings(word) for word in words(self.text))

    @property
    def usual_sort(self) -> str:
        if self.text:
            return "relevance"
        return "distance" if self.within is not None else "label"


@dataclass(frozen=True)
class Found(Page):
    """``corrected``: the words looked for instead of those typed. ``centre``: where distances are counted from."""

    corrected: str | None = None
    centre: Point | None = None


@dataclass(frozen=True)
class Points:
    """``items``: ``(id, label, commune, latitude, longitude)`` of located structures; ``count``: how many there are."""

    items: Sequence[Any]
    count: int


SORTS = ("relevance", "label", "commune", "distance")
_HELD: dict[str, Any] = {
    "service": Structure.services,
    "care": Structure.special_care,
    "fee": Structure.fees,
    "access": Structure.access_modes,
    "typology": Structure.typologies,
    "stage": Structure.stages,
    "equipment": Structure.equipment,
}
_TRUE = {"only_public": Structure.is_public, "host": Structure.can_host_meetings}


def list_structures(
    uow: UnitOfWork,
    wanted: Wanted,
    *,
    sort: str = "",
    cursor: str | None = None,
    limit: int = PAGE,
    attributes: Sequence[str] = (),
) -> Found:
    """Without ``sort``: by relevance when words are looked for, by distance around a place, by name otherwise.

    A word that no structure has is looked for as the known words that resemble it. ``attributes``: the items
    are then mappings that hold them, instead of structures.
    """
    columns = [getattr(Structure, name) for name in attributes]
    look = partial(_page, uow, sort=sort, cursor=cursor, limit=limit, columns=columns)
    return _understood(uow, wanted, look)


def all_structures(uow: UnitOfWork, wanted: Wanted, *, sort: str = "", what: Any = Structure) -> Sequence[Any]:
    """The whole of :func:`list_structures`, for a file; ``what``: a column, when that is all that is needed."""

    def look(wanted: Wanted) -> Sequence[Any]:
        centre = centre_of(uow, wanted)
        keys = _order(sort or wanted.usual_sort, wanted, centre)
        return uow.session.scalars(select(what).where(*conditions(uow, wanted, centre)).order_by(*keys)).all()

    return _understood(uow, wanted, look)


def list_points(uow: UnitOfWork, wanted: Wanted) -> Points:
    """The first :data:`MOST_POINTS` by name."""
    columns = (Structure.id, Structure.label, Structure.commune, Structure.latitude, Structure.longitude)

    def look(wanted: Wanted) -> Points:
        located = (*conditions(uow, wanted, centre_of(uow, wanted)), Structure.latitude.is_not(None))
        query = select(*columns).where(*located).order_by(Structure.label_key, Structure.id)
        points = uow.session.execute(query.limit(MOST_POINTS)).all()
        return Points(points, len(points) if len(points) < MOST_POINTS else _count(uow, located))

    return _understood(uow, wanted, look)


def count_each(uow: UnitOfWork, several: Sequence[Wanted]) -> list[int]:
    """How many :func:`list_structures` would find of each, asked at once."""
    if not several:
        return []
    centres: dict[tuple[Any, ...], Point | None] = {}

    def counted(wanted: Wanted) -> ColumnElement[int]:
        place = (wanted.commune, wanted.near, wanted.only_public)
        if place not in centres:
            centres[place] = centre_of(uow, wanted)
        where = conditions(uow, wanted, centres[place])
        return select(func.count(Structure.id)).where(*where).scalar_subquery()

    counts = [_understood(uow, wanted, counted) for wanted in several]
    return list(uow.session.execute(select(*counts)).one())


def count_without_hours(uow: UnitOfWork, wanted: Wanted) -> int:
    """Of those among which the open ones are looked for, how many may be open without anybody knowing."""
    return count_each(uow, [replace(wanted, open_now=False, hours=UNKNOWN)])[0]


def _understood(uow: UnitOfWork, wanted: Wanted, look: Callable[[Wanted], Result]) -> Result:
    """What ``look`` finds for the words typed; when no structure has one of them, for those that resemble it."""
    groups = _meant(uow, wanted)
    return look(replace(wanted, meant=groups) if groups else wanted)


def _page(
    uow: UnitOfWork, wanted: Wanted, *, sort: str, cursor: str | None, limit: int, columns: Sequence[Any]
) -> Found:
    centre = centre_of(uow, wanted)
    where = conditions(uow, wanted, centre)
    keys = _order(sort or wanted.usual_sort, wanted, centre)
    is_narrowed = wanted != Wanted(status=wanted.status, only_public=wanted.only_public)  # otherwise an index gives it
    query = select(Structure).where(*where)
    page = paginate(uow, query, *keys, cursor=cursor, limit=limit, counted=is_narrowed, columns=columns)
    is_whole = cursor is None and page.next is None
    count = len(page.items) if is_whole else page.count
    count = _count(uow, where) if count is None else count
    corrected = _corrected(wanted) if wanted.meant else None
    return Found(page.items, page.next, page.previous, count, corrected, centre)


def _corrected(wanted: Wanted) -> str:
    """The words looked for as people read them: one that is known stays as it was typed, plural and all."""
    typed = zip(words(wanted.text), wanted.meant, strict=True)
    return " ".join(word if group == beginnings(word) else group[0] for word, group in typed)


def _count(uow: UnitOfWork, where: Sequence[ColumnElement[bool]]) -> int:
    return uow.session.scalar(select(func.count(Structure.id)).where(*where)) or 0


def conditions(uow: UnitOfWork, wanted: Wanted, centre: Point | None) -> list[ColumnElement[bool]]:
    """Every word must begin a word of the structure, without regard to accents, capitals or plurals."""
    text = literal(" ") + Structure.search_text
    found: list[ColumnElement[bool]] = [Structure.status == wanted.status]
    found += [or_(*(text.contains(f" {word}", autoescape=True) for word in group)) for group in wanted.groups]
    found += [column.contains([value]) for name, column in _HELD.items() if (value := getattr(wanted, name))]
    if wanted.audience:  # an empty list means everyone
        everyone = func.cardinality(Structure.target_audiences) == 0
        found.append(or_(everyone, Structure.target_audiences.contains([wanted.audience])))
    found += [column.is_(True) for name, column in _TRUE.items() if getattr(wanted, name)]
    if wanted.lends:
        found.append(lends(wanted.lends))
    if wanted.open_now:
        found.append(is_open(uow))
    if wanted.hours == UNKNOWN:
        found.append(has_no_known_hours(uow))
    if wanted.missing:
        found.append(lacks(uow, wanted.missing))
    if wanted.free_places:
        found.append(has_free_places(uow))
    return [*found, *whereabouts.conditions(uow, wanted.commune, wanted.within, centre)]


def centre_of(uow: UnitOfWork, wanted: Wanted) -> Point | None:
    """The point given, or the commune's town hall; of an unknown commune, the middle of its located structures."""
    if wanted.near or not wanted.commune:
        return wanted.near
    here = [Structure.commune_key == commune_key(wanted.commune), Structure.latitude.is_not(None)]
    here += [Structure.is_public] if wanted.only_public else []
    middle = select(func.avg(Structure.latitude), func.avg(Structure.longitude)).where(*here)
    return communes.find_point(uow, wanted.commune, otherwise=middle)


def _order(sort: str, wanted: Wanted, centre: Point | None) -> tuple[Any, ...]:
    by_name = (Structure.label_key, Structure.id)
    if sort == "relevance" and wanted.groups:
        return (_rank(wanted), *by_name)
    if sort == "distance" and centre is not None:
        return (whereabouts.metres_or_far(centre), *by_name)
    return (Structure.commune_key, *by_name) if sort == "commune" else by_name


def _rank(wanted: Wanted) -> ColumnElement[int]:
    """0: the name begins with the words; 1: the name contains them all; 2: name and commune do; 3: elsewhere."""
    name = literal(" ") + Structure.label_key
    named = [or_(*(name.contains(f" {word}", autoescape=True) for word in group)) for group in wanted.groups]
    place = name + " " + Structure.commune_key
    placed = [or_(*(place.contains(f" {word}", autoescape=True) for word in group)) for group in wanted.groups]
    first = or_(*(Structure.label_key.startswith(word, autoescape=True) for word in wanted.groups[0]))
    return case((and_(first, *named), 0), (and_(*named), 1), (and_(*placed), 2), else_=3)


def _meant(uow: UnitOfWork, wanted: Wanted) -> tuple[tuple[str, ...], ...]:
    """Empty when the network has the words typed, or none that resemble one of them."""
    if not wanted.text:
        return ()
    each = func.unnest(func.string_to_array(Structure.search_text, " "))
    searched = [Structure.status == wanted.status, *([Structure.is_public] if wanted.only_public else [])]
    query = select(each).where(*searched).distinct()
    known = remembered(uow, (wanted.status, wanted.only_public), lambda: sorted(uow.session.scalars(query)))
    groups = tuple(meant(word, known) for word in words(wanted.text))
    if not groups or not all(groups) or groups == wanted.groups:
        return ()
    return groups


def get_structure(uow: UnitOfWork, structure_id: UUID) -> Structure:
    """Raises NotFound."""
    return uow.get(Structure, structure_id)


def structures_of(uow: UnitOfWork, things: Sequence[Any]) -> dict[UUID, Structure]:
    """By identifier, those to which the things' ``structure_id`` belongs, in one query."""
    query = select(Structure).where(among(Structure.id, {thing.structure_id for thing in things}))
    return {structure.id: structure for structure in uow.session.scalars(query)}


def list_communes(uow: UnitOfWork) -> list[str]:
    """To choose from: those of the department, and the others that have an active structure."""
    return communes.list_choices(uow, Structure.status == ACTIVE)


def list_typologies(uow: UnitOfWork) -> list[str]:
    """Codes that an active structure bears."""
    codes = select(func.unnest(Structure.typologies)).where(Structure.status == ACTIVE)
    return list(uow.session.scalars(codes.distinct()))


def count_structures(uow: UnitOfWork, status: str = ACTIVE) -> int:
    return uow.session.scalar(select(func.count(Structure.id)).where(Structure.status == status)) or 0
