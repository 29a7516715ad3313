"""Fixtures that every test may use, and how Hypothesis draws its examples.

The same examples at each run, however slow the machine: a test that passed yesterday passes today. To look for others,
``pytest --hypothesis-profile=default``.
"""

from hypothesis import HealthCheck, settings

pytest_plugins = ["shared.testing.plugin", "tests.servers.fixtures", "tests.demonstration", "tests.scheduling"]

settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
