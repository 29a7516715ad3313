"""The throw-away servers as fixtures: one of each per test run, started by the first test that asks."""

import pytest

from tests.servers.rabbitmq import RabbitMQ


@pytest.fixture(scope="session")
def rabbitmq(tmp_path_factory):
    server = RabbitMQ(tmp_path_factory.mktemp("rabbitmq"))
    server.start()
    yield server
    server.stop()
