"""What a letter's link opens, and what is shown instead of a page, is fit for everybody too: many come without account.

The test walks the route tables: for each address with a secret, the newest letter that leads there, and a made-up one.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from services.standalone.demo.http import Browser, eventually
from services.standalone.demo.people import ADMINISTRATOR
from shared.ids import new_id
from shared.roles import Role
from shared.testing.plugin import SERVICES
from shared.web.door import PUBLIC
from tests.walls.routes import pages_of
from tests.walls.walkers import VISITOR, Sight

SECRET = re.compile(r"<(?:token|secret)>")
LINK = re.compile(r"https?://[^\s>\"]+")
MADE_UP = "A" * 43
NEVER_SENT = ("/telecharger/<token>",)
"""By the demonstration, whose funder gets no letter: only made-up links are opened. A good one brings a file."""


@pytest.fixture(scope="module")
def links(demonstration) -> list[str]:
    """The paths of every letter, oldest first, once what no letter of the demonstration holds has been asked for."""
    demonstration.mailbox.skip()
    tomorrow = (demonstration.clock.now() + timedelta(days=1)).replace(hour=11)  # when members hear of discussions
    demonstration.clock.move_to(tomorrow)
    someone = f"nouvelle-{new_id().hex[:8]}@marne.example"
    answers = {"label": "Réseau neuf", "department": "08", "structure_label": "Mairie", "display_name": "Une autre"}
    Browser(demonstration.url).submit("/compte/nouveau-reseau", **answers, email=someone)
    invitation = {"email": someone, "display_name": "Une autre", "roles": [Role.MEDIATOR]}
    demonstration.program.post("directory", "/invitations", invitation)
    demonstration.program.put("directory", "/sender-address", {"email": someone})
    claire = Browser(demonstration.url)
    claire.submit("/compte/connexion", email=ADMINISTRATOR.email)
    claire.submit(demonstration.mailbox.link_for(ADMINISTRATOR.email, "/compte/lien/"))
    claire.submit("/compte/adresse", email=f"autre-{someone}")
    Browser(demonstration.url).submit("/compte/connexion", email=ADMINISTRATOR.email)
    for address, path in (
        (someone, "/ouverture/"),
        (someone, "/invitation/"),
        (someone, "/expediteur/"),
        (f"autre-{someone}", "/compte/adresse/confirmer/"),
        (ADMINISTRATOR.email, "/compte/adresse/refuser/"),
        (ADMINISTRATOR.email, "/compte/lien/"),
    ):
        demonstration.mailbox.link_for(address, path)
    return eventually(lambda: _with_a_digest(demonstration.folder / "mailbox"), what="the digest of the discussions")


def _with_a_digest(mailbox: Path) -> list[str]:
    found = []
    for path in sorted(mailbox.rglob("*.eml")):
        body = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
        found += [urlsplit(link).path for link in LINK.findall(body.get_content() if body else "")]
    return found if any("/echanges/repondre/" in path for path in found) else []


@pytest.mark.parametrize("service", SERVICES)
def test_the_page_behind_every_link_is_fit_for_everybody(service, start, demonstration, links, walkers):
    found = []

    for page in (one for one in pages_of(start(service)) if SECRET.search(one.rule)):
        rule = page.rule.replace("<network>", demonstration.loaded.slug)
        person = walkers.who(VISITOR if page.right == PUBLIC else Role.ADMINISTRATOR)
        known = [path for path in (sent_for(rule, link) for link in links) if path]
        if not known and not rule.endswith(NEVER_SENT):
            found.append(f"the demonstration sends no letter that leads to {rule}")
        for path in (*known[-1:], SECRET.sub(MADE_UP, rule)):
            sight = Sight(person, path)
            if sight.opens():
                found += [f"{path}: {fault}" for fault in (*walkers.faults(sight), *sight.faults_once_refused())]
    found += walkers.complaints

    assert not found, "\n".join(found)


def sent_for(rule: str, path: str) -> str:
    """The address that the secret of a letter's link opens: that link, or a page that it leads on to."""
    begin, _, rest = rule.partition(SECRET.search(rule)[0])
    found = re.fullmatch(re.escape(begin) + "([^/]+)", path)
    return f"{begin}{found[1]}{rest}" if found else ""


@pytest.mark.parametrize(
    ("status", "role", "path"),
    [
        (404, VISITOR, "/nulle-part"),
        (404, VISITOR, "/annuaire/{slug}/public/{nobody}"),
        (404, Role.MEDIATOR, "/annuaire/{slug}/structures/{nobody}"),
        (403, Role.MEDIATOR, "/annuaire/{slug}/reglages"),
        (403, Role.FUNDER, "/materiel/{slug}/"),
    ],
)
def test_what_is_shown_instead_of_a_page_is_fit_for_everybody(demonstration, walkers, status, role, path):
    sight = Sight(walkers.who(role), path.format(slug=demonstration.loaded.slug, nobody=new_id()))

    assert sight.opens()
    assert (sight.status, walkers.faults(sight), walkers.complaints) == (status, [], [])


def test_a_form_kept_open_for_too_long_and_one_sent_too_often_say_so_to_everybody(walkers):
    person = walkers.who(VISITOR)
    sight = Sight(person, "/compte/connexion")

    assert sight.opens()
    person.page.context.clear_cookies()
    person.writes(email="a@marne.example").presses("Recevoir un lien").sees("ouverte depuis longtemps")
    assert walkers.faults(sight) == []

    for _ in range(6):
        assert sight.opens()
        person.writes(email="a@marne.example").presses("Recevoir un lien")
    assert person.page.locator(".error-summary").count() == 1
    assert (walkers.faults(sight), walkers.complaints) == ([], [])


def test_a_page_that_fails_says_so_to_everybody(demonstration, walkers):
    sight = Sight(walkers.who(Role.MEDIATOR), f"/annuaire/{demonstration.loaded.slug}/charte")

    with without_the_table(demonstration, "charter_version"):
        assert sight.opens()
        assert (sight.status, walkers.faults(sight)) == (500, [])
    walkers.complaints.clear()


@contextmanager
def without_the_table(demonstration, table: str) -> Iterator[None]:
    """The directory's, out of reach as after a fault of the database."""
    url = demonstration.postgres.superuser_url
    with psycopg.connect(url, dbname="maillage_directory", autocommit=True) as database:
        database.execute(f"ALTER TABLE {table} RENAME TO out_of_reach")
        try:
            yield
        finally:
            database.execute(f"ALTER TABLE out_of_reach RENAME TO {table}")
