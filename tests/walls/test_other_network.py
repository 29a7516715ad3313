"""Another network's data does not exist.

The test walks the route tables of the four services. A new route is covered without writing anything here; a route on
a kind of thing that the demonstration does not hold fails, so that the demonstration grows with the product.
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from services.standalone.demo.http import Browser, _Form
from shared.ids import new_id
from shared.testing.plugin import SERVICES
from tests.servers.common import PATIENCE
from tests.walls.routes import routes_of

SAFE = {"GET"}


class Intruder:
    """An administrator of another network, in a browser."""

    def __init__(self, demonstration) -> None:
        self.base = demonstration.url
        address = f"intrus-{new_id().hex[:8]}@aube.example"
        browser = Browser(self.base)
        answers = {"label": f"Réseau de l’Aube {new_id().hex[:6]}", "department": "10", "structure_label": "Mairie"}
        browser.submit("/compte/nouveau-reseau", **answers, email=address, display_name="Une autre")
        browser.submit(demonstration.mailbox.link_for(address, "/compte/ouverture/"))
        networks = browser.open("/compte/reseaux")
        self.slug = networks.split('href="/annuaire/', 1)[1].split("/", 1)[0]
        self._opener = browser._opener
        self._token = _Form(browser.open(f"/annuaire/{self.slug}/cles-api/nouvelle")).hidden["csrf_token"]

    def ask(self, method: str, path: str) -> tuple[int, str]:
        """Status and body, with what differs from one answer to the next taken out."""
        body = None if method in SAFE else json.dumps({}).encode()
        headers = {"X-CSRFToken": self._token, "Content-Type": "application/json"}
        if body is not None and not path.startswith("/api/"):
            headers["Content-Type"], body = "application/x-www-form-urlencoded", b"x=1"
        request = urllib.request.Request(self.base + path, body, headers, method=method)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")


@pytest.fixture(scope="module")
def intruder(demonstration):
    made = Intruder(demonstration)
    for service, path in (("sessions", "/people"), ("notifications", "/meetings"), ("reporting", "/reports")):
        for _ in range(200):
            if made.ask("GET", f"/api/v1/{service}/networks/{made.slug}{path}")[0] == 200:
                break
    return made


@pytest.mark.parametrize("service", SERVICES)
def test_the_network_of_others_does_not_exist(service, start, demonstration, intruder, treasure):
    for route in routes_of(start(service)):
        values = {name: treasure(service, name) for name in route.identifiers}

        status, _ = intruder.ask(route.method, route.path(demonstration.loaded.slug, values))

        assert status == 404, route


@pytest.mark.parametrize("service", SERVICES)
def test_a_thing_of_others_is_answered_like_one_that_never_was(service, start, intruder, treasure):
    for route in routes_of(start(service)):
        if not route.identifiers:
            continue
        values = {name: treasure(service, name) for name in route.identifiers}
        random = {name: str(new_id()) for name in route.identifiers}

        real = intruder.ask(route.method, route.path(intruder.slug, values))
        imaginary = intruder.ask(route.method, route.path(intruder.slug, random))

        assert real[0] == imaginary[0], route
        assert real[0] == 404 or (route.method not in SAFE and real[0] in (409, 422)), (route, real[0])
        assert _shape(real[1], values) == _shape(imaginary[1], random), route


def _shape(body: str, values: dict[str, str]) -> int:
    """Length without the identifiers: forms carry fresh tokens of one length."""
    for value in values.values():
        body = body.replace(value, "").replace(urllib.parse.quote(value), "")
    return len(body)


def test_a_visitor_sees_the_network_of_nobody(start, demonstration):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    for service in SERVICES:
        for route in routes_of(start(service)):
            if route.method != "GET" or route.identifiers:
                continue
            request = urllib.request.Request(demonstration.url + route.path(demonstration.loaded.slug, {}))
            try:
                with opener.open(request) as answer:
                    assert "/compte/connexion" in answer.url, route
            except urllib.error.HTTPError as error:
                assert error.code == 401, route
