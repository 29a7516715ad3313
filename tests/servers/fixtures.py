"""The throw-away servers as fixtures: one of each per test run, started by the first test that asks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.servers.proxy import Proxy
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.receiver import Receiver
from tests.servers.seaweed import Seaweed
from tests.servers.smtp import MailServer
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture(scope="session")
def new_folder() -> Iterator[Callable[[str], Path]]:
    """``new_folder("journey")``: for what holds a database. As root, its server is another user, whom each new pytest
    session shuts out of pytest's own folders."""
    with ExitStack() as stack:

        def make(name: str) -> Path:
            folder = TemporaryDirectory(prefix=f"maillage-{name}-", ignore_cleanup_errors=True)
            return Path(stack.enter_context(folder))

        yield make


@pytest.fixture(scope="session")
def rabbitmq(tmp_path_factory):
    yield from _running(RabbitMQ(tmp_path_factory.mktemp("rabbitmq")))


@pytest.fixture
def rabbitmq_proxy(rabbitmq):
    """Between the test and the broker: can freeze and reset connections."""
    yield from _running(Proxy(rabbitmq.port))


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory):
    yield from _running(Seaweed(tmp_path_factory.mktemp("seaweed")))


@pytest.fixture(scope="session")
def smtp_sink(tmp_path_factory):
    yield from _running(SmtpSink(tmp_path_factory.mktemp("smtp_sink")))


@pytest.fixture
def mail_server():
    """Empty for each test."""
    yield from _running(MailServer())


@pytest.fixture
def receiver():
    """Of webhooks; has heard nothing yet."""
    yield from _running(Receiver())


def _running(server):
    server.start()
    try:
        yield server
    finally:
        server.stop()
