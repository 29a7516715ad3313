"""Going back to an earlier version with networks in the tables."""

from uuid import uuid4

import psycopg
from alembic import command

from shared import migrations
from shared.database.roles import Account, create_service_database

NETWORK = """
INSERT INTO network (tenant_id, id, version, slug, label, department, time_zone, colour, sender_name, status, opened_at)
VALUES (%(id)s, %(id)s, 1, %(slug)s, 'Marne', '51', 'Europe/Paris', '#1f5f8b', '', %(status)s, now())
"""
COPY = """
INSERT INTO network_copy (id, slug, label, department, time_zone, colour, status, version, opened_at)
VALUES (%(id)s, %(slug)s, 'Marne', '51', 'Europe/Paris', '#1f5f8b', %(status)s, 1, now())
"""


def test_to_a_version_that_knows_of_no_closing_such_networks_are_suspended(postgres):
    name = "directory_closing"
    accounts = {"owner": Account(f"{name}_owner"), "application": Account(f"{name}_app")}
    create_service_database(postgres.superuser_url, name, **accounts)
    config = migrations.config_for("directory", postgres.url(name, "owner"))
    command.upgrade(config, "0325_close_networks")
    with psycopg.connect(postgres.superuser_url, dbname=f"maillage_{name}") as connection:
        for status in ("open", "closing", "closed"):
            for statement in (NETWORK, COPY):
                connection.execute(statement, {"id": uuid4(), "slug": status, "status": status})

    command.downgrade(config, "0031_create_personal_requests")

    with psycopg.connect(postgres.superuser_url, dbname=f"maillage_{name}") as connection:
        for table in ("network", "network_copy"):
            found = dict(connection.execute(f"SELECT slug, status FROM {table}").fetchall())
            assert found == {"open": "open", "closing": "suspended", "closed": "suspended"}, table
