"""Who is asking: a person with the identity cookie, or a program with a network's token."""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from flask import Request, current_app, request
from sqlalchemy import Select, Table, bindparam, select

from shared.actor import VISITOR, Actor
from shared.roles import Role
from shared.runtime import Runtime
from shared.scopes import scope_of
from shared.settings import Settings
from shared.unit_of_work import UnitOfWork
from shared.web.tokens import Claims, read_token

EXTENSION = "maillage"


def runtime() -> Runtime:
    return current_app.extensions[EXTENSION].runtime


def cookie_name(settings: Settings) -> str:
    """``__Host-`` binds the cookie to this host, over TLS, for every path (RFC 6265bis)."""
    return "__Host-maillage" if settings.cookie_secure else "maillage"


@dataclass(frozen=True)
class Caller:
    claims: Claims | None
    bearer: str | None
    """Secret of a network's token, from the Authorization header."""

    @property
    def account_id(self) -> UUID | None:
        return self.claims.account_id if self.claims else None


def caller(asked: Request = request) -> Caller:
    scheme, _, secret = asked.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return Caller(None, secret.strip())
    settings = runtime().settings
    token = asked.cookies.get(cookie_name(settings))
    claims = read_token(settings.identity_public_key, token, runtime().clock.now()) if token else None
    return Caller(claims, None)


def digest(secret: str) -> str:
    """SHA-256: enough for secrets that are random, not chosen by people."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_in_network(uow: UnitOfWork, who: Caller) -> Actor | None:
    """The caller as a member of the unit of work's network, or None."""
    if who.bearer:
        return _program(uow, who.bearer)
    if who.claims is None:
        return None
    asked = {"tenant_id": uow.tenant_id, "account_id": who.claims.account_id}
    row = uow.session.execute(_membership(uow.plumbing.member), asked).one_or_none()
    if row is None:
        return None
    return Actor(who.claims.account_id, who.claims.name, frozenset(row.roles), frozenset(row.structure_ids))


def _program(uow: UnitOfWork, secret: str) -> Actor | None:
    asked = {"tenant_id": uow.tenant_id, "digest": digest(secret), "now": uow.now}
    row = uow.session.execute(_token(uow.plumbing.api_token), asked).one_or_none()
    if row is None:
        return None
    scopes = frozenset(row.scopes) if row.scopes else None
    return Actor(row.token_id, "Programme", frozenset(row.roles), scopes=scopes)


@cache
def _membership(member: Table) -> Select[*tuple[Any, ...]]:
    return select(member.c.roles, member.c.structure_ids).where(
        member.c.tenant_id == bindparam("tenant_id"), member.c.account_id == bindparam("account_id"), member.c.active
    )


@cache
def _token(api_token: Table) -> Select[*tuple[Any, ...]]:
    return select(api_token.c.token_id, api_token.c.roles, api_token.c.scopes).where(
        api_token.c.tenant_id == bindparam("tenant_id"),
        api_token.c.digest == bindparam("digest"),
        api_token.c.expires_at > bindparam("now"),
        api_token.c.revoked.is_(False),
    )


def signed_in(who: Caller) -> Actor:
    """The caller outside any network."""
    return Actor(who.claims.account_id, who.claims.name) if who.claims else VISITOR


def may(actor: Actor, right: str) -> bool:
    """An administrator holds every right of the network; a token limited to some scopes, nothing outside them."""
    if actor.scopes is not None and scope_of(right) not in actor.scopes:
        return False
    roles = current_app.extensions[EXTENSION].rights[right]
    return Role.ADMINISTRATOR in actor.roles or bool(roles & actor.roles)
