"""The tables that every service has: what it says, what it heard, what it could not read, what was already done,
and its own copy of who may enter."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from shared.text_array import TextArray


class Plumbing:
    """Core tables, declared in the metadata of one service."""

    def __init__(self, metadata: MetaData) -> None:
        self.outbox = outbox(metadata)
        self.inbox = inbox(metadata)
        self.dead_letter = dead_letter(metadata)
        self.idempotency = idempotency(metadata)
        self.network = network(metadata)
        self.member = member(metadata)
        self.api_token = api_token(metadata)
        self.journal = journal(metadata)
        self.rate_count = rate_count(metadata)
        self.erased_network = erased_network(metadata)


def outbox(metadata: MetaData) -> Table:
    """Events to publish and tasks to start, written in the transaction of the change they follow from.

    Published rows are marked, not deleted: "was it sent, and when?" is one query. A tick sweeps them after 30 days.
    """
    return Table(
        "outbox",
        metadata,
        Column("position", BigInteger, Identity(), primary_key=True),
        Column("tenant_id", Uuid, nullable=False),
        Column("message_id", Uuid, nullable=False),
        Column("kind", Text, nullable=False, comment="event or task"),
        Column("name", Text, nullable=False, comment="event type, or actor"),
        Column("body", JSONB, nullable=False),
        Column("created_at", DateTime(timezone=True), nullable=False),
        Column("published_at", DateTime(timezone=True)),
        Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
        Column("not_before", DateTime(timezone=True)),
        Index("ix_outbox_unpublished", "kind", "position", postgresql_where=text("published_at IS NULL")),
    )


def inbox(metadata: MetaData) -> Table:
    """Events already handled: the row is inserted in the transaction of the effect."""
    return Table(
        "inbox",
        metadata,
        Column("tenant_id", Uuid, primary_key=True),
        Column("event_id", Uuid, primary_key=True),
        Column("name", Text, nullable=False),
        Column("received_at", DateTime(timezone=True), nullable=False),
    )


def dead_letter(metadata: MetaData) -> Table:
    """What could not be handled after every attempt. The operator replays it once the cause is mended."""
    return Table(
        "dead_letter",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("tenant_id", Uuid),
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("body", JSONB, nullable=False),
        Column("reason", Text, nullable=False),
        Column("died_at", DateTime(timezone=True), nullable=False),
        Column("replayed_at", DateTime(timezone=True)),
    )


def idempotency(metadata: MetaData) -> Table:
    """Answers already given to a command, by the key that its sender chose."""
    return Table(
        "idempotency",
        metadata,
        Column("tenant_id", Uuid, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("endpoint", Text, nullable=False),
        # a digest of what was asked
        Column("asked", Text, nullable=False, server_default=""),
        Column("status", Integer, nullable=False),
        Column("headers", JSONB, nullable=False),
        Column("body", Text, nullable=False),
        Column("created_at", DateTime(timezone=True), nullable=False),
    )


def network(metadata: MetaData) -> Table:
    """Copy of the networks. Public facts, needed to find the tenant of an address: no row-level security."""
    return Table(
        "network_copy",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("slug", Text, nullable=False, unique=True),
        Column("label", Text, nullable=False),
        Column("department", Text, nullable=False),
        Column("time_zone", Text, nullable=False),
        Column("colour", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("opened_at", DateTime(timezone=True), nullable=False),
        Column("logo", Text, nullable=False, server_default="", comment="name of the picture (shared/logos.py)"),
        Column("closes_on", Date, comment="day on which a network in closing closes"),
        Column("retention_months", SmallInteger, nullable=False, server_default=text("24")),
    )


def member(metadata: MetaData) -> Table:
    """Copy of the memberships: who may do what. An account may also read its own rows in every network."""
    return Table(
        "member_copy",
        metadata,
        Column("tenant_id", Uuid, primary_key=True),
        Column("account_id", Uuid, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("roles", TextArray(), nullable=False),
        Column("structure_ids", ARRAY(Uuid), nullable=False, server_default="{}", comment="of which one is referent"),
        Column("active", Boolean, nullable=False),
        Index("ix_member_copy_account", "account_id"),
    )


def api_token(metadata: MetaData) -> Table:
    """Copy of the programming interface's tokens: only their digests."""
    return Table(
        "api_token_copy",
        metadata,
        Column("tenant_id", Uuid, primary_key=True),
        Column("token_id", Uuid, primary_key=True),
        Column("version", Integer, nullable=False),
        Column("digest", Text, nullable=False),
        Column("roles", TextArray(), nullable=False),
        Column("scopes", TextArray(), nullable=False, server_default="{}", comment="empty: what the roles allow"),
        Column("expires_at", DateTime(timezone=True), nullable=False),
        Column("revoked", Boolean, nullable=False),
        Index("ix_api_token_copy_digest", "tenant_id", "digest"),
    )


def journal(metadata: MetaData) -> Table:
    """Who did what, when, before and after (:mod:`shared.journal`). Rows are added and read, never changed."""
    return Table(
        "journal_entry",
        metadata,
        Column("tenant_id", Uuid, primary_key=True),
        Column("id", Uuid, primary_key=True, comment="UUIDv7: the order of writing"),
        Column("happened_at", DateTime(timezone=True), nullable=False),
        Column("account_id", Uuid, comment="null: the product itself"),
        Column("actor_label", Text, nullable=False),
        Column("action", Text, nullable=False, comment="created, changed or removed"),
        Column("noun", Text, nullable=False),
        Column("thing_id", Uuid, nullable=False),
        Column("thing_label", Text, nullable=False),
        Column("changes", JSONB, nullable=False, comment="attribute: [before, after], or null"),
        Column("request_id", Text, nullable=False),
        Index("ix_journal_entry_thing", "tenant_id", "thing_id", "id"),
        Index("ix_journal_entry_account", "tenant_id", "account_id", "id"),
    )


def rate_count(metadata: MetaData) -> Table:
    """Requests that the web processes have taken from each token's minute (:mod:`shared.web.rate_limits`).

    Unlogged: nothing is lost when a crash empties it.
    """
    return Table(
        "rate_count",
        metadata,
        Column("tenant_id", Uuid, primary_key=True),
        Column("token_id", Uuid, primary_key=True),
        Column("window_start", DateTime(timezone=True), nullable=False),
        Column("taken", Integer, nullable=False),
        prefixes=["UNLOGGED"],
    )


def erased_network(metadata: MetaData) -> Table:
    """Networks of which nothing is kept any more. What still comes of them is dropped (:mod:`shared.leaving`)."""
    return Table(
        "erased_network",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("buried_at", DateTime(timezone=True), nullable=False),
        Column("erased_rows", JSONB, nullable=False, server_default=text("'{}'"), comment="table: rows"),
        Column("erased_objects", Integer, nullable=False, server_default=text("0"), comment="files of the storage"),
        Column("finished_at", DateTime(timezone=True)),
    )
