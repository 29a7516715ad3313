"""Fixtures that every test may use, and how Hypothesis draws its examples.

The same examples at each run, however slow the machine: a test that passed yesterday passes today. To look for others,
``pytest --hypothesis-profile=default``.
"""

from functools import cache

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["shared.testing.plugin", "tests.servers.fixtures", "tests.demonstration", "tests.scheduling"]

settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def _communes_are_read_once():
    """Every test whose clock ticks loads a department anew, from fifty megabytes that are the same each time."""
    from services.directory.gateways import communes_of_france

    communes_of_france.read_communes = cache(communes_of_france.read_communes)
