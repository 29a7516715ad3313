"""A member as referent: of several structures if need be, one row of :class:`Referent` for each.

Whoever was named without an account and gets one stays the same row, so that nobody is named twice: the row of the
structure that has the member's address, or the member's name and no address. Only who keeps the whole directory gives
a member the right to amend a record; these functions are called once that is known.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, any_, literal, or_, select

from services.directory.domain.referents import year_after
from services.directory.domain.search_text import plain
from services.directory.models.account import Account
from services.directory.models.membership import ACTIVE, Membership
from services.directory.models.referent import Referent
from services.directory.models.structure import Structure
from shared.among import among
from shared.personal_data import ERASED_NAME
from shared.roles import Role
from shared.unit_of_work import UnitOfWork


def set_structures(uow: UnitOfWork, membership: Membership, structure_ids: Collection[UUID]) -> None:
    """Referent of these structures, and of no other as a member."""
    for referent in _rows(uow, membership, Referent.removed_at.is_(None)):
        if referent.structure_id not in structure_ids:
            referent.removed_at = uow.now
    uow.session.flush()
    add_structures(uow, membership, structure_ids)


def add_structures(uow: UnitOfWork, membership: Membership, structure_ids: Collection[UUID]) -> None:
    """Referent of these structures too."""
    known = find_by_structure(uow, membership, structure_ids)
    for structure_id in structure_ids:
        referent = known.get(structure_id)
        if referent is None:
            referent = Referent(structure_id=structure_id, created_at=uow.now, name=membership.display_name)
            referent.valid_until = year_after(uow.today)
            uow.session.add(referent)
        elif not referent.is_current:
            referent.removed_at, referent.valid_until = None, year_after(uow.today)
        _link(referent, membership)
    uow.session.flush()


def claim_address(uow: UnitOfWork, membership: Membership) -> None:
    """Who was named with their address, without an account, at any structures, is referent of them as a member.

    A link by mail gave them the same say in these records before.
    """
    mine = (Referent.membership_id.is_(None), Referent.removed_at.is_(None), Referent.email == membership.email)
    named = uow.session.scalars(select(Referent.structure_id).where(*mine)).all()
    add_structures(uow, membership, set(named) - set(membership.structure_ids))


def link_by_address(uow: UnitOfWork, referents: Sequence[Referent]) -> set[UUID]:
    """Those whom somebody who keeps the directory has just named, by many at once, with the address of a member in the
    role of referent, are that member. Returns the members; one who is at the structure already is left as they are.

    The members are locked before a row points at them: two imports that name one member wait for each other's end.
    """
    addresses = {referent.email for referent in referents if referent.email}
    if not addresses:
        return set()
    query = select(Account.email, Membership.id).join(Membership, Membership.account_id == Account.id)
    query = query.where(Membership.status == ACTIVE, literal(Role.REFERENT.value) == any_(Membership.roles))
    query = query.where(among(Account.email, addresses)).order_by(Membership.id).with_for_update(of=Membership)
    known = {row.email: row.id for row in uow.session.execute(query)}
    held = select(Referent.structure_id, Referent.membership_id).where(Referent.removed_at.is_(None))
    taken = {tuple(row) for row in uow.session.execute(held.where(Referent.membership_id.in_(known.values())))}
    for referent in referents:
        place = (referent.structure_id, known.get(referent.email))
        if place[1] is not None and place not in taken:
            taken.add(place)
            referent.membership_id = place[1]
    return {referent.membership_id for referent in referents if referent.membership_id is not None}


def take_up_again(uow: UnitOfWork, membership: Membership, left_at: datetime) -> None:
    """What they gave up by leaving at that moment."""
    for referent in _rows(uow, membership, Referent.removed_at == left_at):
        referent.removed_at = None
    uow.session.flush()


def find_by_structure(uow: UnitOfWork, membership: Membership, structure_ids: Collection[UUID]) -> dict[UUID, Referent]:
    """The member at each structure, the one whom nobody knew as a member included.

    Also when removed: a person who comes back is the same referent, as long as the name is kept.
    """
    theirs = Referent.membership_id == membership.id
    unknown = and_(Referent.membership_id.is_(None), Referent.removed_at.is_(None))
    alike = or_(theirs, and_(unknown, Referent.email.in_((membership.email, ""))))
    query = select(Referent).where(among(Referent.structure_id, structure_ids), alike, Referent.name != ERASED_NAME)
    found: dict[UUID, Referent] = {}
    best_first = (Referent.removed_at.desc().nulls_first(), theirs.desc(), Referent.email.desc(), Referent.created_at)
    for referent in uow.session.scalars(query.order_by(*best_first)):
        if referent.membership_id or referent.email or plain(referent.name) == plain(membership.display_name):
            found.setdefault(referent.structure_id, referent)
    return found


def lock_referent(uow: UnitOfWork, referent_id: UUID) -> Referent:
    """The member before the row, as whoever changes a member's roles does: otherwise two would wait for each other.

    Raises NotFound.
    """
    referent = uow.get(Referent, referent_id)
    if referent.membership_id is not None:
        uow.get(Membership, referent.membership_id, lock=True)
    return uow.get(Referent, referent_id, lock=True)


def still_there(uow: UnitOfWork, structure_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Each of them that is known → the record that it is today: of one that was merged, the one that stayed.

    None is merged before this transaction ends: who merges waits for it, who changes the record does not. As a merge
    has the records before the members, this comes before a member is locked: otherwise two would wait for each other.
    """
    now = {one: one for one in structure_ids}
    while True:
        query = select(Structure.id, Structure.merged_into_id).where(among(Structure.id, set(now.values())))
        query = query.order_by(Structure.id).with_for_update(read=True, key_share=True, of=Structure)
        into = {row.id: row.merged_into_id or row.id for row in uow.session.execute(query)}
        found = {one: into[there] for one, there in now.items() if there in into}
        if all(one == there for one, there in into.items()):
            return found
        now = found  # those that stayed are held too; one of them may have been merged meanwhile


def _link(referent: Referent, membership: Membership) -> None:
    referent.membership_id = membership.id
    referent.email = referent.email or membership.email


def _rows(uow: UnitOfWork, membership: Membership, state: ColumnElement[bool]) -> list[Referent]:
    query = select(Referent).where(Referent.membership_id == membership.id, state)
    return list(uow.session.scalars(query))
