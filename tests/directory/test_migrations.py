"""Moving between versions with something in the tables."""

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
STRUCTURE = """
INSERT INTO structure
SELECT (jsonb_populate_record(NULL::structure, jsonb_build_object(
    'tenant_id', %(network)s::text, 'id', %(id)s::text, 'version', 1, 'status', 'active', 'external_id', 'mairie',
    'label', 'Mairie', 'label_key', 'mairie', 'commune_key', '', 'search_text', 'mairie',
    'can_host_meetings', false, 'is_public', true, 'created_at', now(), 'changed_at', now()) || empty.cells)).*
FROM (
    SELECT jsonb_object_agg(
        attname, CASE WHEN atttypid = 'text'::regtype THEN '""'::jsonb ELSE '[]'::jsonb END
    ) AS cells
    FROM pg_attribute
    WHERE attrelid = 'structure'::regclass AND attnum > 0 AND atttypid IN ('text'::regtype, 'text[]'::regtype)
      AND attname NOT IN ('status', 'external_id', 'label', 'label_key', 'commune_key', 'search_text')
) AS empty
"""
OFFER = """
INSERT INTO offer (tenant_id, id, structure_id, theme, audience, schedule, changed_at)
VALUES (%(network)s, %(id)s, %(structure)s, %(theme)s, '', '', now())
"""


def _at(postgres, name: str, revision: str):
    """A database of its own at that revision: how to move it, and how to look into it as nobody is kept from."""
    accounts = {"owner": Account(f"{name}_owner"), "application": Account(f"{name}_app")}
    create_service_database(postgres.superuser_url, name, **accounts)
    config = migrations.config_for("directory", postgres.url(name, "owner"))
    command.upgrade(config, revision)
    return config, lambda: psycopg.connect(postgres.superuser_url, dbname=f"maillage_{name}")


def test_to_a_version_that_knows_of_no_closing_such_networks_are_suspended(postgres):
    config, connect = _at(postgres, "directory_closing", "0325_close_networks")
    with connect() as connection:
        for status in ("open", "closing", "closed"):
            for statement in (NETWORK, COPY):
                connection.execute(statement, {"id": uuid4(), "slug": status, "status": status})

    command.downgrade(config, "0031_create_personal_requests")

    with connect() as connection:
        for table in ("network", "network_copy"):
            found = dict(connection.execute(f"SELECT slug, status FROM {table}").fetchall())
            assert found == {"open": "open", "closing": "suspended", "closed": "suspended"}, table


def test_offers_that_were_there_before_are_found_by_their_themes(postgres):
    config, connect = _at(postgres, "directory_offers", "0353_index_structure_state")
    network, structure = uuid4(), uuid4()
    with connect() as connection:
        connection.execute(NETWORK, {"id": network, "slug": "marne", "status": "open"})
        connection.execute(STRUCTURE, {"id": structure, "network": network})
        for theme in ("Œuvres d’été : l’atelier", "Café", "Café"):
            connection.execute(OFFER, {"id": uuid4(), "network": network, "structure": structure, "theme": theme})

    command.upgrade(config, "0361_search_offers")

    with connect() as connection:
        row = connection.execute("SELECT offered, search_text, version FROM structure").fetchone()
        assert row == (["Café", "Œuvres d’été : l’atelier"], "mairie cafe oeuvres d ete l atelier", 1)
        walls = "SELECT bool_and(relforcerowsecurity) FROM pg_class WHERE relname IN ('structure', 'offer')"
        assert connection.execute(walls).fetchone() == (True,)


ACCOUNT = "INSERT INTO account (id, email, display_name, created_at) VALUES (%(id)s, %(email)s, %(name)s, now())"
MEMBER = """
INSERT INTO membership (tenant_id, id, account_id, version, roles, structure_id, status, joined_at, left_at)
VALUES (%(network)s, %(id)s, %(id)s, 1, %(roles)s, %(structure)s, %(status)s, now(), %(left)s)
"""
MEMBER_COPY = """
INSERT INTO member_copy (tenant_id, account_id, version, roles, structure_id, active)
VALUES (%(network)s, %(id)s, 1, %(roles)s, %(structure)s, %(left)s::timestamptz IS NULL)
"""
REFERENT = """
INSERT INTO referent (tenant_id, id, structure_id, membership_id, name, function, email, phone, valid_until, shown_to,
  created_at, removed_at)
VALUES (%(network)s, %(id)s, %(structure)s, %(member)s, 'Nadia', '', '', '', '2026-01-31', 'keepers', now(), %(gone)s)
"""
INVITATION = """
INSERT INTO invitation (tenant_id, id, email, display_name, roles, structure_id, digest, sent_at, expires_at)
VALUES (%(network)s, %(id)s, 'zoe@ville.fr', '', '{referent}', %(structure)s, 'x', now(), now())
"""


