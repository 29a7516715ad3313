"""A member with the role of referent is named at the structure; who leaves it is not any more."""

from uuid import UUID

from sqlalchemy import select

from services.directory.domain.referents import year_after
from services.directory.models.membership import Membership
from services.directory.models.referent import Referent
from shared.personal_data import ERASED_NAME
from shared.roles import Role
from shared.unit_of_work import UnitOfWork


def follow_member(uow: UnitOfWork, membership: Membership) -> None:
    """The member's place in the network changed: is referent of its structure, and of no other as a member."""
    is_referent = membership.is_active and Role.REFERENT in membership.roles and membership.structure_id is not None
    current = (Referent.membership_id == membership.id, Referent.removed_at.is_(None))
    for referent in uow.session.scalars(select(Referent).where(*current)):
        if not is_referent or referent.structure_id != membership.structure_id:
            referent.removed_at = uow.now
    if is_referent and membership.structure_id is not None:
        _make_current(uow, membership, membership.structure_id)
    uow.session.flush()


def find_referent(uow: UnitOfWork, membership: Membership, structure_id: UUID) -> Referent | None:
    """Also when removed: a person who comes back is the same referent, as long as the name is kept."""
    same = (Referent.membership_id == membership.id, Referent.structure_id == structure_id)
    named = Referent.name != ERASED_NAME
    return uow.session.scalar(select(Referent).where(*same, named).order_by(Referent.created_at).limit(1))


def _make_current(uow: UnitOfWork, membership: Membership, structure_id: UUID) -> None:
    referent = find_referent(uow, membership, structure_id)
    if referent is None:
        referent = Referent(structure_id=structure_id, membership_id=membership.id, created_at=uow.now)
        referent.name, referent.email = membership.account.display_name, membership.account.email
        referent.valid_until = year_after(uow.today)
        uow.session.add(referent)
    elif not referent.is_current:
        referent.removed_at, referent.valid_until = None, year_after(uow.today)
