"""A service under test: its application on a real database, and networks to act in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select

from shared.actor import Actor
from shared.ids import new_id
from shared.roles import Role
from shared.service import Service
from shared.unit_of_work import UnitOfWork
from shared.web.app import new_app
from shared.web.identity import cookie_name, digest
from shared.web.tokens import sign_token

_APPS: dict[tuple[Any, ...], tuple[Service, Flask]] = {}
"""What :func:`new_app` reads of the settings → the application, and its service, which so keeps its identity."""


class ServiceUnderTest:
    """``private_key``: signs the identity cookies of the test's people."""

    def __init__(self, service: Service, private_key: str) -> None:
        self.service = service
        self.private_key = private_key
        self.database = service.runtime.database

    def restart(self, **changed: Any) -> None:
        """As the operator does once settings have changed; the rows and the clock stay."""
        runtime, clock = self.service.runtime, self.database.clock
        runtime.start(replace(runtime.settings, **changed), pool_size=20)
        self.database.clock = clock

    @cached_property
    def app(self) -> Flask:
        """Made once for equal settings: templates are compiled and routes joined as rarely as in a running process."""
        settings = self.service.runtime.settings
        key = (
            id(self.service),
            *(
                getattr(settings, name)
                for name in ("secret_key", "cookie_secure", "trusted_proxies", "mail", "api_requests_per_minute")
            ),
        )
        if key not in _APPS:
            _APPS[key] = (self.service, new_app(self.service))
        return _APPS[key][1]

    def network(self, slug: str = "marne", *, label: str | None = None, **options: Any) -> "NetworkUnderTest":
        """A network that this service has heard of."""
        network_id = new_id()
        row = {"id": network_id, "version": 1, "slug": slug, "label": label or f"Réseau {slug}", "department": "51"}
        row |= {"time_zone": "Europe/Paris", "colour": "#1f6f5c", "status": "open"}
        row |= {"opened_at": self.database.clock.now() - timedelta(days=400), **options}
        with self.database.unit_of_work(None) as uow:
            uow.session.connection().execute(insert(self.database.plumbing.network).values(row))
        return NetworkUnderTest(self, network_id, slug)

    def client(self, account_id: UUID | None = None, *, name: str = "Camille Petit") -> FlaskClient:
        """A browser, signed in as the account when one is given. Its forms carry a valid token."""
        client = self.app.test_client()
        with self.app.test_request_context():
            token, raw = generate_csrf(), session["csrf_token"]
        with client.session_transaction() as kept:
            kept["csrf_token"] = raw
        client.environ_base["HTTP_X_CSRFTOKEN"] = token
        if account_id:
            now = self.database.clock.now()
            cookie = sign_token(self.private_key, account_id=account_id, session_id=new_id(), name=name, now=now)
            client.set_cookie(cookie_name(self.service.runtime.settings), cookie)
        return client

    def outgoing(self, kind: str = "event") -> list[tuple[str, dict[str, Any]]]:
        """What the outbox holds, oldest first: ``(name, body)``."""
        table = self.database.plumbing.outbox
        with self.database.unit_of_work(None, read_only=True, system=True) as uow:
            query = select(table.c.name, table.c.body).where(table.c.kind == kind).order_by(table.c.position)
            return [(row.name, row.body) for row in uow.session.execute(query)]


class NetworkUnderTest:
    def __init__(self, subject: ServiceUnderTest, network_id: UUID, slug: str) -> None:
        self.subject = subject
        self.id = network_id
        self.slug = slug

    @contextmanager
    def uow(self, **options: Any) -> Iterator[UnitOfWork]:
        with self.subject.database.unit_of_work(self.id, **options) as uow:
            yield uow

    def member(self, *roles: Role, structure_ids: Sequence[UUID] = ()) -> Actor:
        """An active member with these roles."""
        actor = Actor(new_id(), "Camille Petit", frozenset(roles), frozenset(structure_ids))
        row = {"tenant_id": self.id, "account_id": actor.account_id, "version": 1, "roles": list(roles)}
        with self.uow() as uow:
            row |= {"structure_ids": list(structure_ids), "active": True}
            uow.session.connection().execute(insert(self.subject.database.plumbing.member).values(row))
        return actor

    def client(self, *roles: Role) -> FlaskClient:
        """The browser of a new member with these roles."""
        return self.subject.client(self.member(*roles).account_id)

    def program(self, *roles: Role, scopes: Sequence[str] = ()) -> FlaskClient:
        """A program with a token of this network, limited to ``scopes`` when there are any."""
        secret = f"mlg_{new_id().hex}"
        row = {"tenant_id": self.id, "token_id": new_id(), "version": 1, "digest": digest(secret)}
        row |= {"roles": list(roles), "scopes": list(scopes), "revoked": False}
        with self.uow() as uow:
            row["expires_at"] = uow.now + timedelta(days=1)
            uow.session.connection().execute(insert(self.subject.database.plumbing.api_token).values(row))
        client = self.subject.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return client

    def published(self, name: str | None = None) -> list[tuple[str, dict[str, Any]]]:
        """``(event name, data)`` announced in this network, oldest first; ``name``: only these."""
        mine = [(n, b["data"]) for n, b in self.subject.outgoing() if b["tenantid"] == str(self.id)]
        return [(n, data) for n, data in mine if name in (None, n)]
