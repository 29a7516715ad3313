"""Many rows through COPY: into a temporary table, from which one statement takes them.

Row-level security refuses COPY into the table itself (https://www.postgresql.org/docs/current/sql-copy.html), and
applies to the statement that follows as to any other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, MetaData, Table, text
from sqlalchemy.orm import Session

from shared.ids import new_id


def staged(session: Session, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """A table with ``columns`` of ``table`` that holds ``rows`` until the transaction ends.

    Values of JSON columns come as texts.
    """
    name = f"staged_{new_id().hex}"
    names = ", ".join(f'"{column}"' for column in columns)
    session.flush()
    connection = session.connection()
    connection.execute(
        text(f'CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS SELECT {names} FROM "{table.name}" WITH NO DATA')
    )
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    return Table(name, MetaData(), *(Column(column, table.c[column].type) for column in columns))
