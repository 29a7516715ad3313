"""A person at a keyboard: the product in Debian's Chromium, read and clicked by what the screen says."""

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, TimeoutError, expect, sync_playwright
from werkzeug.serving import make_server

from services.standalone.demo.mailbox import Mailbox
from services.standalone.dispatch import Dispatcher
from shared.clock import MovableClock
from shared.database.embedded import EmbeddedPostgres
from shared.testing.plugin import SERVICES
from shared.web.identity import cookie_name
from tests.factories.networks import OpenedNetwork
from tests.servers.common import PATIENCE, Process, free_port, program, wait_until

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
SCREEN_PATIENCE = 60_000
"""Milliseconds that a page may take to show what a test waits for, on a busy machine."""
expect.set_options(timeout=SCREEN_PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=QUIET)
        yield browser
        browser.close()


@contextmanager
def pages_of(browser: Browser, platform: Any, network: OpenedNetwork) -> Iterator[Callable[..., Page]]:
    """Opens pages of the network's administrator, at one address of the four services; options: of the browser."""
    services = [platform[name].service for name in SERVICES]
    together = Dispatcher(services, {name: platform[name].app for name in SERVICES})
    server = make_server("127.0.0.1", 0, together, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    name = cookie_name(platform["directory"].service.runtime.settings)
    known = network.client().get_cookie(name)
    assert known is not None
    cookie: Any = {"name": name, "value": known.value, "url": url}
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=url, **options)
        context.add_cookies([cookie])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    server.shutdown()


class Served:
    """An empty standalone installation, served by its own command."""

    def __init__(self, home: Path) -> None:
        self.folder, port = home, free_port()
        self.url = f"http://localhost:{port}"
        self.clock = MovableClock(home / "clock")
        self.mailbox = Mailbox(home / "mailbox")
        self.log = home.with_suffix(".log")
        command = [sys.executable, "-m", "services", "serve", "--folder", str(home), "--port", str(port)]
        self._process = Process(command, log=self.log)
        wait_until(lambda: "Maillage répond" in self.log.read_text(), what="the installation's address")

    def stop(self) -> None:
        self._process.end(seconds=PATIENCE)
        EmbeddedPostgres(self.folder / "postgres").stop()


class Person:
    """What one member does, each line a gesture."""

    def __init__(self, browser: Browser, served: Served, *, width: int = 1280) -> None:
        self._served = served
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", base_url=served.url)
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._is_expected(message):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _is_expected(self, message: ConsoleMessage) -> bool:
        """A refusal that the person is told about; the tiles of the map, which no test fetches."""
        is_elsewhere = not message.location["url"].startswith(self._served.url)
        is_refusal = re.search("status of 4(03|04|09|10|22|29)", message.text)
        return message.text.startswith("Failed to load resource") and bool(is_refusal or is_elsewhere)

    def opens(self, path: str) -> "Person":
        self.page.goto(path)
        return self

    def opens_when_known(self, path: str) -> "Person":
        """A page of a service that may not have heard yet who has just come into the network: again until it has."""

        def is_there() -> bool:
            answer = self.page.goto(path)
            return answer is not None and answer.ok

        wait_until(is_there, what=f"{path} for who has just come")
        return self

    def follows(self, name: str | re.Pattern[str]) -> "Person":
        with self._telling_what_is_shown(f"link « {name} »"):
            self.page.get_by_role("link", name=name).first.click()
        return self

    def writes(self, **answers: str) -> "Person":
        """By the name of the field."""
        for name, value in answers.items():
            self.page.locator(f"main [name={name}]").first.fill(value)
        return self

    def chooses(self, name: str, label: str) -> "Person":
        self.page.locator(f"main select[name={name}]").select_option(label=label)
        return self

    def ticks(self, label: str) -> "Person":
        self.page.get_by_label(label, exact=False).first.check()
        return self

    def picks(self, name: str) -> "Person":
        """Looks for a person of the network, and chooses the first one found."""
        self.page.locator("main [name=q]").fill(name)
        self.page.locator("main [name=q]").press("Enter")
        return self.follows(re.compile("^Choisir"))

    def presses(self, name: str | re.Pattern[str]) -> "Person":
        with self._telling_what_is_shown(f"button « {name} »"):
            self.page.locator("main").get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        return self

    def sees(self, text: str) -> "Person":
        with self._telling_what_is_shown(f"« {text} »"):
            self.page.get_by_text(text, exact=False).first.wait_for()
        return self

    @contextmanager
    def _telling_what_is_shown(self, wanted: str) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            shown = self.page.locator("body").inner_text()
            raise AssertionError(f"no {wanted} at {self.page.url}, which shows:\n{shown[:1500]}") from error

    def comes_back(self, path: str, email: str) -> "Person":
        """After weeks away: asks for a link where the product asks for it, and ends on the page that was wanted."""
        self.opens(path)
        if "/compte/connexion" in self.page.url:
            self.writes(email=email).presses(re.compile("Recevoir un lien"))
            self.letter(email, "/compte/lien/").presses("Se connecter")
        return self

    def letter(self, address: str, containing: str) -> "Person":
        """Opens the link of the letter that has just come."""
        return self.opens(self._served.mailbox.link_for(address, containing))
