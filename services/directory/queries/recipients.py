"""Who can receive an orientation: referents who are relied on today, however they are reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from services.directory.domain import orientations as rules
from services.directory.models.account import Account
from services.directory.models.membership import ACTIVE, Membership
from services.directory.models.orientation import Orientation
from services.directory.models.referent import KEEPERS as TO_KEEPERS
from services.directory.models.referent import Referent
from services.directory.models.structure import ACTIVE as STRUCTURE_ACTIVE
from services.directory.models.structure import Structure
from services.directory.queries.orientations import KEEPERS
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Recipient:
    """``id``: of the referent. ``name`` and ``phone``: as the one who sends may read them."""

    id: UUID
    account_id: UUID | None
    name: str
    email: str
    phone: str
    """Of the referent or else of the structure; E.164."""
    structure_id: UUID
    structure: str
    commune: str

    @property
    def way(self) -> str:
        return rules.way_to(self.account_id, self.email)

    @property
    def way_label(self) -> str:
        return rules.WAYS[self.way]

    @property
    def label(self) -> str:
        return ", ".join(filter(None, (f"{self.structure} – {self.name}", self.commune)))


def list_recipients(uow: UnitOfWork, actor: Actor, structure_id: UUID | None = None) -> Sequence[Recipient]:
    """Of one structure, or of all; by structure, then by name."""
    query = _referents(uow)
    if structure_id is not None:
        query = query.where(Structure.id == structure_id)
    order = (Structure.label_key, func.lower(Referent.name), Referent.id)
    return [_recipient(row, actor) for row in uow.session.execute(query.order_by(*order))]


def find_recipient(uow: UnitOfWork, actor: Actor, recipient_id: UUID) -> Recipient | None:
    row = uow.session.execute(_referents(uow).where(Referent.id == recipient_id)).one_or_none()
    return _recipient(row, actor) if row else None


def structures_with_recipients(uow: UnitOfWork, structure_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the given structures that somebody can be sent to."""
    query = _referents(uow).where(Structure.id.in_(structure_ids))
    return set(uow.session.scalars(query.with_only_columns(Structure.id).distinct()))


def phone_of_referent(uow: UnitOfWork, actor: Actor, orientation: Orientation) -> str:
    """The number to call about it, as far as the actor may read it; or else the structure's. E.164."""
    referent = uow.get(Referent, orientation.referent_id) if orientation.referent_id else None
    if referent is None or not referent.is_current or _is_hidden(referent.shown_to, actor):
        return orientation.structure.phone
    return referent.phone or orientation.structure.phone


def _is_hidden(shown_to: str, actor: Actor) -> bool:
    """Who agreed to be shown to the keepers only is reached by function."""
    return shown_to == TO_KEEPERS and not KEEPERS & actor.roles


def _recipient(row: Any, actor: Actor) -> Recipient:
    values = dict(row._mapping)
    shown_to, function, switchboard = values.pop("shown_to"), values.pop("function"), values.pop("switchboard")
    if _is_hidden(shown_to, actor):
        values["name"] = f"Référent de la structure ({function})" if function else "Référent de la structure"
        values["phone"] = ""
    values["phone"] = values["phone"] or switchboard
    return Recipient(**values)


def _referents(uow: UnitOfWork) -> Select:
    member = and_(
        Membership.tenant_id == Referent.tenant_id,
        Membership.id == Referent.membership_id,
        Membership.status == ACTIVE,
    )
    return (
        select(
            Referent.id,
            Referent.name,
            Referent.function,
            Referent.shown_to,
            Referent.phone,
            Membership.account_id,
            func.coalesce(func.nullif(Referent.email, ""), Account.email, "").label("email"),
            Structure.id.label("structure_id"),
            Structure.label.label("structure"),
            Structure.commune,
            Structure.phone.label("switchboard"),
        )
        .join(Structure, (Structure.tenant_id == Referent.tenant_id) & (Structure.id == Referent.structure_id))
        .outerjoin(Membership, member)
        .outerjoin(Account, Account.id == Membership.account_id)
        .where(or_(Referent.membership_id.is_(None), Membership.id.is_not(None)))
        .where(Structure.status == STRUCTURE_ACTIVE)
        .where(Referent.removed_at.is_(None), Referent.valid_until >= uow.today)
    )
