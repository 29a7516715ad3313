"""Fixtures that every test may use."""

pytest_plugins = ["shared.testing.plugin", "tests.servers.fixtures", "tests.demonstration", "tests.scheduling"]
