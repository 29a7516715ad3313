"""What the walks through every route share."""

import pytest

from tests.walls.routes import Finder, Treasure


@pytest.fixture(scope="module")
def treasure(demonstration) -> Treasure:
    return Finder(demonstration.postgres.superuser_url, demonstration.loaded.slug)
