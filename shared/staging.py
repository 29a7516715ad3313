"""Many rows through COPY: into a temporary table, from which one statement takes them.

Row-level security refuses COPY into the table itself (https://www.postgresql.org/docs/current/sql-copy.html), and
applies to the statement that follows as to any other.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Column, FromClause, MetaData, Table, cast, literal, select, text
from sqlalchemy.orm import Session

from shared.ids import new_id


@lru_cache(maxsize=8192)
def _array(texts: tuple[str, ...]) -> str:
    """A ``text[]`` as PostgreSQL writes it: the driver takes ten times longer, and lists come back again and again."""
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def staged(
    session: Session,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    same: Mapping[str, Any] | None = None,
) -> FromClause:
    """A table with ``columns`` of ``table`` that holds ``rows`` until the transaction ends.

    Values of JSON columns come as texts, lists are lists of texts. ``same``: more columns, with the one value that
    every row has in them; they are not copied.
    """
    name = f"staged_{new_id().hex}"
    names = ", ".join(f'"{column}"' for column in columns)
    session.flush()
    connection = session.connection()
    connection.execute(
        text(f'CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS SELECT {names} FROM "{table.name}" WITH NO DATA')
    )
    driver: Any = connection.connection.driver_connection
    lists = [place for place, column in enumerate(columns) if isinstance(table.c[column].type, ARRAY)]
    with driver.cursor() as cursor, cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
        for row in rows:
            cells = list(row)
            for place in lists:
                if cells[place] is not None:
                    cells[place] = _array(tuple(cells[place]))
            copy.write_row(cells)
    held = Table(name, MetaData(), *(Column(column, table.c[column].type) for column in columns))
    more = [cast(literal(value), table.c[column].type).label(column) for column, value in (same or {}).items()]
    return select(*held.c, *more).subquery() if more else held
