"""Every table has a tenant and its wall, or is listed with the reason why not."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from shared import migrations
from shared.database.protection import UNPROTECTED
from shared.testing.plugin import SERVICES


def unprotected(service: str) -> set[str]:
    name = f"services.{service}.unprotected"
    own = import_module(name).UNPROTECTED if find_spec(name) else {}
    return set(UNPROTECTED) | set(own)


@pytest.fixture(params=SERVICES)
def owned(request, databases):
    """``(service, connection of the tables' owner)``."""
    with databases[request.param].connect() as connection:
        yield request.param, connection


def test_every_table_of_the_networks_has_row_level_security_even_for_its_owner(owned):
    service, connection = owned
    query = "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relkind IN ('r', 'p')"
    query += " AND relnamespace = 'public'::regnamespace"

    open_tables = {name for name, closed in connection.execute(text(query)) if not closed}

    assert open_tables == unprotected(service) & {row[0] for row in connection.execute(text(query))}


def test_every_wall_keeps_both_reading_and_writing(owned):
    _, connection = owned
    query = text("SELECT tablename, qual, with_check FROM pg_policies WHERE policyname = 'inside_the_network'")

    for table, reading, writing in connection.execute(query):
        assert "app.tenant_id" in reading, table
        assert "app.tenant_id" in writing, table


def test_keys_and_references_cannot_cross_networks(owned):
    service, connection = owned
    inspector = inspect(connection)
    walled = set(inspector.get_table_names()) - unprotected(service) - {"outbox"}

    for table in walled:
        columns = {column["name"] for column in inspector.get_columns(table)}
        assert "tenant_id" in columns, table
        keys = [inspector.get_pk_constraint(table)["constrained_columns"]]
        keys += [c["column_names"] for c in inspector.get_unique_constraints(table)]
        references = inspector.get_foreign_keys(table)
        keys += [f["constrained_columns"] for f in references if f["referred_table"] not in unprotected(service)]
        assert all(key[0] == "tenant_id" for key in keys), (table, keys)


def test_the_tables_are_what_the_models_say(owned):
    service, connection = owned

    command.check(migrations.config_for(service, connection.engine.url.render_as_string(hide_password=False)))


@pytest.mark.parametrize("service", SERVICES)
def test_migrations_are_one_line_with_a_number_each_and_say_if_the_old_version_survives(service):
    scripts = ScriptDirectory.from_config(migrations.config_for(service, ""))
    revisions = list(scripts.walk_revisions())

    assert scripts.get_heads() == [migrations.newest(service)]
    numbers = [int(revision.revision[:4]) for revision in reversed(revisions)]
    assert len(set(numbers)) == len(numbers), "numbers say where to look, the line says the order"
    for revision in revisions:
        assert revision.path.endswith(f"{revision.revision}.py")
        assert "Safe while the previous version runs" in (revision.module.__doc__ or ""), revision.revision


@pytest.mark.parametrize("service", SERVICES)
def test_migrations_go_down_and_up_again(service, postgres):
    from shared.database.roles import Account, create_service_database

    name = f"{service}_twice"
    create_service_database(
        postgres.superuser_url, name, owner=Account(f"{name}_owner"), application=Account(f"{name}_app")
    )
    url = postgres.url(name, "owner")
    config = migrations.config_for(service, url)

    command.upgrade(config, "head")
    command.downgrade(config, "base")
    command.upgrade(config, "head")
