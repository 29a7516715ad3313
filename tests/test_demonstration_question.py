"""Whenever the demonstration is opened, « toujours juste ? » can be tried from its mailbox."""

import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from werkzeug.serving import make_server

from services.standalone.demo.http import Program
from services.standalone.demo.keepers import ask_whether_right
from shared.roles import Role
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure

REQUESTED = "directory.message_requested.v1"


@pytest.fixture
def network(directory):
    network = directory.network()
    a_structure(network, label="Annexe")  # first of the list, and nobody to ask there
    a_referent(network, a_structure(network, label="Médiathèque").id)
    return network


@pytest.fixture
def opening(network, clock) -> Iterator[Callable[[], None]]:
    """The demonstration is opened, once more."""
    server = make_server("127.0.0.1", 0, network.subject.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def open_it() -> None:
        token = network.program(Role.ADMINISTRATOR).environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
        url = f"http://127.0.0.1:{server.server_port}"
        ask_whether_right(Program(url, network.slug, token), clock.now())

    yield open_it
    server.shutdown()


def links(network) -> list[str]:
    return [urlsplit(letter["context"]["link"]).path for _, letter in network.published(REQUESTED)]


def test_opened_months_later_the_demonstration_has_a_mail_that_works_in_two_taps(network, opening, clock):
    opening()
    clock.advance(days=90)

    opening()

    new = links(network)[-1]
    visitor = network.subject.client()
    assert len(links(network)) == 2
    assert "Oui, c’est toujours juste" in visitor.get(new).text
    answered = visitor.post(new, data={"answer": "yes"}, follow_redirects=True)
    assert "est notée à jour" in answered.text


def test_opened_again_soon_it_asks_nobody_twice(network, opening, clock):
    opening()
    clock.advance(days=2)

    opening()

    assert len(links(network)) == 1


def test_once_answered_the_next_opening_asks_somebody_again(network, opening, clock):
    opening()
    network.subject.client().post(links(network)[0], data={"answer": "yes"})
    clock.advance(days=1)

    opening()

    assert len(links(network)) == 2
