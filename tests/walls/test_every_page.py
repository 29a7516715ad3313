"""Every page that an administrator can open is fit for everybody, on a large screen and on a phone.

The test walks the route tables like its neighbour: a new page is covered without writing anything here.
"""

import re

import pytest
from playwright.sync_api import Error

from services.standalone.demo.people import ADMINISTRATOR
from shared.testing.plugin import SERVICES
from tests.journeys.axe import faults
from tests.journeys.browser import Person, chromium
from tests.walls.routes import Route, all_routes

NOT_PAGES = re.compile(r"^/(api|_static|_style|healthz|readyz|metrics|compte/fournisseur)|\.\w{2,5}$")

ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1|localhost)")
"""The tiles of the map, refused at once: the map is then gone before the page is looked at on a phone."""


@pytest.fixture(scope="module")
def administrator(demonstration):
    with chromium() as browser:
        demonstration.mailbox.skip()
        person = Person(browser, demonstration)
        person.page.context.route(ELSEWHERE, lambda route: route.abort("connectionrefused"))
        person.comes_back(f"/annuaire/{demonstration.loaded.slug}/", ADMINISTRATOR.email)
        yield person


@pytest.mark.parametrize("service", SERVICES)
def test_every_page_is_fit_for_everybody(service, start, demonstration, administrator, treasure):
    found = []

    for route in pages_of(start(service)):
        values = {name: treasure(service, name) for name in route.identifiers}
        if shows_a_page(administrator, route.path(demonstration.loaded.slug, values)):
            found += [f"{route.rule}: {fault}" for fault in faults(administrator.page)]
    found += administrator.complaints
    administrator.complaints.clear()

    assert not found, "\n".join(found)


def pages_of(subject) -> list[Route]:
    return [
        route
        for route in all_routes(subject)
        if route.method == "GET" and route.is_known and not NOT_PAGES.search(route.rule)
    ]


def shows_a_page(person: Person, path: str) -> bool:
    """Not a file to download, nor a letter in its frame: nothing runs there, not even a test."""
    try:
        answer = person.page.goto(path)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    assert answer is not None and answer.status < 500, f"{path} answers {answer and answer.status}"
    headers = answer.headers
    is_framed = "sandbox" in headers.get("content-security-policy", "")
    return "text/html" in headers.get("content-type", "") and not is_framed
