"""The demonstration is opened again after a year."""

import threading
from types import SimpleNamespace

import pytest
from werkzeug.serving import make_server

from services.standalone.demo import load
from services.standalone.demo.people import ADMINISTRATOR
from services.standalone.dispatch import Dispatcher
from shared.testing.plugin import SERVICES, Platform
from tests.factories.networks import open_network
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.servers.common import free_port

GONE = "mlg_" + "0" * 32
"""A token that has ended."""


@pytest.fixture
def installed(start, clock, tmp_path):
    """The four services at one address, with what the demonstration keeps for itself."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    platform = Platform({name: start(name, public_url=url) for name in SERVICES})
    network = open_network(platform["directory"], email=ADMINISTRATOR.email)
    a_referent(network.seen, a_structure(network.seen).id)
    together = Dispatcher([platform[name].service for name in SERVICES], {n: platform[n].app for n in SERVICES})
    server = make_server("127.0.0.1", port, together, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    platform.bus.start()
    made = SimpleNamespace(url=url, folder=tmp_path, clock=clock)
    load.keep(made, load.Loaded(network.slug, GONE, "2025-10-01", "none"))
    yield made
    platform.bus.stop()
    server.shutdown()
    server.server_close()


def test_a_demonstration_whose_token_has_ended_makes_itself_a_new_one(installed):
    load.refresh(installed)

    kept = load.read(installed)
    assert kept.token != GONE
    assert load.program_of(installed, kept).get("directory", "")["slug"] == kept.slug
    assert len(load.program_of(installed, kept).all("directory", "/record-checks")) == 1
