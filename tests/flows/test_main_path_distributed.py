"""The main path by the programming interface, over real RabbitMQ, PostgreSQL, S3 and SMTP, in eight processes."""

import hashlib
import time

import pytest

from services.standalone.demo import load
from services.standalone.demo.people import ADMINISTRATOR
from shared.database.embedded import EmbeddedPostgres
from tests.flows.cluster import Cluster
from tests.servers.common import wait_until


@pytest.fixture(scope="module")
def cluster(new_folder, rabbitmq, seaweed):
    seaweed.storage().create_bucket()
    postgres = EmbeddedPostgres(new_folder("cluster") / "data", durable=False)
    made = Cluster(new_folder("cluster"), postgres=postgres, rabbitmq=rabbitmq, seaweed=seaweed)
    made.start()
    yield made
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
        seconds=60,
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
    deadline = time.monotonic() + 30
    while (waiting := cluster.waiting_messages()) and time.monotonic() < deadline:
        time.sleep(1)

    assert waiting == {}
