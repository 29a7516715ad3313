"""Who walks through the pages: one person of each role and a visitor, and what each looks at on a page."""

import re

from playwright.sync_api import Browser, Error, Page, Response

from services.standalone.demo.people import ADMINISTRATOR, MEMBERS
from shared.roles import Role
from shared.web.door import PUBLIC, SIGNED_IN
from tests.demonstration import Demonstration
from tests.journeys.axe import DESKTOP, PHONE, faults
from tests.journeys.browser import Person
from tests.journeys.keyboard import glance, walk
from tests.walls.routes import Route

VISITOR = "visitor"

ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1|localhost)")
"""The tiles of the map, refused at once: the map is then gone before the page is looked at on a phone."""

EMPTY_A_FORM = """() => {
  const wanted = "input[required]:not([type=hidden], [type=radio], [type=checkbox]), textarea[required]";
  const fields = form => [...form.querySelectorAll(wanted)].filter(field => field.checkVisibility());
  const forms = [...document.querySelectorAll("main form[method=post]:not([data-tap-rows])")];
  const form = forms.find(one => fields(one).length);
  if (!form) return false;
  for (const field of fields(form)) field.value = "";
  form.noValidate = true;
  form.dataset.emptied = "";
  return true;
}"""
SEND_IT = """() => { const form = document.querySelector("[data-emptied]");
  form.requestSubmit(form.querySelector("[type=submit]")); }"""
"""The first form that cannot do without an answer, sent without any: nothing is changed, and the page says why. A sheet
of attendance is sent as well when nobody came who was not expected."""

STOP = re.compile(r"(a|button|input|select|textarea|summary|script) |.* tabindex")
"""What Tab may behave differently at, scripts included."""

TAGS = re.compile(r"<(\w+)([^>]*)>")
ATTRIBUTES = re.compile(r'([\w-]+)(?:="([^"]*)")?')
TELLING = {"class", "type", "role", "rel", "aria-current", "inputmode", "src"}
"""Attributes whose values change how a thing looks or is named; of the others, it matters that they are there."""


class Walkers:
    """Each in a browser window of their own, opened when first asked for."""

    def __init__(self, browser: Browser, demonstration: Demonstration) -> None:
        self._browser, self._demonstration = browser, demonstration
        self._people: dict[str, Person] = {}
        self._stops_met: set[str] = set()

    def who(self, role: str) -> Person:
        return self._people.get(role) or self._people.setdefault(role, self._arrives(role))

    def _arrives(self, role: str) -> Person:
        person = Person(self._browser, self._demonstration)
        person.page.emulate_media(reduced_motion="reduce")
        person.page.context.route(ELSEWHERE, lambda route: route.abort("connectionrefused"))
        if role != VISITOR:
            email = next(one.email for one in (ADMINISTRATOR, *MEMBERS) if one.role == role)
            person.comes_back(f"/annuaire/{self._demonstration.loaded.slug}/", email)
        return person

    def faults(self, sight: "Sight") -> list[str]:
        """On the large screen, on the phone with every fold open; by keyboard on both.

        Tab is pressed through the pages that hold a kind of stop which no page before had; on the others each stop is
        given the focus in turn, which takes a tenth of the time.
        """
        stops = {kind for kind in sight.kinds if STOP.match(kind)}
        by_keyboard = walk if stops - self._stops_met else glance
        self._stops_met |= stops
        page = sight.page
        return [*by_keyboard(page), *faults(page), *(f"{PHONE} px: {one}" for one in glance(page))]

    @property
    def complaints(self) -> list[str]:
        """Of the browsers, since they were last asked."""
        found = [complaint for person in self._people.values() for complaint in person.complaints]
        for person in self._people.values():
            person.complaints.clear()
        return found


def roles_of(route: Route, rights: dict[str, frozenset[str]]) -> list[str]:
    """Who may open it, the administrator first: nobody has more on a page."""
    if route.right in (PUBLIC, SIGNED_IN):
        return [*Role, VISITOR] if route.right == PUBLIC else list(Role)
    return [Role.ADMINISTRATOR, *(role for role in Role if role in rights[route.right] - {Role.ADMINISTRATOR})]


class Sight:
    """A page in the window of one person."""

    def __init__(self, person: Person, path: str) -> None:
        self._person, self.path = person, path
        self.kinds: frozenset[str] = frozenset()

    @property
    def page(self) -> Page:
        return self._person.page

    def kinds_without_looking(self) -> frozenset[str]:
        """Of what the page holds; fetched, not shown: a tenth of the work. Empty when there is no such page."""
        answer = self.page.context.request.get(self.path)
        is_page = answer.ok and "text/html" in answer.headers.get("content-type", "")
        return kinds(answer.text()) if is_page else frozenset()

    def opens(self) -> bool:
        """Not a file to download, nor a letter in its frame: nothing runs there, not even a test."""
        self.page.set_viewport_size({"width": DESKTOP, "height": 900})
        try:
            answer = self.page.goto(self.path)
        except Error as error:
            if "Download is starting" in error.message:
                return False
            raise
        assert answer is not None
        self._answer: Response = answer
        is_framed = "sandbox" in answer.headers.get("content-security-policy", "")
        is_page = "text/html" in answer.headers.get("content-type", "") and not is_framed
        self.kinds = kinds(answer.text()) if is_page else frozenset()
        return is_page

    @property
    def status(self) -> int:
        return self._answer.status

    def faults_once_refused(self) -> list[str]:
        """Of the page that comes back when its form is sent empty, on a phone; none when there is no form to send."""
        if not self.page.evaluate(EMPTY_A_FORM):
            return []
        with self.page.expect_navigation() as sent:
            self.page.evaluate(SEND_IT)
        if sent.value.status != 422 or not self.page.locator(".error-summary:focus").count():
            return [f"a form sent empty gets {sent.value.status}, and no summary of what is missing has the focus"]
        return [f"once refused: {one}" for one in (*faults(self.page, PHONE), *glance(self.page))]


def kinds(html: str) -> frozenset[str]:
    """The kinds of things of a page, and which heading follows which: two pages with the same need one look."""
    found, last = set(), ""
    for tag, rest in TAGS.findall(html):
        told = (name if name not in TELLING else f"{name}={value}" for name, value in ATTRIBUTES.findall(rest))
        found.add(" ".join((tag, *told)))
        if re.fullmatch(r"h[1-6]", tag):
            found.add(f"{last} {tag}")
            last = tag
    return frozenset(found)
