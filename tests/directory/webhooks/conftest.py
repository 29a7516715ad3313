"""A network whose calls leave by the local bus, also to this machine."""

import pytest

from shared.messaging.local import LocalBus
from shared.testing.subject import ServiceUnderTest
from tests.factories.networks import open_network


@pytest.fixture
def directory(start) -> ServiceUnderTest:
    return start("directory", webhooks_anywhere=True)


@pytest.fixture
def bus(directory):
    return LocalBus([directory.service.party()])


@pytest.fixture
def marne(directory, bus):
    opened = open_network(directory)
    bus.settle()
    return opened


@pytest.fixture
def program(marne):
    return marne.seen.program("administrator")


@pytest.fixture
def base(marne):
    return f"/api/v1/directory/networks/{marne.slug}"
