"""Many rows in one parameter: one JSON document that PostgreSQL reads as a table.

Five times faster than one set of parameters per row, whatever the driver does with them.
https://www.postgresql.org/docs/current/functions-json.html#FUNCTIONS-JSON-PROCESSING-TABLE
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, TableValuedAlias, cast, column, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert


def recordset(table: Table, rows: Sequence[Mapping[str, Any]]) -> TableValuedAlias:
    """``rows``, all with the same keys, as a table whose columns have the types of ``table``'s."""
    columns = [column(name, table.c[name].type) for name in rows[0]]
    document = cast(literal(json.dumps(list(rows), default=str)), JSONB)
    return func.jsonb_to_recordset(document).table_valued(*columns, name="rows").render_derived(with_types=True)


def insert_many(table: Table, rows: Sequence[Mapping[str, Any]]) -> Insert:
    source = recordset(table, rows)
    return insert(table).from_select(list(source.c.keys()), select(*source.c))
