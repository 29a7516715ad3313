"""Who can receive an orientation: referents who are relied on today, however they are reached."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select

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
from shared.text_search import holds, search_words
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE


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
        """« Espace public numérique – Lila Roy, Reims (à appeler) »."""
        who = ", ".join(filter(None, (f"{self.structure} – {self.name}", self.commune)))
        return who + (" (à appeler)" if self.way == rules.PHONE else "")


ORDER = (Structure.label_key, func.lower(Referent.name), Referent.id)


def list_recipients(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> Sequence[Recipient]:
    """Of one structure, by name."""
    query = _referents(uow).where(Structure.id == structure_id)
    return [_recipient(row, actor) for row in uow.session.execute(query.order_by(*ORDER))]


def find_recipients(
    uow: UnitOfWork, actor: Actor, *, elsewhere_than: UUID, q: str = "", limit: int = PAGE
) -> tuple[Sequence[Recipient], int]:
    """The first ones by structure, then by name, and how many there are.

    Each word of ``q`` is in the structure's name or commune, or in the referent's name as far as the actor may read it.
    """
    shown = Referent.name if KEEPERS & actor.roles else case((Referent.shown_to == TO_KEEPERS, ""), else_=Referent.name)
    query = _referents(uow).where(*(holds(word, Structure.label, Structure.commune, shown) for word in search_words(q)))
    counted = query.where(Structure.id != elsewhere_than).add_columns(func.count().over().label("count"))
    rows = uow.session.execute(counted.order_by(*ORDER).limit(limit)).all()
    return [_recipient(row, actor) for row in rows], rows[0]._mapping["count"] if rows else 0


def list_recipients_among(uow: UnitOfWork, actor: Actor, referent_ids: Collection[UUID]) -> Sequence[Recipient]:
    query = _referents(uow).where(Referent.id.in_(referent_ids))
    return [_recipient(row, actor) for row in uow.session.execute(query.order_by(*ORDER))]


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
    values.pop("count", None)
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
