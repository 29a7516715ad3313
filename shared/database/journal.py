"""The journal's table as the migrations of every service make it: added to and read, by nobody changed.

https://www.postgresql.org/docs/current/sql-createfunction.html (SECURITY DEFINER, search_path)
"""

from shared.database.protection import TENANT, protect, withhold

TABLE = "journal_entry"


def _function(name: str, argument: str, statement: str) -> str:
    """Runs as the tables' owner, in the network of the transaction only."""
    return (
        f"CREATE FUNCTION {name}({argument}) RETURNS bigint LANGUAGE sql SECURITY DEFINER"
        f" SET search_path = public, pg_temp AS $$ WITH done AS ({statement} RETURNING 1) SELECT count(*) FROM done $$"
    )


def protect_journal() -> list[str]:
    here = f"WHERE tenant_id = {TENANT} AND"
    things = f"UPDATE {TABLE} SET thing_label = '', changes = '{{}}' {here} thing_id = ANY (things)"
    return [
        *protect(TABLE),
        withhold(TABLE, "UPDATE, DELETE, TRUNCATE"),
        _function("journal_erase_things", "things uuid[]", things),
        _function("journal_forget_before", "moment timestamptz", f"DELETE FROM {TABLE} {here} happened_at < moment"),
    ]


def release_journal() -> list[str]:
    return [
        "DROP FUNCTION journal_erase_things(uuid[])",
        "DROP FUNCTION journal_forget_before(timestamptz)",
    ]
