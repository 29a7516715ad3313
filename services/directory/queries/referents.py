"""Who is referent of which structure, and where nobody is."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from services.directory.models.account import Account
from services.directory.models.membership import ACTIVE as MEMBER_ACTIVE
from services.directory.models.membership import Membership
from services.directory.models.referent import MEMBERS, PUBLIC, Referent
from services.directory.models.structure import ACTIVE, Structure
from shared.actor import Actor
from shared.among import among
from shared.text_search import folded, holds, search_words
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate


def list_referents(uow: UnitOfWork, structure_id: UUID, *, everyone: bool = True) -> Sequence[Referent]:
    """Those of one structure, the longest valid first. ``everyone=False``: valid ones shown to members."""
    query = _current().where(Referent.structure_id == structure_id)
    if not everyone:
        query = query.where(Referent.shown_to.in_((MEMBERS, PUBLIC)), Referent.valid_until >= uow.today)
    return uow.session.scalars(query).all()


def list_shown_referents(
    uow: UnitOfWork, structure_ids: Sequence[UUID], *, to_members: bool = False
) -> dict[UUID, list[Referent]]:
    """By structure: valid today, and shown with their consent to everybody, or to the members as well."""
    shown_to = (MEMBERS, PUBLIC) if to_members else (PUBLIC,)
    wanted = (Referent.structure_id.in_(structure_ids), Referent.valid_until >= uow.today)
    found: dict[UUID, list[Referent]] = {}
    for referent in uow.session.scalars(_current().where(*wanted, Referent.shown_to.in_(shown_to))):
        found.setdefault(referent.structure_id, []).append(referent)
    return found


def find_referents(
    uow: UnitOfWork, actor: Actor, *, q: str, everyone: bool, cursor: str | None = None, limit: int = PAGE
) -> Page:
    """By name; each word of ``q`` is in the name, the function or the address.

    Valid ones who agreed to be shown to members, those of the actor's own structures, or ``everyone``.
    """
    here = and_(Structure.tenant_id == Referent.tenant_id, Structure.id == Referent.structure_id)
    query = select(Referent).join(Structure, here).where(Referent.removed_at.is_(None), Structure.status == ACTIVE)
    query = query.where(*(holds(word, Referent.name, Referent.function, Referent.email) for word in search_words(q)))
    if not everyone:
        mine = [structure_id for structure_id in actor.structure_ids if actor.is_referent_of(structure_id)]
        shown = and_(Referent.shown_to.in_((MEMBERS, PUBLIC)), Referent.valid_until >= uow.today)
        query = query.where(or_(shown, among(Referent.structure_id, mine)))
    keys = (folded(Referent.name), Referent.id)
    return paginate(uow, query, *keys, cursor=cursor, limit=limit, counted=True)


def list_structures_without_referent(uow: UnitOfWork, *, cursor: str | None = None, limit: int = PAGE) -> Page:
    """Active structures where nobody valid can be asked for."""
    count = count_structures_without_referent(uow)
    order = (Structure.commune_key, Structure.label_key, Structure.id)
    return paginate(uow, _without(select(Structure), uow), *order, cursor=cursor, limit=limit, count=count)


def count_structures_without_referent(uow: UnitOfWork) -> int:
    return uow.session.scalar(_without(select(func.count()).select_from(Structure), uow)) or 0


def list_ended_referents(uow: UnitOfWork) -> Sequence[tuple[Referent, Structure]]:
    """Validity is over, the person was not removed: to be asked again. The oldest first."""
    here = and_(Structure.tenant_id == Referent.tenant_id, Structure.id == Referent.structure_id)
    query = select(Referent, Structure).join(Structure, here).where(Referent.removed_at.is_(None))
    query = query.where(Referent.valid_until < uow.today, Structure.status == ACTIVE)
    rows = uow.session.execute(query.order_by(Referent.valid_until, Referent.id).limit(200))
    return [(row[0], row[1]) for row in rows]


def find_linkable_members(
    uow: UnitOfWork, structure_id: UUID, *, q: str = "", cursor: str | None = None, limit: int = PAGE
) -> Page:
    """Active members who are not referents of this structure yet, by name; ``q`` as in the list of members."""
    here = (Referent.tenant_id == Membership.tenant_id, Referent.membership_id == Membership.id)
    is_here = exists().where(*here, Referent.structure_id == structure_id, Referent.removed_at.is_(None))
    query = select(Membership).join(Membership.account).where(Membership.status == MEMBER_ACTIVE, ~is_here)
    query = query.where(*(holds(word, Account.display_name, Account.email) for word in search_words(q)))
    return paginate(uow, query, Account.sort_name, Membership.id, cursor=cursor, limit=limit, counted=True)


def labels_by_member(uow: UnitOfWork, members: Sequence[Membership]) -> dict[UUID, list[str]]:
    """By membership's identifier: names of the structures of which the member is referent."""
    here = and_(Structure.tenant_id == Referent.tenant_id, Structure.id == Referent.structure_id)
    theirs = (Referent.membership_id.in_([member.id for member in members]), Referent.removed_at.is_(None))
    query = select(Referent.membership_id, Structure.label).join(Structure, here).where(*theirs)
    found: dict[UUID, list[str]] = {}
    if members:
        for row in uow.session.execute(query.order_by(Structure.label_key, Structure.id)):
            found.setdefault(row.membership_id, []).append(row.label)
    return found


def _current() -> Select:
    return select(Referent).where(Referent.removed_at.is_(None)).order_by(Referent.valid_until.desc(), Referent.id)


def has_no_referent(uow: UnitOfWork) -> ColumnElement[bool]:
    """Of structures: nobody valid can be asked for."""
    valid = and_(
        Referent.tenant_id == Structure.tenant_id,
        Referent.structure_id == Structure.id,
        Referent.removed_at.is_(None),
        Referent.valid_until >= uow.today,
    )
    return ~exists().where(valid)


def _without(query: Select, uow: UnitOfWork) -> Select:
    return query.where(Structure.status == ACTIVE, has_no_referent(uow))
