"""A receiver of webhooks that does not answer keeps nobody else's work waiting, in either form of the product."""

from io import BytesIO

import pytest

from services.directory.usecases import imports
from shared.clock import Clock
from shared.messaging.link import declare
from shared.messaging.local import LocalBus
from shared.messaging.topology import LISTENERS, declare_service
from shared.roles import Role
from tests.factories.national_files import a_file, a_line
from tests.flows.processes import WorkerProcess
from tests.servers.common import wait_until

NETWORKS = ("aisne", "marne")
"""One task of each waits for the receiver: together as many as the common queue has threads."""
TRIALS = 5
SILENCE = 25
"""Seconds. Each of the two tasks waits longer: for five answers, ten seconds each."""


@pytest.fixture
def directory(start):
    started = start("directory", webhooks_anywhere=True)
    started.database.clock = Clock()  # that of the other process
    return started


@pytest.fixture(params=["standalone", "distributed"])
def in_the_background(request, directory):
    """Starts what runs the tasks."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def standalone(directory):
    bus = LocalBus([directory.service.party()], poll=0.1)
    yield bus.start
    bus.stop()


@pytest.fixture
def broker_url(rabbitmq):
    """Nothing is published before every service has its queue."""
    declare(rabbitmq.url, lambda channel: [declare_service(channel, service, []) for service in LISTENERS])
    return rabbitmq.url


@pytest.fixture
def distributed(broker_url, directory, make_settings, tmp_path):
    settings = make_settings("directory", bus="rabbitmq", rabbitmq_url=broker_url, webhooks_anywhere=True)
    command = ("-m", "services.directory", "worker")
    worker = WorkerProcess("directory", *command, settings=settings, log=tmp_path / "worker.log")

    def start_it():
        worker.start()
        worker.wait_until_reading()

    yield start_it
    worker.kill()


@pytest.fixture
def networks(directory):
    """With the program of each."""
    made = [directory.network(slug) for slug in NETWORKS]
    return [(network, network.program(Role.ADMINISTRATOR)) for network in made]


@pytest.fixture
def webhooks(networks, receiver):
    """``(program, address)`` of each network's."""
    return [(program, subscribe(network, program, receiver)) for network, program in networks]


def subscribe(network, program, receiver):
    body = {"label": "Site", "url": receiver.url, "events": ["directory.structure_saved.v1"]}
    made = program.post(f"/api/v1/directory/networks/{network.slug}/webhooks", json=body)
    assert made.status_code == 201, made.json
    return f"/api/v1/directory/networks/{network.slug}/webhooks/{made.json['id']}"


def send_long_file(network, program, monkeypatch):
    """Address of the import, which the background is asked to read."""
    monkeypatch.setattr(imports, "AT_ONCE", 1)
    file = (BytesIO(a_file(a_line(number) for number in range(3))), "structures.csv")
    root = f"/api/v1/directory/networks/{network.slug}/imports"
    made = program.post(root, data={"file": file}, content_type="multipart/form-data")
    assert made.json["state"] == "reading", made.json
    return f"{root}/{made.json['id']}"


def test_an_import_ends_while_a_receiver_makes_the_calls_wait(
    in_the_background, networks, webhooks, receiver, monkeypatch
):
    receiver.may_answer.clear()
    for program, webhook in webhooks * TRIALS:
        program.post(f"{webhook}/test")
    in_the_background()
    wait_until(lambda: receiver.heard, what="the receiver is called")

    network, program = networks[0]
    sent = send_long_file(network, program, monkeypatch)

    read = "the import is read before the calls give up"
    wait_until(lambda: program.get(sent).json["state"] == "previewed", seconds=SILENCE, what=read)
    assert receiver.answered == 0, "the calls still wait"
    receiver.may_answer.set()
    wait_until(lambda: states(webhooks) == {"delivered"}, what="the calls arrive in the end")


def states(webhooks):
    logs = [program.get(f"{webhook}/deliveries").json["items"] for program, webhook in webhooks]
    return {entry["state"] for log in logs for entry in log}
