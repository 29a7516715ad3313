"""Orientations, as far as each member may see them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from services.directory.domain import orientations as rules
from services.directory.models.orientation import Orientation
from shared.actor import Actor
from shared.among import among
from shared.personal_data import ERASED_NAME
from shared.roles import Role
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.ANIMATOR})
SENT, RECEIVED, ALL = "sent", "received", "all"


def list_orientations(
    uow: UnitOfWork, actor: Actor, view: str, *, cursor: str | None = None, limit: int = PAGE
) -> Page:
    """``view``: what the actor sent, what came to them, or, for keepers, everything. Newest first."""
    query = select(Orientation).where(_of_view(actor, view))
    return paginate(uow, query, Orientation.id, cursor=cursor, limit=limit, descending=True)


def _of_view(actor: Actor, view: str) -> ColumnElement[bool]:
    if view == ALL and not KEEPERS & actor.roles:
        return or_(_sent_by(actor), _received_by(actor))
    parts = {SENT: _sent_by(actor), RECEIVED: _received_by(actor)}
    return parts.get(view, Orientation.id.is_not(None))


def _sent_by(actor: Actor) -> ColumnElement[bool]:
    return Orientation.sender_account_id == actor.account_id if actor.account_id else false()


def _received_by(actor: Actor) -> ColumnElement[bool]:
    by_name = Orientation.referent_account_id == actor.account_id if actor.account_id else false()
    if Role.REFERENT in actor.roles and actor.structure_ids:
        return or_(by_name, among(Orientation.structure_id, actor.structure_ids))
    return by_name


def is_receiver(actor: Actor, orientation: Orientation) -> bool:
    named = actor.account_id is not None and actor.account_id == orientation.referent_account_id
    return named or actor.is_referent_of(orientation.structure_id)


def is_sender(actor: Actor, orientation: Orientation) -> bool:
    return actor.account_id is not None and actor.account_id == orientation.sender_account_id


def may_see(actor: Actor, orientation: Orientation) -> bool:
    return bool(KEEPERS & actor.roles) or is_receiver(actor, orientation) or is_sender(actor, orientation)


def may_answer(actor: Actor, orientation: Orientation) -> bool:
    return bool(KEEPERS & actor.roles) or is_receiver(actor, orientation) or speaks_for(actor, orientation)


def speaks_for(actor: Actor, orientation: Orientation) -> bool:
    """The sender writes down what a referent without an account has told them."""
    return is_sender(actor, orientation) and orientation.way != rules.ACCOUNT


def list_chain(uow: UnitOfWork, chain_id: UUID) -> Sequence[Orientation]:
    """The orientations of one person, oldest first."""
    query = select(Orientation).where(Orientation.chain_id == chain_id).order_by(Orientation.id)
    return uow.session.scalars(query).all()


def find_known(uow: UnitOfWork, digests: dict[str, str | None]) -> Orientation | None:
    """The last orientation of the same person within a year. ``digests``: by column."""
    same = [getattr(Orientation, name) == value for name, value in digests.items() if value]
    if not same:
        return None
    recent = Orientation.sent_on >= uow.today - timedelta(days=rules.RECOGNISED_DAYS)
    return uow.session.scalar(select(Orientation).where(or_(*same), recent).order_by(Orientation.id.desc()).limit(1))


def count_waiting(uow: UnitOfWork, actor: Actor) -> int:
    """Orientations that wait for the actor's answer."""
    query = select(func.count(Orientation.id)).where(_received_by(actor), Orientation.state == rules.SENT)
    return uow.session.scalar(query) or 0


def count_to_call(uow: UnitOfWork, actor: Actor) -> int:
    """Sent by the actor to referents whom no mail reaches, and not answered."""
    unreached = (Orientation.referent_account_id.is_(None), Orientation.referent_email == "")
    query = select(func.count(Orientation.id)).where(_sent_by(actor), Orientation.state == rules.SENT, *unreached)
    return uow.session.scalar(query) or 0


def count_since(uow: UnitOfWork, begin: date) -> dict[str, int]:
    """For everybody: how many were sent since ``begin``, by state, and how many people were sent on again."""
    query = select(Orientation.state, func.count(Orientation.id)).where(Orientation.sent_on >= begin)
    counts = Counter({row[0]: row[1] for row in uow.session.execute(query.group_by(Orientation.state))})
    again = select(Orientation.chain_id).where(Orientation.sent_on >= begin).group_by(Orientation.chain_id)
    again = again.having(func.count(Orientation.id) > 1).subquery()
    repeated = uow.session.scalar(select(func.count()).select_from(again)) or 0
    return {"sent": sum(counts.values()), "waiting": counts[rules.SENT], "repeated": repeated, **_shares(counts)}


def _shares(counts: Counter[str]) -> dict[str, int]:
    accepted = sum(counts[state] for state in (rules.ACCEPTED, rules.APPOINTED, rules.MET))
    lost = counts[rules.DECLINED] + counts[rules.EXPIRED]
    return {"under_way": accepted, "closed": counts[rules.CLOSED], "lost": lost}


def unanswered(today: date, answer_days: int) -> Select:
    """The last of the days is still time to answer."""
    last_day = today - timedelta(days=answer_days)
    return select(Orientation).where(Orientation.state == rules.SENT, Orientation.sent_on < last_day)


def to_erase(today: date) -> Select:
    """Long over, and still somebody's name: of a person who asked to be erased, the professionals stayed until now."""
    ended = Orientation.ended_on < today - timedelta(days=rules.KEPT_DAYS)
    professionals = or_(Orientation.referent_label != ERASED_NAME, Orientation.sender_label != ERASED_NAME)
    return select(Orientation).where(ended, or_(Orientation.erased_on.is_(None), professionals))
