"""Loads the demonstration: a network's quarter, from sign-up to the report, through pages and programming interface.

The clock is moved to the first day of the last full quarter, then from meeting to meeting, then back to the present.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from services.standalone.demo import exchanges, figures, keepers, neighbours, orientations, places, sharing
from services.standalone.demo.equipment import Equipment
from services.standalone.demo.http import Browser, Program, Refused, eventually
from services.standalone.demo.letters import Letters
from services.standalone.demo.mailbox import Mailbox
from services.standalone.demo.people import ADMINISTRATOR, MEMBERS
from services.standalone.demo.target import Target
from services.standalone.demo.workshops import Workshops
from shared.roles import Role

NAME = "Réseau numérique de la Marne"
ZONE = ZoneInfo("Europe/Paris")
GRACE = timedelta(days=16)
"""After the quarter's end: its report has been written by then."""
TRIALS = timedelta(seconds=90)
TOKEN_LIFE = timedelta(days=360)
"""A year is the longest that the product allows."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    """What a later start needs to know. ``token``: of the programming interface."""

    slug: str
    token: str
    quarter_begin: str
    report_id: str


def file_of(folder: Path) -> Path:
    return folder / "demonstration.json"


def is_loaded(installed: Target) -> bool:
    return file_of(installed.folder).exists()


def read(installed: Target) -> Loaded:
    return Loaded(**json.loads(file_of(installed.folder).read_text()))


def program_of(installed: Target, loaded: Loaded) -> Program:
    return Program(installed.url, loaded.slug, loaded.token)


def keep(installed: Target, loaded: Loaded) -> None:
    handle = os.open(file_of(installed.folder), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(loaded), file)


def refresh(installed: Target) -> None:
    """What grows old while the demonstration is not looked at: letters that wait for an answer, and its own token."""
    loaded, now = read(installed), installed.clock.now()
    try:
        keepers.ask_whether_right(program_of(installed, loaded), now)
    except Refused as refusal:
        if refusal.status != HTTPStatus.UNAUTHORIZED:
            raise
        renewed = replace(loaded, token=_token_by_letter(installed, loaded.slug, now.date() + TOKEN_LIFE))
        keep(installed, renewed)
        keepers.ask_whether_right(program_of(installed, renewed), now)


def _token_by_letter(installed: Target, slug: str, expires_on: date) -> str:
    """A new token, made by the administrator, who comes in by the link of a letter."""
    browser, mailbox = Browser(installed.url), Mailbox(installed.folder / "mailbox")
    mailbox.skip()
    browser.submit("/compte/connexion", email=ADMINISTRATOR.email)
    browser.submit(mailbox.link_for(ADMINISTRATOR.email, "/compte/lien/"))
    return _new_token(browser, slug, expires_on)


def _new_token(browser: Browser, slug: str, expires_on: date) -> str:
    body = {"label": "Démonstration", "roles": ["administrator"], "expires_on": str(expires_on)}
    path = f"/api/v1/directory/networks/{slug}/api-tokens"
    return browser.call(path, body, form=f"/annuaire/{slug}/cles-api/nouvelle")["secret"]


def load(installed: Target, *, say: Say) -> Loaded:
    """Raises Refused or TimeoutError, saying what failed."""
    return _Loader(installed, say).run()


class _Loader:
    def __init__(self, installed: Target, say: Say) -> None:
        self._installed = installed
        self._say = say
        self._present = datetime.now(UTC)
        self._quarter = figures.last_full_quarter(self._present.astimezone(ZONE).date())
        self._mailbox = Mailbox(installed.folder / "mailbox")
        self._browser = Browser(installed.url)

    def run(self) -> Loaded:
        self._move_to(self._quarter.begin)
        slug, token = self._sign_up()
        program = Program(self._installed.url, slug, token)
        structures = self._import_structures(program)
        keepers.name_referents(program, structures)
        keepers.name_coordinator(program)
        sharing.share(program, self._invite(program), slug)
        orientations.send_people(program, structures, self._quarter.begin)
        letters = Letters(program, self._installed.url, self._mailbox)
        workshops = self._live_the_quarter(program, structures, letters)
        report_id = self._end_the_quarter(program)
        today = self._installed.clock.now().astimezone(ZONE).date()
        workshops.announce(today)
        # Last: what is of the present, or kept for some weeks only and swept on the way through the quarter.
        orientations.send_without_account(program, structures, today)
        exchanges.talk(program, self._installed.url, slug, self._mailbox)
        neighbours.ask_for_a_person(program)
        neighbours.add_a_website(program, f"{self._installed.url}/")
        neighbours.take_everything_away(program)
        loaded = Loaded(slug, token, self._quarter.begin.isoformat(), report_id)
        keep(self._installed, loaded)
        return loaded

    def _move_to(self, day: date, hour: int = 18) -> None:
        self._installed.clock.move_to(datetime.combine(day, time(hour), ZONE).astimezone(UTC))

    def _sign_up(self) -> tuple[str, str]:
        self._say("Inscription du réseau…")
        answers = {"label": NAME, "department": "51", "structure_label": "Mairie de Reims"}
        answers |= {"email": ADMINISTRATOR.email, "display_name": ADMINISTRATOR.name}
        self._browser.submit("/compte/nouveau-reseau", **answers)
        self._browser.submit(self._mailbox.link_for(ADMINISTRATOR.email, "/compte/ouverture/"))
        networks = self._browser.open("/compte/reseaux")
        slug = networks.split('href="/annuaire/', 1)[1].split("/", 1)[0]
        return slug, _new_token(self._browser, slug, self._quarter.begin + TOKEN_LIFE)

    def _import_structures(self, program: Program) -> list[str]:
        self._say("Import de l’annuaire : 60 structures…")
        content = places.national_file(self._quarter.begin)
        name = f"{self._quarter.begin}_demonstration_lieux-de-mediation-numerique_marne.csv"
        preview = program.upload("directory", "/imports", name=name, content=content, media_type="text/csv")
        program.post("directory", f"/imports/{preview['id']}/application")
        program.put("directory", "/publication", {"is_site_open": True, "licence": "etalab-2.0"})
        structures = [one["id"] for one in program.all("directory", "/structures")]
        known = structures[-1]
        eventually(
            lambda: any(one["id"] == known for one in program.all("sessions", "/structures")),
            what="structures in the sessions service",
        )
        # A little of everything: town halls, libraries, social centres, France Services.
        return structures[::5]

    def _invite(self, program: Program) -> Browser:
        """The browser of a mediator, who is signed in."""
        self._say(f"Invitation de {len(MEMBERS)} membres…")
        for member in MEMBERS:
            invitation = {"email": member.email, "display_name": member.name, "roles": [member.role]}
            program.post("directory", "/invitations", invitation)
        browsers = {member: Browser(self._installed.url) for member in MEMBERS}
        for member, browser in browsers.items():
            browser.submit(self._mailbox.link_for(member.email, "/invitation"), display_name=member.name)
        return next(browser for member, browser in browsers.items() if member.role == Role.MEDIATOR)

    def _live_the_quarter(self, program: Program, structures: list[str], letters: Letters) -> Workshops:
        self._say("Programme du trimestre : ateliers, formations, inscriptions…")
        workshops = Workshops(program, self._quarter, structures)
        workshops.plan()
        assert workshops.course is not None
        workshops.assess("before", figures.BEFORE)
        equipment = Equipment(program, workshops.course.people, structures[0])
        equipment.receive(self._quarter.begin)
        equipment.lend(self._quarter.begin + timedelta(days=150))
        letters.write_to_members()
        letters.invite_to_meeting(self._quarter.begin + timedelta(days=45))
        self._hold(workshops)
        equipment.give()
        equipment.take_back(3)
        workshops.assess("after", figures.AFTER)
        letters.hold_meeting(people=53, structures=30)
        return workshops

    def _hold(self, workshops: Workshops) -> None:
        for done, total in workshops.hold(self._move_to):
            if done % 20 == 0 or done == total:
                self._say(f"Présences : {done} séances sur {total}…")

    def _end_the_quarter(self, program: Program) -> str:
        self._say("Fin du trimestre : le rapport s’écrit…")
        over = datetime.combine(self._quarter.end + GRACE, time(9), ZONE).astimezone(UTC)
        self._installed.clock.move_to(max(over, datetime.now(UTC)))
        reports = eventually(
            lambda: [one for one in program.get("reporting", "/reports")["items"] if one["sha256"]],
            what="the quarterly report",
            patience=TRIALS.total_seconds(),
        )
        return reports[0]["id"]


def counts(program: Program) -> dict[str, dict[str, Any]]:
    """How much each service holds of the network."""
    lists = {
        "directory": ("structures", "members"),
        "sessions": ("series", "people", "items", "loans", "sims"),
        "notifications": ("newsletters", "meetings"),
        "reporting": ("reports",),
    }
    return {
        service: {noun: len(program.all(service, f"/{noun}")) for noun in nouns} for service, nouns in lists.items()
    }
