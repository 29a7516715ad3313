"""The main path by the programming interface, over real RabbitMQ, PostgreSQL, S3 and SMTP, in eight processes."""

import hashlib
import json
from datetime import timedelta

import psycopg
import pytest

from services.standalone.demo import load
from services.standalone.demo.http import Browser, Refused
from services.standalone.demo.mailbox import Mailbox
from services.standalone.demo.people import ADMINISTRATOR
from services.standalone.installation import SERVICES
from shared.database.embedded import EmbeddedPostgres
from shared.messaging.link import declare
from tests.flows.cluster import Cluster
from tests.servers.common import wait_until


@pytest.fixture(scope="module")
def cluster(new_folder, rabbitmq, seaweed):
    seaweed.storage().create_bucket()
    postgres = EmbeddedPostgres(new_folder("cluster") / "data", durable=False)
    made = Cluster(new_folder("cluster"), postgres=postgres, rabbitmq=rabbitmq, seaweed=seaweed)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        postgres.stop()


@pytest.fixture(scope="module")
def loaded(cluster):
    return load.load(cluster, say=print)


def test_a_quarter_ends_in_a_report_that_is_stored_and_mailed(cluster, loaded, seaweed):
    program = load.program_of(cluster, loaded)
    report = program.get("reporting", f"/reports/{loaded.report_id}")

    pdf = program.download("reporting", f"/reports/{loaded.report_id}/pdf")

    assert pdf.startswith(b"%PDF-")
    assert hashlib.sha256(pdf).hexdigest() == report["sha256"]
    wait_until(
        lambda: any("/rapports/" in letter.text for letter in cluster.mail.letters_to(ADMINISTRATOR.email)),
        what="the letter that brings the report",
    )


def test_every_service_holds_its_part(cluster, loaded):
    counts = load.counts(load.program_of(cluster, loaded))

    assert counts["directory"] == {"structures": 61, "members": 19}
    assert counts["sessions"]["items"] == 30
    assert counts["sessions"]["sims"] == 20
    assert counts["notifications"] == {"newsletters": 1, "meetings": 1}
    assert counts["reporting"]["reports"] == 1


def test_no_message_is_left_behind(cluster, loaded):
    wait_until(lambda: cluster.waiting_messages() == {}, what="no message left, none dead")


@pytest.fixture
def network_id(cluster, loaded):
    return load.program_of(cluster, loaded).get("directory", "")["id"]


@pytest.fixture
def administrator(cluster, loaded):
    """Their browser, signed in by the link of the mail."""
    browser, mailbox = Browser(cluster.url), Mailbox(cluster.folder / "mailbox")
    mailbox.skip()
    browser.submit("/compte/connexion", email=ADMINISTRATOR.email)
    browser.submit(mailbox.link_for(ADMINISTRATOR.email, "/compte/lien/"))
    return browser


def enters(cluster, loaded, service):
    try:
        return bool(load.program_of(cluster, loaded).get(service, "/journal?limit=1"))
    except Refused:
        return False


def rows_of(cluster, network_id):
    """``service.table`` → rows of the network, as the superuser sees them."""
    tables = "SELECT table_name FROM information_schema.columns WHERE column_name = 'tenant_id'"
    tables += " AND table_schema = 'public'"
    found = {}
    for service in SERVICES:
        with psycopg.connect(cluster.postgres.superuser_url, dbname=f"maillage_{service.name}") as connection:
            for (table,) in connection.execute(tables).fetchall():
                count = f"SELECT count(*) FROM {table} WHERE tenant_id = %s"
                found[f"{service.name}.{table}"] = connection.execute(count, (network_id,)).fetchone()[0]
    return {name: number for name, number in found.items() if number}


def erased_at(cluster):
    with psycopg.connect(cluster.postgres.superuser_url, dbname="maillage_directory") as connection:
        row = connection.execute("SELECT erased_at FROM tombstone").fetchone()
        return row and row[0]


def test_a_network_that_leaves_shuts_in_every_service_then_nothing_is_left_of_it(
    cluster, loaded, seaweed, network_id, administrator
):
    """The last test: the others read the network."""
    storage, names = seaweed.storage(), [service.name for service in SERVICES]
    assert all(enters(cluster, loaded, name) for name in names)
    assert storage.keys(network_id) and len(rows_of(cluster, network_id)) > 60

    lost = json.dumps({"tenantid": network_id, "type": "directory.member_saved.v1"})
    declare(cluster.broker_url, lambda channel: channel.basic_publish("", "sessions.events.dead", lost.encode()))
    administrator.submit(f"/annuaire/{loaded.slug}/depart/fermeture", label=load.NAME)
    cluster.clock.move_to(cluster.clock.now() + timedelta(days=31))
    wait_until(lambda: not any(enters(cluster, loaded, name) for name in names), what="the four shut")
    cluster.clock.move_to(cluster.clock.now() + timedelta(days=31))
    wait_until(lambda: erased_at(cluster), what="the proof of the four services")

    assert rows_of(cluster, network_id) == {}
    assert storage.keys(network_id) == []
    wait_until(lambda: cluster.waiting_messages() == {}, what="no message left, none dead")
