"""Two roles and one database for each service: an owner that migrates, an application role that works.

The application role owns nothing, cannot bypass row-level security and cannot create anything.
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql


@dataclass(frozen=True)
class Account:
    """Name and password of a PostgreSQL role. An empty password suits a private Unix socket."""

    name: str
    password: str = ""


def create_service_database(superuser_url: str, service: str, *, owner: Account, application: Account) -> None:
    """Creates what is missing and leaves the rest as it is.

    ``superuser_url``: libpq address of the maintenance database, as a role that may create roles and databases.
    """
    database = f"maillage_{service}"
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for account in (owner, application):
            _create_role(connection, account)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
        if not known:
            statement = sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0")
            connection.execute(statement.format(sql.Identifier(database), sql.Identifier(owner.name)))
    with psycopg.connect(superuser_url, dbname=database, autocommit=True) as connection:
        _grant(connection, owner, application)


def _create_role(connection: psycopg.Connection, account: Account) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (account.name,)).fetchone()
    verb = sql.SQL("ALTER ROLE {} " if known else "CREATE ROLE {} ")
    options = sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {}")
    password = sql.Literal(account.password or None)
    connection.execute(verb.format(sql.Identifier(account.name)) + options.format(password))
    # Instants are read in this zone; in one with summer time, ninety days after an instant would be an hour off.
    connection.execute(sql.SQL("ALTER ROLE {} SET timezone TO 'UTC'").format(sql.Identifier(account.name)))


def _grant(connection: psycopg.Connection, owner: Account, application: Account) -> None:
    names = {"owner": sql.Identifier(owner.name), "application": sql.Identifier(application.name)}
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT ALL ON SCHEMA public TO {owner}",
        "GRANT USAGE ON SCHEMA public TO {application}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {application}",
    ):
        connection.execute(sql.SQL(statement).format(**names))
