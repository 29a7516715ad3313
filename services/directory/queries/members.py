"""Who belongs to the network, who was invited, in which networks a person is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, any_, func, literal, select
from sqlalchemy.orm import selectinload

from services.directory.models.account import Account
from services.directory.models.invitation import Invitation
from services.directory.models.membership import ACTIVE, LEFT, Membership
from services.directory.models.structure import Structure
from shared.among import among
from shared.network_status import LIVING
from shared.roles import STAFF, Role
from shared.text_search import holds, search_words
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate


@dataclass(frozen=True)
class OwnNetwork:
    """A network in which a person is a member."""

    slug: str
    label: str
    department: str
    colour: str
    roles: list[str]

    @property
    def role_labels(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    @property
    def has_exchanges(self) -> bool:
        """Whether the person reads the discussions, and is told of them by e-mail."""
        return bool(STAFF & set(self.roles))


def find_members(
    uow: UnitOfWork,
    *,
    q: str = "",
    role: str = "",
    status: str = ACTIVE,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page:
    """A page by name. ``q``: words of the name or of the address, all of them, whatever their accents."""
    query = select(Membership).join(Membership.account).where(Membership.status == status)
    query = query.where(*(holds(word, Account.display_name, Account.email) for word in search_words(q)))
    if role:
        query = query.where(literal(role) == any_(Membership.roles))
    count = uow.session.scalar(select(func.count()).select_from(query.order_by(None).subquery()))
    return paginate(uow, query, Account.sort_name, Membership.id, cursor=cursor, limit=limit, count=count)


def count_former_members(uow: UnitOfWork) -> int:
    return uow.session.scalars(select(func.count(Membership.id)).where(Membership.status == LEFT)).one()


def all_members() -> Select[Membership]:
    return select(Membership).options(selectinload(Membership.referents))


def list_open_invitations(uow: UnitOfWork) -> Sequence[Invitation]:
    """Expired ones too: they wait to be sent again or cancelled."""
    is_open = (Invitation.accepted_at.is_(None), Invitation.cancelled_at.is_(None))
    return uow.session.scalars(select(Invitation).where(*is_open).order_by(Invitation.sent_at, Invitation.id)).all()


def all_invitations() -> Select[Invitation]:
    return select(Invitation)


def count_active_members(uow: UnitOfWork) -> int:
    return uow.session.scalars(select(func.count(Membership.id)).where(Membership.status == ACTIVE)).one()


def list_choices_among(uow: UnitOfWork, structure_ids: Collection[UUID]) -> list[tuple[str, str]]:
    """(id, « CCAS de Reims, Reims ») of these structures, archived ones too, by name."""
    columns = (Structure.id, Structure.label, Structure.commune)
    query = select(*columns).where(among(Structure.id, structure_ids)).order_by(Structure.label_key, Structure.id)
    rows = uow.session.execute(query) if structure_ids else ()
    return [(str(row.id), ", ".join(filter(None, (row.label, row.commune)))) for row in rows]


def list_members_among(uow: UnitOfWork, membership_ids: Collection[UUID]) -> Sequence[Membership]:
    """Also those who have left."""
    return uow.session.scalars(select(Membership).where(Membership.id.in_(membership_ids))).all()


def list_labels(uow: UnitOfWork, structure_ids: Collection[UUID]) -> Sequence[str]:
    """Of the structures that an invitation names."""
    query = select(Structure.label).where(among(Structure.id, structure_ids)).order_by(Structure.label_key)
    return uow.session.scalars(query).all() if structure_ids else []


def labels_by_invitation(uow: UnitOfWork, invitations: Collection[Invitation]) -> dict[UUID, list[str]]:
    """Of the structures that each one names, in alphabetical order; none of a structure that is no longer there."""
    wanted = {structure_id for one in invitations for structure_id in one.structure_ids}
    if not wanted:
        return {}
    query = select(Structure.id, Structure.label).where(among(Structure.id, wanted)).order_by(Structure.label_key)
    labels = uow.session.execute(query).all()
    return {one.id: [label for key, label in labels if key in one.structure_ids] for one in invitations}


def find_active_account(uow: UnitOfWork, account_id: UUID | None) -> Account | None:
    """None for a program, and for who has left."""
    query = select(Account).join(Membership, Membership.account_id == Account.id)
    return uow.session.scalar(query.where(Membership.account_id == account_id, Membership.status == ACTIVE))


def list_own_networks(uow: UnitOfWork, account_id: UUID) -> list[OwnNetwork]:
    """The open networks of which the account is a member, by name.

    Read from the copies that every door reads: their policy lets an account see its own rows in every network.
    """
    member, network = uow.plumbing.member, uow.plumbing.network
    query = (
        select(network.c.slug, network.c.label, network.c.department, network.c.colour, member.c.roles)
        .join(network, network.c.id == member.c.tenant_id)
        .where(member.c.account_id == account_id, member.c.active, network.c.status.in_(LIVING))
        .order_by(func.lower(network.c.label), network.c.id)
    )
    return [OwnNetwork(**row._mapping) for row in uow.session.connection().execute(query)]


def list_own_network_ids(uow: UnitOfWork, account_id: UUID) -> Sequence[UUID]:
    member = uow.plumbing.member
    query = select(member.c.tenant_id).where(member.c.account_id == account_id, member.c.active)
    return uow.session.connection().execute(query).scalars().all()
