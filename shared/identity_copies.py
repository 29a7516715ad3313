"""Each service's own copy of networks, members and tokens: what the door reads.

The directory applies its own announcements in the transaction that makes them (:func:`announce`), the others when
the event reaches them. Every write keeps the highest version, so order and repetition do not matter.
"""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert

from shared.events import Event
from shared.events.directory import ApiTokenSaved, MemberSaved, NetworkSaved
from shared.messaging.handlers import Handlers
from shared.unit_of_work import UnitOfWork


def handlers_for(service: str) -> Handlers:
    handlers = Handlers(service)
    handlers.on(NetworkSaved)(copy_network)
    handlers.on(MemberSaved)(copy_member)
    handlers.on(ApiTokenSaved)(copy_api_token)
    return handlers


def announce(uow: UnitOfWork, event: Event) -> None:
    """Publishes and, for what the door reads, applies at once."""
    uow.publish(event)
    if isinstance(event, NetworkSaved):
        copy_network(uow, event)
    elif isinstance(event, MemberSaved):
        copy_member(uow, event)
    elif isinstance(event, ApiTokenSaved):
        copy_api_token(uow, event)


def copy_network(uow: UnitOfWork, event: NetworkSaved) -> None:
    values = {"id": event.network_id, "slug": event.slug, "label": event.label, "department": event.department}
    values |= {"time_zone": event.time_zone, "colour": event.colour, "status": event.status, "version": event.version}
    values |= {"closes_on": event.closes_on, "logo": event.logo}
    values["retention_months"] = event.retention_months
    opened_at = uow.received.occurred_at if uow.received else uow.now
    _upsert(uow, uow.plumbing.network, ["id"], values, fixed={"opened_at": opened_at})


def copy_member(uow: UnitOfWork, event: MemberSaved) -> None:
    values = {"tenant_id": uow.tenant_id, "account_id": event.account_id, "version": event.version}
    values |= {"roles": event.roles, "structure_ids": event.referent_of, "active": event.status == "active"}
    _upsert(uow, uow.plumbing.member, ["tenant_id", "account_id"], values)


def copy_api_token(uow: UnitOfWork, event: ApiTokenSaved) -> None:
    values = {"tenant_id": uow.tenant_id, "token_id": event.token_id, "version": event.version}
    values |= {"digest": event.digest, "roles": event.roles, "scopes": event.scopes}
    values |= {"expires_at": event.expires_at, "revoked": event.revoked}
    _upsert(uow, uow.plumbing.api_token, ["tenant_id", "token_id"], values)


def _upsert(
    uow: UnitOfWork, table: Table, keys: list[str], values: dict[str, Any], fixed: dict[str, Any] | None = None
) -> None:
    """Inserts, or replaces an older version. ``fixed``: only written by the insertion."""
    statement = insert(table).values(**values, **(fixed or {}))
    newer = table.c.version < statement.excluded.version
    changed = {name: value for name, value in values.items() if name not in keys}
    uow.session.connection().execute(statement.on_conflict_do_update(index_elements=keys, set_=changed, where=newer))
