"""The standalone process is killed at random moments; nothing announced is lost, nothing happens twice."""

import random
import signal
import subprocess
import sys
import time
import urllib.error
from collections.abc import Callable

import psycopg
import pytest

from services.standalone.demo.http import Browser, Program, Refused, eventually
from services.standalone.demo.mailbox import Mailbox
from shared.database.embedded import EmbeddedPostgres
from tests.servers.common import PATIENCE, Process, free_port

KILLS = 20
SEED = 7310


class Standalone:
    def __init__(self, home) -> None:
        self.home, self.port = home, free_port()
        self.url = f"http://localhost:{self.port}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "services", "serve", "--folder", str(self.home), "--port", str(self.port)]
        self._process = Process(command, log=self.home.with_suffix(".log"))
        eventually(self._answers, what="the first page", patience=PATIENCE)

    def _answers(self) -> bool:
        try:
            return bool(Browser(self.url).open("/readyz"))
        except (Refused, urllib.error.URLError, ConnectionError):
            return False

    def kill(self) -> None:
        self._process.kill()

    def stop(self) -> None:
        self._process.end(with_signal=signal.SIGTERM, seconds=PATIENCE)


@pytest.fixture(scope="module")
def standalone(new_folder):
    running = Standalone(new_folder("killed") / "home")
    yield running
    running.stop()
    EmbeddedPostgres(running.home / "postgres").stop()


def sign_up(standalone: Standalone) -> Program:
    browser, mailbox = Browser(standalone.url), Mailbox(standalone.home / "mailbox")
    answers = {"label": "Réseau des Ardennes", "department": "08", "structure_label": "Mairie de Sedan"}
    browser.submit("/compte/nouveau-reseau", **answers, email="anne@ardennes.example", display_name="Anne")
    browser.submit(mailbox.link_for("anne@ardennes.example", "/compte/ouverture/"))
    slug = browser.open("/compte/reseaux").split('href="/annuaire/', 1)[1].split("/", 1)[0]
    body = {"label": "Essai", "roles": ["administrator"], "expires_on": f"{time.gmtime().tm_year + 1}-01-01"}
    path = f"/api/v1/directory/networks/{slug}/api-tokens"
    secret = browser.call(path, body, form=f"/annuaire/{slug}/cles-api/nouvelle")["secret"]
    return Program(standalone.url, slug, secret)


def attempt(command: Callable[[], object]) -> bool:
    """True when the product said yes. After a cut nobody knows: the ledger below counts what was committed."""
    try:
        command()
        return True
    except (Refused, urllib.error.URLError, ConnectionError, OSError):
        return False


def rows(standalone: Standalone, service: str, query: str) -> list[tuple]:
    url = EmbeddedPostgres(standalone.home / "postgres").superuser_url
    with psycopg.connect(url, dbname=f"maillage_{service}") as connection:
        return connection.execute(query).fetchall()


def test_killed_twenty_times_every_event_is_handled_exactly_once(standalone):
    program, dice = sign_up(standalone), random.Random(SEED)
    reception = {"product": "Recharge 20 Go", "quantity": 10_000, "funder": "Don"}
    stock = eventually(lambda: program.post("sessions", "/credit-receptions", reception), what="stock")["stock_id"]
    person = program.post("sessions", "/people", {"first_name": "Odette", "last_name": "Mangin"})["id"]
    gift = {"stock_id": stock, "person_id": person, "quantity": 1}

    said_yes = 0
    for _ in range(KILLS):
        until = time.monotonic() + dice.uniform(0.05, 0.8)
        while time.monotonic() < until:
            said_yes += attempt(lambda: program.post("sessions", "/credit-gifts", gift))
        standalone.kill()
        standalone.start()

    unsent = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
    eventually(lambda: rows(standalone, "sessions", unsent) == [(0,)], what="empty outbox", patience=PATIENCE)
    events = "SELECT message_id FROM outbox WHERE kind = 'event' AND name = 'sessions.credit_moved.v1'"
    announced = {row[0] for row in rows(standalone, "sessions", events)}
    heard = rows(standalone, "reporting", "SELECT event_id FROM inbox WHERE name = 'sessions.credit_moved.v1'")
    committed = rows(standalone, "sessions", "SELECT count(*) FROM credit_entry WHERE kind = 'given'")[0][0]
    facts = rows(standalone, "reporting", "SELECT count(*) FROM credit_fact WHERE kind = 'given'")[0][0]
    assert said_yes <= committed <= said_yes + KILLS
    assert {row[0] for row in heard} == announced
    assert facts == committed == len(announced) - 1
    assert told_by_the_operators_command(standalone) == [
        f"{service} : 0 message(s) en échec." for service in ("directory", "sessions", "notifications", "reporting")
    ]


def told_by_the_operators_command(standalone: Standalone) -> list[str]:
    """Beside the process that serves."""
    command = [sys.executable, "-m", "services", "dead-letters", "--folder", str(standalone.home)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout.splitlines()
