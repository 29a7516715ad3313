"""The guided start: ticked by real data, passed over, put away, found again."""

import html
import re

import pytest
from sqlalchemy import event

from tests.factories.networks import open_network
from tests.factories.structures import a_structure


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def browser(marne):
    return marne.client()


def home(marne, browser=None):
    return text_of((browser or marne.client()).get(f"/annuaire/{marne.slug}/"))


def text_of(answer):
    return html.unescape(answer.text)


def press(marne, browser, what):
    return browser.post(f"/annuaire/{marne.slug}/demarrage/{what}", follow_redirects=True)


def states(marne):
    return marne.seen.program("administrator").get(f"/api/v1/directory/networks/{marne.slug}/start").json["states"]


def test_steps_are_ticked_by_what_is_in_the_network(marne):
    assert set(states(marne).values()) == {"open"}

    marne.join("paul@asso.org", "mediator")
    a_structure(marne.seen)

    assert {code for code, state in states(marne).items() if state == "done"} == {"import", "members"}
    assert home(marne).count(">fait<") == 2


def test_the_first_step_to_take_is_the_main_button(marne):
    def main_buttons():
        return re.findall(r'class="button button-main" href="([^"]+)"', home(marne))

    assert main_buttons() == [f"/annuaire/{marne.slug}/structures/imports"]

    a_structure(marne.seen)

    assert main_buttons() == [f"/annuaire/{marne.slug}/membres/inviter"]


def test_a_step_is_passed_over_for_every_administrator_and_taken_up_again(marne, browser):
    other = marne.client(marne.join("hugo@ville.fr", "administrator"))

    answer = press(marne, browser, "meeting/passer")

    assert "« Fixer la première rencontre » : étape passée." in text_of(answer)
    assert f"/annuaire/{marne.slug}/demarrage/meeting/reprendre" in answer.text
    assert ">passée<" in home(marne, other)
    assert states(marne)["meeting"] == "skipped"
    press(marne, other, "meeting/reprendre")
    assert states(marne)["meeting"] == "open"
    assert "Étapes passées du guide" in text_of(browser.get(f"/annuaire/{marne.slug}/journal"))


def test_the_guide_is_put_away_and_found_again_from_the_settings(marne, browser):
    hidden = press(marne, browser, "masquer")

    assert "On le retrouve dans les réglages" in text_of(hidden)
    assert "Bien démarrer" not in home(marne)
    settings = browser.get(f"/annuaire/{marne.slug}/reglages").text
    assert f"/annuaire/{marne.slug}/demarrage" in settings
    guide = text_of(browser.get(f"/annuaire/{marne.slug}/demarrage"))
    assert "Importer l’annuaire" in guide
    assert "Remettre le guide sur la page d’accueil" in guide
    press(marne, browser, "remettre")
    assert "Bien démarrer" in home(marne)


def test_a_hidden_guide_costs_the_first_page_nothing(marne, browser):
    said: list[str] = []
    event.listen(marne.directory.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    home(marne, browser)
    shown = [*said]
    press(marne, browser, "masquer")
    said.clear()
    home(marne, browser)

    assert sum("count(structure.id)" in one for one in shown) == 1
    assert len(said) <= len(shown) - 4, "neither invitations nor dates nor the charter are looked for"


def test_it_leaves_by_itself_once_each_needed_step_is_done_or_passed_over(marne, browser):
    a_structure(marne.seen)
    marne.join("paul@asso.org", "mediator")
    press(marne, browser, "workshop/passer")
    assert "Bien démarrer" in home(marne)

    press(marne, browser, "meeting/passer")

    assert "Bien démarrer" not in home(marne)
    assert "n’est plus sur la page d’accueil" in text_of(browser.get(f"/annuaire/{marne.slug}/demarrage"))


def test_a_program_does_the_same_and_an_unknown_step_is_refused(marne):
    program, base = marne.seen.program("administrator"), f"/api/v1/directory/networks/{marne.slug}/start"

    assert program.put(f"{base}/logo/skip").json["states"]["logo"] == "skipped"
    assert program.delete(f"{base}/logo/skip").json["states"]["logo"] == "open"
    assert program.put(base, json={"is_hidden": True}).json["is_hidden"]
    assert program.put(base, json={}).status_code == 422
    assert program.put(f"{base}/rien/skip").status_code == 404


def test_another_network_keeps_its_own_guide_and_other_members_see_none(marne):
    aisne = open_network(marne.directory, "Réseau de l’Aisne", email="paul@ville.fr", department="02")
    mediator = marne.client(marne.join("lise@asso.org", "mediator"))

    refused = [press(marne, who, "masquer").status_code for who in (aisne.client(), mediator)]
    press(marne, marne.client(), "masquer")

    assert refused == [404, 403]
    assert "Bien démarrer" in home(aisne)
    assert "Bien démarrer" not in home(marne, mediator)


def test_the_public_site_of_a_new_network_opens_when_its_administrator_says_so(marne, directory):
    a_structure(marne.seen, label="Médiathèque de Reims")
    site, visitor = f"/annuaire/{marne.slug}/public", directory.client()
    before, step = visitor.get(site), states(marne)["site"]
    shown = home(marne)

    answer = marne.client().post(f"/annuaire/{marne.slug}/publication", data={"is_site_open": "true", "licence": ""})

    assert (before.status_code, step, answer.status_code) == (404, "open", 303)
    assert "Ouvrir le site public" in shown
    assert f'href="/annuaire/{marne.slug}/publication"' in shown
    assert "Médiathèque de Reims" in text_of(visitor.get(site))
    assert states(marne)["site"] == "done"


def test_the_journal_tells_the_choice_to_publish_and_not_that_there_was_none_yet(marne, browser):
    journal = f"/annuaire/{marne.slug}/journal"
    before = text_of(browser.get(journal))

    browser.post(f"/annuaire/{marne.slug}/publication", data={"is_site_open": "true", "licence": ""})

    assert "Site public" not in before
    assert "Site public ouvert" in text_of(browser.get(journal))
