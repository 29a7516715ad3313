"""What the walks through every route share."""

from collections.abc import Iterator

import pytest

from tests.journeys.browser import chromium
from tests.walls.routes import Finder, Treasure
from tests.walls.walkers import Walkers


@pytest.fixture(scope="module")
def treasure(demonstration) -> Treasure:
    return Finder(demonstration.postgres.superuser_url, demonstration.loaded.slug)


@pytest.fixture(scope="module")
def walkers(demonstration) -> Iterator[Walkers]:
    with chromium() as browser:
        demonstration.mailbox.skip()
        yield Walkers(browser, demonstration)
