"""What the services' Alembic environments and migrations share.

Each service keeps ``migrations/env.py`` (two lines) and ``migrations/versions/NNNN_verb_noun.py``. Migrations run as
the owner of the tables; the application role gets its rights by default privileges (:mod:`shared.database.roles`).
"""

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, MetaData, create_engine, inspect, pool, text

from shared.database import CONVENTION
from shared.database.erasure import KNOWN_AS_CLOSED, allow_erasure, forbid_erasure
from shared.database.journal import protect_journal, release_journal
from shared.database.protection import open_to_own_account, open_to_system, protect
from shared.plumbing import Plumbing

if TYPE_CHECKING:
    from alembic.config import Config

ROOT = Path(__file__).parent.parent


def config_for(service: str, url: str) -> "Config":
    """``url``: of the tables' owner."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder_of(service)))
    config.attributes["url"] = url
    config.attributes["metadata"] = metadata_of(service)
    return config


def metadata_of(service: str) -> MetaData:
    import_module(f"services.{service}.models")
    return import_module(f"services.{service}.models.base").Base.metadata


def folder_of(service: str) -> Path:
    return ROOT / "services" / service / "migrations"


def newest(service: str) -> str:
    """Name of the last migration: the one that no other builds upon. They are called like their files."""
    before = {path.stem: _built_upon(path) for path in (folder_of(service) / "versions").glob("[0-9]*.py")}
    (head,) = set(before) - set(before.values())
    return head


def _built_upon(path: Path) -> str | None:
    found = re.search(r'^down_revision[^=]*= "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else None


def upgrade(service: str, url: str) -> None:
    """Brings the schema to the newest version; when it is there already, Alembic is not even imported."""
    if _current(url) != newest(service):
        from alembic import command

        command.upgrade(config_for(service, url), "head")


def _current(url: str) -> str | None:
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None


def run_environment() -> None:
    """Body of each service's ``env.py``. Gives up rather than block the product behind a lock."""
    from alembic import context

    attributes = context.config.attributes
    engine = create_engine(attributes["url"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '4s'"))
        connection.execute(text("SET statement_timeout = '30s'"))
        connection.commit()
        context.configure(connection=connection, target_metadata=attributes["metadata"], compare_server_default=False)
        with context.begin_transaction():
            context.run_migrations()


def create_tenant_table(name: str, *columns: Any, extra_policies: Iterable[str] = ()) -> None:
    """A table of the networks: ``(tenant_id, id)`` as its key, and the wall around its rows."""
    from alembic import op
    from sqlalchemy import PrimaryKeyConstraint, Uuid

    keys = [Column("tenant_id", Uuid, nullable=False), Column("id", Uuid, nullable=False)]
    op.create_table(name, *keys, *columns, PrimaryKeyConstraint("tenant_id", "id", name=f"pk_{name}"))
    execute_all([*protect(name), *extra_policies])


def create_plumbing() -> None:
    """First migration of every service: the tables of :class:`shared.plumbing.Plumbing`."""
    from alembic import op

    metadata = MetaData(naming_convention=CONVENTION)
    plumbing = Plumbing(metadata)
    later = (plumbing.journal, plumbing.erased_network)
    metadata.create_all(op.get_bind(), tables=[t for t in metadata.sorted_tables if t not in later])
    for table in ("outbox", "inbox", "idempotency"):
        execute_all([*protect(table), *open_to_system(table)])
    execute_all([*protect("member_copy"), *open_to_own_account("member_copy")])
    execute_all(protect("api_token_copy"))


def limit_tokens() -> None:
    """Scopes of the programming interface's tokens, and the count of their requests. A new service has both already."""
    execute_all(
        [
            "ALTER TABLE api_token_copy ADD COLUMN IF NOT EXISTS scopes text[] NOT NULL DEFAULT '{}'",
            "CREATE UNLOGGED TABLE IF NOT EXISTS rate_count (tenant_id uuid NOT NULL, token_id uuid NOT NULL,"
            " window_start timestamptz NOT NULL, taken integer NOT NULL,"
            " CONSTRAINT pk_rate_count PRIMARY KEY (tenant_id, token_id))",
            *protect("rate_count"),
        ]
    )


def unlimit_tokens() -> None:
    execute_all(["DROP TABLE rate_count", "ALTER TABLE api_token_copy DROP COLUMN scopes"])


def create_graveyard(*, is_due: str = KNOWN_AS_CLOSED) -> None:
    """The table of the networks that were erased, and the only ways to bury one and to erase its rows.

    ``is_due``: what must hold for the burial of ``network`` at ``moment``, in SQL that sees that network only.
    """
    from alembic import op

    Plumbing(MetaData(naming_convention=CONVENTION)).erased_network.create(op.get_bind())
    execute_all(allow_erasure(is_due))


def drop_graveyard() -> None:
    from alembic import op

    execute_all(forbid_erasure())
    op.drop_table("erased_network")


def know_closing_days() -> None:
    """The day on which a network in closing closes. A new service has the column already."""
    execute_all(["ALTER TABLE network_copy ADD COLUMN IF NOT EXISTS closes_on date"])


def forget_closing_days() -> None:
    """To a version that knows of no closing, such a network is suspended."""
    execute_all(
        [
            "UPDATE network_copy SET status = 'suspended' WHERE status IN ('closing', 'closed')",
            "ALTER TABLE network_copy DROP COLUMN closes_on",
        ]
    )


def know_logos() -> None:
    """The name of a network's logo. A new service has the column already."""
    execute_all(["ALTER TABLE network_copy ADD COLUMN IF NOT EXISTS logo text NOT NULL DEFAULT ''"])


def compare_repeated_commands() -> None:
    """A digest of what was asked under an idempotency key. A new service has the column already."""
    execute_all(["ALTER TABLE idempotency ADD COLUMN IF NOT EXISTS asked text NOT NULL DEFAULT ''"])


def trust_repeated_commands() -> None:
    execute_all(["ALTER TABLE idempotency DROP COLUMN asked"])


def forget_logos() -> None:
    execute_all(["ALTER TABLE network_copy DROP COLUMN logo"])


def know_several_structures() -> None:
    """The structures of which a member is referent, in the copies of members. A new service has the column already."""
    execute_all(
        [
            "ALTER TABLE member_copy ADD COLUMN IF NOT EXISTS structure_ids uuid[] NOT NULL DEFAULT '{}'",
            "ALTER TABLE member_copy ADD COLUMN IF NOT EXISTS structure_id uuid",
            "ALTER TABLE member_copy NO FORCE ROW LEVEL SECURITY",
            "UPDATE member_copy SET structure_ids = ARRAY[structure_id] WHERE structure_id IS NOT NULL",
            "ALTER TABLE member_copy FORCE ROW LEVEL SECURITY",
            "ALTER TABLE member_copy DROP COLUMN structure_id",
        ]
    )


def know_one_structure() -> None:
    """To a version that knows of one, a referent of several keeps the first; the others are not kept in the copies."""
    execute_all(
        [
            "ALTER TABLE member_copy ADD COLUMN structure_id uuid",
            "ALTER TABLE member_copy NO FORCE ROW LEVEL SECURITY",
            "UPDATE member_copy SET structure_id = structure_ids[1]",
            "ALTER TABLE member_copy FORCE ROW LEVEL SECURITY",
            "ALTER TABLE member_copy DROP COLUMN structure_ids",
        ]
    )


def limit_retention() -> None:
    """How long the network keeps the name of a person, in the copies of networks. A new service has it already.

    ``journal_erase_actor``, of earlier installations, was called by nobody.
    """
    execute_all(
        [
            "ALTER TABLE network_copy ADD COLUMN IF NOT EXISTS retention_months smallint NOT NULL DEFAULT 24",
            "DROP FUNCTION IF EXISTS journal_erase_actor(uuid)",
        ]
    )


def unlimit_retention() -> None:
    execute_all(["ALTER TABLE network_copy DROP COLUMN retention_months"])


def drop_plumbing() -> None:
    from alembic import op

    for table in ("api_token_copy", "member_copy", "network_copy", "idempotency", "dead_letter", "inbox", "outbox"):
        op.drop_table(table)


def create_journal() -> None:
    """The table of :mod:`shared.journal`, the wall around it, and the only ways to erase from it."""
    from alembic import op

    Plumbing(MetaData(naming_convention=CONVENTION)).journal.create(op.get_bind())
    execute_all(protect_journal())


def drop_journal() -> None:
    from alembic import op

    execute_all(release_journal())
    op.drop_table("journal_entry")


def execute_all(statements: Iterable[str]) -> None:
    from alembic import op

    for statement in statements:
        op.execute(statement)
