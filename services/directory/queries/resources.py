"""Looking for what members share."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select, true

from services.directory.domain.resources import HIDDEN, PROPOSED, PUBLISHED, REFUSED, TEACHING
from services.directory.domain.search_text import stem, words
from services.directory.models.resource import Resource
from shared.actor import Actor
from shared.errors import Forbidden, NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

MINE = "mine"
VIEWS = (PUBLISHED, MINE, PROPOSED, REFUSED, HIDDEN)
SORTS = {"recent": "Les plus récentes", "title": "Par nom"}


def list_resources(
    uow: UnitOfWork,
    actor: Actor,
    *,
    moderates: bool,
    q: str = "",
    kind: str = "",
    theme: str = "",
    audience: str = "",
    falc: bool = False,
    view: str = PUBLISHED,
    sort: str = "recent",
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page:
    """What the actor may see of a view. Each word of ``q`` must begin a word of the resource."""
    text = literal(" ") + Resource.search_text
    wanted = [visible_to(actor, moderates), _in_view(actor, view)]
    wanted += [text.contains(f" {stem(word)}", autoescape=True) for word in words(q)]
    wanted += [Resource.kind == kind] if kind else []
    wanted += [Resource.theme == theme] if theme else []
    wanted += [Resource.is_falc.is_(True)] if falc else []
    if audience:  # an empty list means everybody
        everybody = func.cardinality(Resource.audiences) == 0
        wanted += [Resource.kind == TEACHING, or_(everybody, Resource.audiences.contains([audience]))]
    count = uow.session.scalar(select(func.count(Resource.id)).where(*wanted))
    key = Resource.title_key if sort == "title" else Resource.created_at
    query, falling = select(Resource).where(*wanted), sort != "title"
    return paginate(uow, query, key, Resource.id, cursor=cursor, limit=limit, descending=falling, count=count)


def visible_to(actor: Actor, moderates: bool) -> ColumnElement[bool]:
    """What is published, and one's own; everything for who moderates. Nothing that was removed."""
    seen = true() if moderates else or_(Resource.state == PUBLISHED, Resource.proposed_by == actor.account_id)
    return seen & Resource.removed_at.is_(None)


def get_visible(uow: UnitOfWork, actor: Actor, resource_id: UUID, *, moderates: bool, lock: bool = False) -> Resource:
    """Raises NotFound, also for what the actor may not see."""
    resource = uow.get(Resource, resource_id, lock=lock)
    hidden = not (moderates or resource.is_published or resource.belongs_to(actor))
    if hidden or resource.removed_at is not None:
        raise NotFound
    return resource


def get_own(uow: UnitOfWork, actor: Actor, resource_id: UUID, *, moderates: bool, lock: bool = False) -> Resource:
    """One that the actor may change. Raises NotFound, Forbidden."""
    resource = get_visible(uow, actor, resource_id, moderates=moderates, lock=lock)
    if not moderates and not resource.belongs_to(actor):
        raise Forbidden
    return resource


def count_proposed(uow: UnitOfWork) -> int:
    """Those that wait for who moderates."""
    waiting = (Resource.state == PROPOSED, Resource.removed_at.is_(None))
    return uow.session.scalar(select(func.count(Resource.id)).where(*waiting)) or 0


def count_own(uow: UnitOfWork, actor: Actor) -> int:
    mine = (_in_view(actor, MINE), Resource.removed_at.is_(None))
    return uow.session.scalar(select(func.count(Resource.id)).where(*mine)) or 0


def _in_view(actor: Actor, view: str) -> ColumnElement[bool]:
    return Resource.proposed_by == actor.account_id if view == MINE else Resource.state == view
