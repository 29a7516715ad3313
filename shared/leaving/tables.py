"""Which tables and columns of a service leave with the network."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, MetaData, Table

MACHINERY = frozenset({"outbox", "inbox", "dead_letter", "idempotency", "rate_count", "api_token_copy", "member_copy"})
"""What carries, repeats or copies; nothing of it is the network's own."""

SECRET = re.compile(r"digest|secret|sealed|token")
"""In a column's name: what opens a door, or was hidden on purpose. By name, so that no new one is forgotten."""

WITHHELD = {
    "message.context": "the links of letters already sent open doors",
    "webhook.url": "such addresses hold a secret that lets write to where they lead",
    "personal_request.answers": "sealed, and given to the person who asked",
}
"""Columns whose name does not say that they are secret, and why they are."""


def tables_of_networks(metadata: MetaData) -> list[Table]:
    """In an order in which each refers only to those before it, or to itself."""
    return [table for table in metadata.sorted_tables if "tenant_id" in table.c]


def exported_tables(metadata: MetaData) -> list[Table]:
    return [table for table in tables_of_networks(metadata) if table.name not in MACHINERY]


def exported_columns(table: Table) -> Sequence[Column[Any]]:
    """Not the tenant: it is the same in every row."""
    return [
        column
        for column in table.columns
        if column.name != "tenant_id"
        and not SECRET.search(column.name)
        and f"{table.name}.{column.name}" not in WITHHELD
    ]
