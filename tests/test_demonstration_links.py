"""The demonstration that is started again and again still welcomes who looks at it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest

from services.standalone.demo.report import LATER, sign_in_links
from shared.roles import Role

MEMBERS = [{"display_name": "Zoé", "email": "zoe@ville.example", "roles": [Role.ANIMATOR.value]}]


class Door(BaseHTTPRequestHandler):
    """Shows the form of the sign-in page, and refuses it as the product does past its limit."""

    def do_GET(self) -> None:
        self._answer(200, b'<main><form method="post"><input type="hidden" name="csrf_token" value="1"></form></main>')

    def do_POST(self) -> None:
        self._answer(429, b"too many")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the tests' screen."""


@pytest.fixture
def shut_door(tmp_path):
    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", folder=tmp_path)
    server.shutdown()
    thread.join()
    server.server_close()


def test_past_the_limit_of_sign_in_links_it_says_so_instead_of_a_link(shut_door):
    assert sign_in_links(shut_door, MEMBERS) == [(Role.ANIMATOR, LATER)]
