"""Thirty days after a network has closed nothing is left of it but a proof; the other networks keep every row."""

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from services.directory.models.account import Account
from services.directory.models.tombstone import Tombstone
from services.sessions.usecases import credit
from shared.actor import Actor
from shared.events.directory import NetworkErasureAsked, StructureSaved
from shared.ids import new_id
from shared.leaving import erasure
from shared.messaging.envelope import Envelope
from shared.roles import Role
from shared.tenancy import PLATFORM
from tests.factories.networks import open_network
from tests.flows.test_network_export import furnish, inside

TENANT_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'tenant_id'
"""


@pytest.fixture(params=["folder", "s3"])
def stored(request, start):
    """Where the files of this test lie: a folder, or a real S3 server."""
    if request.param == "s3":
        seaweed = request.getfixturevalue("seaweed")
        options = {"storage": "s3", "s3_endpoint": seaweed.url, "s3_bucket": seaweed.bucket}
        options |= {"s3_access_key": seaweed.access_key, "s3_secret_key": seaweed.secret_key}
        for service in ("directory", "sessions", "notifications", "reporting"):
            start(service, **options)
    return request.param


@pytest.fixture
def marne(platform):
    return furnished(platform, "Réseau de la Marne", "nadia@ville.fr")


@pytest.fixture
def aube(platform):
    return furnished(platform, "Réseau de l’Aube", "lea@aube.fr")


def furnished(platform, label, email):
    opened = open_network(platform["directory"], label, email=email)
    platform.settle()
    furnish(platform, opened)
    actor = Actor(None, "Nadia", frozenset({Role.ADMINISTRATOR}))
    with inside(platform, "sessions", opened).uow() as uow:
        entry = credit.receive_credit(uow, actor, product="Carte", funder="Département", quantity=5)
        credit.reverse_entry(uow, actor, entry_id=entry.id)
    return opened


def close(platform, network, clock):
    """Asked for, carried out; then the grace passes."""
    page = f"/annuaire/{network.slug}/depart/fermeture"
    assert network.client().post(page, data={"label": "Réseau de la Marne"}).status_code == 303
    platform.settle()
    clock.advance(days=30)
    platform.tick()
    clock.advance(days=30)


def ask_for_erasure(platform):
    """What the clock does, twice; and nothing else of what it does."""
    ticks = platform["directory"].service.ticks.all
    (tick,) = [one.function for one in ticks if one.function.__name__ == "erase_networks"]
    tick()
    tick()


def erase(platform):
    ask_for_erasure(platform)
    platform.settle()


@pytest.fixture
def rows(databases, postgres):
    """``rows(network_id)`` → ``service.table`` → rows, as the superuser sees them, whatever the models say."""

    def count(network_id):
        found = {}
        for service in databases:
            with psycopg.connect(postgres.superuser_url, dbname=f"maillage_{service}") as connection:
                for (table,) in connection.execute(TENANT_TABLES).fetchall():
                    query = f"SELECT count(*) FROM {table} WHERE tenant_id = %s"
                    found[f"{service}.{table}"] = connection.execute(query, (network_id,)).fetchone()[0]
                copies = connection.execute("SELECT count(*) FROM network_copy WHERE id = %s", (network_id,))
                found[f"{service}.network_copy"] = copies.fetchone()[0]
        return found

    return count


def tombstone(platform, network):
    with platform["directory"].database.unit_of_work(None) as uow:
        return uow.session.get(Tombstone, network.id)


def accounts(platform):
    with platform["directory"].database.unit_of_work(None) as uow:
        return set(uow.session.scalars(select(Account.email)))


def test_nothing_is_left_but_the_proof_and_the_others_keep_all(stored, platform, marne, aube, rows, clock):
    marne.join("lea@aube.fr", Role.MEDIATOR)
    platform.settle()
    close(platform, marne, clock)
    storage = platform["directory"].service.runtime.storage
    others, documents = rows(aube.id), storage.keys(str(aube.id))
    files = len(storage.keys(str(marne.id)))
    assert rows(marne.id)["sessions.credit_entry"] == 2
    assert rows(marne.id)["directory.journal_entry"] > 0

    erase(platform)

    assert {name: count for name, count in rows(marne.id).items() if count} == {}
    assert storage.keys(str(marne.id)) == []
    assert storage.keys(str(aube.id)) == documents
    assert rows(aube.id) == others
    assert accounts(platform) == {"lea@aube.fr"}
    proof = tombstone(platform, marne)
    assert proof.erased_at is not None
    assert proof.accounts == []
    assert proof.proof["sessions"]["counts"]["person"] == 1200
    assert proof.proof["sessions"]["counts"]["credit_entry"] == 2
    counted = {service: part["objects"] for service, part in proof.proof.items()}
    assert counted == {"directory": files, "sessions": 0, "notifications": 0, "reporting": 0}
    again = open_network(platform["directory"], email="nadia@ville.fr")
    assert again.slug != marne.slug


def test_what_is_killed_in_the_middle_ends_the_same(platform, marne, rows, clock, monkeypatch):
    close(platform, marne, clock)
    monkeypatch.setattr("shared.leaving.erasure.AT_ONCE", 500)
    ask_for_erasure(platform)
    erase_table, calls = erasure._erase_table, []

    def dies(database, table, network_id):
        calls.append(table.name)
        if len(calls) == 9:
            raise KeyboardInterrupt
        erase_table(database, table, network_id)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("shared.leaving.erasure._erase_table", dies)
        platform.settle()
    for _ in range(2):
        platform.settle()
        platform["sessions"].service.tasks.functions["erase_network"](str(marne.id))
    platform.settle()

    assert {name: count for name, count in rows(marne.id).items() if count} == {}
    assert tombstone(platform, marne).proof["sessions"]["counts"]["person"] == 1200
    asked = [name for name, _ in platform["directory"].outgoing() if name == NetworkErasureAsked.name]
    assert len(asked) == 1


def test_late_news_of_an_erased_network_makes_no_row(platform, marne, rows, clock):
    late = Envelope.wrap(
        StructureSaved(structure_id=new_id(), version=99, label="CCAS", commune="Reims", commune_code="", address=""),
        tenant_id=marne.id,
        at=clock.now(),
    ).dump()
    close(platform, marne, clock)
    erase(platform)

    for subject in platform.services.values():
        assert subject.service.consumer().receive([late]) == []

    assert {name: count for name, count in rows(marne.id).items() if count} == {}


@pytest.mark.parametrize("statement", ["SELECT bury_network(:id, now())", "SELECT erase_rows('journal_entry', 10)"])
@pytest.mark.parametrize("service", ["directory", "sessions", "notifications", "reporting"])
def test_a_network_that_works_cannot_be_erased(platform, marne, rows, service, statement):
    before = rows(marne.id)

    with pytest.raises(DBAPIError, match="is not"), platform[service].database.unit_of_work(marne.id) as uow:
        uow.session.execute(text(statement), {"id": marne.id} if ":id" in statement else {})

    assert rows(marne.id) == before


@pytest.mark.parametrize("forged", ["network_copy", "network"])
def test_the_directory_buries_no_network_whose_status_is_forged(platform, marne, forged):
    directory = platform["directory"].database
    with directory.unit_of_work(marne.id) as uow:
        uow.session.execute(text(f"UPDATE {forged} SET status = 'closed' WHERE id = :id"), {"id": marne.id})

    with pytest.raises(DBAPIError, match="not known as closed"), directory.unit_of_work(PLATFORM) as uow:
        erasure.bury(uow, marne.id)


def test_the_directory_buries_no_network_before_its_grace_is_over(platform, marne, clock):
    close(platform, marne, clock)
    clock.advance(days=-1)

    with pytest.raises(DBAPIError, match="not known"), platform["directory"].database.unit_of_work(PLATFORM) as uow:
        erasure.bury(uow, marne.id)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO erased_network (id, buried_at) VALUES (:id, now())",
        "UPDATE erased_network SET id = :id",
        "DELETE FROM erased_network WHERE id = :id",
    ],
)
def test_the_application_writes_no_grave_by_itself(platform, marne, statement):
    database = platform["sessions"].database
    with pytest.raises(DBAPIError, match="permission denied"), database.unit_of_work(PLATFORM) as uow:
        uow.session.execute(text(statement), {"id": marne.id})
