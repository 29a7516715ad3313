"""Erasing a closed network when its grace is over: asked of the four services, proved by what they answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from services.directory.models.account import Account
from services.directory.models.membership import Membership
from services.directory.models.tombstone import Tombstone
from services.directory.usecases.closures import standing_closure
from shared.events.directory import NetworkErasureAsked
from shared.leaving.erasure import bury
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Due:
    """A network whose grace is over."""

    slug: str
    closed_on: date
    accounts: list[UUID]
    """Of all who are or were its members."""


def find_due(uow: UnitOfWork) -> Due | None:
    """None as long as the grace lasts, and once the erasure has been asked for."""
    closure = standing_closure(uow)
    if closure is None or closure.erases_on is None or uow.today < closure.erases_on:
        return None
    if uow.session.get(Tombstone, uow.tenant_id) is not None:
        return None
    members = uow.session.scalars(select(Membership.account_id).order_by(Membership.account_id))
    return Due(uow.network.slug, closure.closes_on, list(members))


def belongs_to(uow: UnitOfWork, account_id: UUID) -> set[UUID]:
    """Networks in which the account has or had a place; ``uow`` is the account's own, in no network."""
    member = uow.plumbing.member
    query = select(member.c.tenant_id).where(member.c.account_id == account_id)
    return set(uow.session.connection().execute(query).scalars())


def ask_for_erasure(uow: UnitOfWork, network_id: UUID, due: Due, *, only_here: Iterable[UUID]) -> None:
    """``uow``: of the platform. From its commit on there is no way back."""
    bury(uow, network_id)
    tombstone = Tombstone(id=network_id, slug=due.slug, closed_on=due.closed_on, asked_at=uow.now, proof={})
    tombstone.accounts = list(only_here)
    uow.session.add(tombstone)
    uow.session.flush()
    uow.publish(NetworkErasureAsked(network_id=network_id))


def accounts_to_erase(uow: UnitOfWork, network_id: UUID) -> list[UUID]:
    tombstone = uow.session.get(Tombstone, network_id)
    return list(tombstone.accounts) if tombstone else []


def erase_account(uow: UnitOfWork, account_id: UUID) -> None:
    """With its sessions and identities, unless it has joined another network meanwhile."""
    if not belongs_to(uow, account_id):
        uow.session.execute(delete(Account).where(Account.id == account_id))


def keep_answer(uow: UnitOfWork, service: str, *, network_id: UUID, **answer: Any) -> None:
    tombstone = uow.session.get(Tombstone, network_id, with_for_update=True)
    if tombstone is not None:
        tombstone.keep_answer(service, answer, uow.now)
        if service == "directory":
            tombstone.accounts = []