def _of_before(connection, people: dict) -> tuple:
    """A network with one structure, to which these members belong: name → (roles, status, row of referent)."""
    network, structure = uuid4(), uuid4()
    connection.execute(NETWORK, {"id": network, "slug": "marne", "status": "open"})
    connection.execute(STRUCTURE, {"id": structure, "network": network})
    for name, (roles, status, row) in people.items():
        left = "2026-01-31" if status == "left" else None
        given = {"network": network, "id": uuid4(), "structure": structure, "roles": roles, "status": status}
        given |= {"left": left, "name": name, "email": f"{name}@ville.fr", "gone": left if row == "removed" else None}
        for statement in (ACCOUNT, MEMBER, MEMBER_COPY):
            connection.execute(statement, given)
        for _ in range({"current": 1, "removed": 1, "twice": 2}.get(row, 0)):
            gone = "2026-01-31" if row == "removed" else None
            connection.execute(REFERENT, {**given, "member": given["id"], "id": uuid4(), "gone": gone})
    connection.execute(INVITATION, {"network": network, "id": uuid4(), "structure": structure})
    return network, structure


def _held(connection) -> dict[str, tuple[int, int]]:
    """By name: how many current rows of referent, how many structures in the copy that doors read."""
    query = """
    SELECT display_name, (SELECT count(*) FROM referent WHERE membership_id = account.id AND removed_at IS NULL),
      cardinality(structure_ids)
    FROM account JOIN member_copy ON account_id = account.id
    """
    return {row[0]: row[1:] for row in connection.execute(query).fetchall()}


def test_members_stay_referents_of_the_structure_that_they_had(postgres):
    config, connect = _at(postgres, "directory_structures", "0430_know_several_structures")
    command.downgrade(config, "0423_know_reports")
    people = {
        "named": (["referent"], "active", "current"),
        "forgotten": (["mediator", "referent"], "active", "none"),
        "twice": (["referent"], "active", "twice"),
        "taken off": (["referent"], "active", "removed"),
        "mediator": (["mediator"], "active", "none"),
        "gone": (["referent"], "left", "none"),
    }
    with connect() as connection:
        _, structure = _of_before(connection, people)

    command.upgrade(config, "0430_know_several_structures")
    with connect() as connection:
        after = _held(connection)
        invited = connection.execute("SELECT structure_ids FROM invitation").fetchone()[0]
    command.downgrade(config, "0423_know_reports")

    one, none = (1, 1), (0, 0)
    assert after == {
        **{"named": one, "forgotten": one, "twice": one, "taken off": none, "mediator": none, "gone": none}
    }
    assert invited == [structure]
    with connect() as connection:
        query = "SELECT display_name FROM membership JOIN account ON account.id = account_id WHERE structure_id = %s"
        assert {row[0] for row in connection.execute(query, (structure,))} == {"named", "forgotten", "twice"}
        assert connection.execute("SELECT structure_id FROM invitation").fetchone()[0] == structure
        walls = "SELECT bool_and(relforcerowsecurity) FROM pg_class WHERE relname IN ('membership', 'member_copy')"
        assert connection.execute(walls).fetchone() == (True,)


def test_communes_that_were_written_in_short_are_found_by_their_name(postgres):
    config, connect = _at(postgres, "directory_communes", "0430_know_several_structures")
    network, structure = uuid4(), uuid4()
    with connect() as connection:
        connection.execute(NETWORK, {"id": network, "slug": "marne", "status": "open"})
        connection.execute(STRUCTURE, {"id": structure, "network": network})
        connection.execute("UPDATE structure SET commune_key = 'ste marie st palais cedex 2'")

    command.upgrade(config, "0431_name_communes_alike")

    with connect() as connection:
        assert connection.execute("SELECT commune_key FROM structure").fetchone() == ("sainte marie saint palais",)
        walls = "SELECT relforcerowsecurity FROM pg_class WHERE relname = 'structure'"
        assert connection.execute(walls).fetchone() == (True,)
