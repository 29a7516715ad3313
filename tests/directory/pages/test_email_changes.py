"""Changing the address of one's account, as a browser does it."""

import re

import pytest

from services.directory.account_tasks import tell_new_address
from services.directory.usecases.sign_in import ask_link
from tests.factories.networks import open_network, secret_of_last_message

OLD, NEW = "nadia@ville.fr", "nadia@agglo.fr"
PAGE = "/compte/adresse"


@pytest.fixture
def marne(directory):
    return open_network(directory, email=OLD)


@pytest.fixture
def signed_in(directory, marne):
    """``signed_in(email)``: the browser of somebody who came in by a link."""

    def enter(email=OLD):
        browser = directory.client()
        with directory.database.unit_of_work(None) as uow:
            ask_link(uow, email=email, next_path="", asked_from=email, public_url="")
        browser.post(f"/compte/lien/{secret_of_last_message(directory, email)}")
        use_form_token(browser)
        return browser

    return enter


def use_form_token(browser):
    page = browser.get("/compte/connexion").text
    browser.environ_base["HTTP_X_CSRFTOKEN"] = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def letters_to(directory, email):
    told = [body["data"] for name, body in directory.outgoing() if name == "directory.message_requested.v1"]
    return [one for one in told if one["email"] == email and one["template"].startswith("email_change")]


def path_to(directory, email):
    return letters_to(directory, email)[-1]["context"]["link"].removeprefix("http://localhost")


def change(directory, browser, to=NEW):
    browser.post(PAGE, data={"email": to})
    return browser.post(path_to(directory, to))


def run_tasks(directory):
    for name, body in directory.outgoing("task"):
        if name == "tell_new_address":
            tell_new_address.run(body)


def sign_in_links(directory, email):
    with directory.database.unit_of_work(None) as uow:
        ask_link(uow, email=email, next_path="", asked_from="x", public_url="")
    told = [body["data"] for name, body in directory.outgoing() if body["data"].get("template") == "sign_in_link"]
    return [one for one in told if one["email"] == email]


def still_in(browser):
    return browser.get("/compte/renouveler?suite=/x") and browser.get_cookie("maillage") is not None


def test_the_link_goes_to_the_new_address_and_a_notice_to_the_old_one(directory, signed_in):
    browser = signed_in()

    page = browser.post(PAGE, data={"email": " Nadia@Agglo.FR "}, follow_redirects=True).text

    assert "Changement d’adresse en attente" in page and NEW in page
    (link,), (notice,) = letters_to(directory, NEW), letters_to(directory, OLD)
    assert (link["template"], link["expires_at"]) == ("email_change_confirmation", "2026-03-04T13:00:00+00:00")
    assert "/compte/adresse/confirmer/" in link["context"]["link"]
    assert "Nadia" not in str(link["context"]), "the address may be a stranger's, mistyped"
    assert (notice["template"], notice["context"]["new_email"]) == ("email_change_asked", NEW)
    assert "/compte/adresse/refuser/" in notice["context"]["link"]


def test_opening_the_link_changes_nothing_and_the_button_changes_the_address_once(directory, signed_in):
    browser = signed_in()
    browser.post(PAGE, data={"email": NEW})
    link = path_to(directory, NEW)

    opened = browser.get(link)
    before = browser.get("/compte/").text
    confirmed = browser.post(link, follow_redirects=True)

    assert opened.status_code == 200 and opened.headers["Referrer-Policy"] == "no-referrer"
    assert f"<dd>{OLD}" in before
    assert f"<dd>{NEW}" in confirmed.text and "Changement d’adresse en attente" not in confirmed.text
    assert browser.post(link).status_code == 404
    assert letters_to(directory, OLD)[-1]["template"] == "email_change_done"


def test_afterwards_sign_in_links_go_to_the_new_address_only(directory, signed_in):
    change(directory, signed_in())

    assert len(sign_in_links(directory, NEW)) == 1
    before = len(sign_in_links(directory, OLD))
    assert len(sign_in_links(directory, OLD)) == before


def test_the_link_dies_after_a_day(directory, signed_in, clock):
    browser = signed_in()
    browser.post(PAGE, data={"email": NEW})
    link = path_to(directory, NEW)
    clock.advance(hours=24)
    browser.get("/compte/renouveler?suite=/x")

    assert browser.get(link).status_code == browser.post(link).status_code == 404
    assert "Changement d’adresse en attente" not in browser.get("/compte/").text


def test_a_stranger_who_receives_the_link_gets_nothing(directory, marne, signed_in):
    marne.join("luc@ville.fr", "mediator")
    browser, stranger, nobody = signed_in(), signed_in("luc@ville.fr"), directory.client()
    browser.post(PAGE, data={"email": "nadia@aglo.fr"})
    link = path_to(directory, "nadia@aglo.fr")

    assert nobody.get(link).location.startswith("/compte/connexion?suite=")
    assert (stranger.get(link).status_code, stranger.post(link).status_code) == (404, 404)
    assert f"<dd>{OLD}" in browser.get("/compte/").text


def test_a_short_token_without_its_session_neither_asks_nor_confirms(directory, marne, signed_in):
    signed_in().post(PAGE, data={"email": NEW})
    token_only = marne.client()

    assert token_only.post(PAGE, data={"email": "voleur@exemple.fr"}).status_code == 401
    assert token_only.post(path_to(directory, NEW)).status_code == 401
    assert letters_to(directory, "voleur@exemple.fr") == []


def test_confirming_closes_every_other_session_and_keeps_this_one(directory, signed_in, clock):
    elsewhere, browser = signed_in(), signed_in()

    change(directory, browser)

    assert still_in(browser)
    assert not still_in(elsewhere)


def test_a_sign_in_link_on_its_way_to_the_old_address_dies(directory, signed_in):
    browser = signed_in()
    pending = sign_in_links(directory, OLD)[-1]["context"]["link"]

    change(directory, browser)

    assert directory.client().get(pending).status_code == 404


def test_an_address_that_has_an_account_gets_the_same_answer_and_its_owner_a_mail(directory, marne, signed_in):
    marne.join("luc@ville.fr", "mediator")
    pages = []
    for email in ("luc@ville.fr", NEW):
        page = signed_in().post(PAGE, data={"email": email}, follow_redirects=True)
        shown = re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page.text.replace(email, "…"))
        pages.append((page.status_code, [len(one["context"]) for one in letters_to(directory, OLD)][-1], shown))

    assert pages[0] == pages[1]
    (told,) = letters_to(directory, "luc@ville.fr")
    assert (told["template"], told["context"]["link"]) == ("email_change_taken", "http://localhost/compte/")


def test_an_address_taken_meanwhile_is_refused_to_who_has_proved_it(directory, marne, signed_in):
    browser = signed_in()
    browser.post(PAGE, data={"email": NEW})
    marne.join(NEW, "mediator")

    answer = browser.post(path_to(directory, NEW))

    assert answer.status_code == 409
    assert "déjà celle d’un autre compte" in answer.text


@pytest.mark.parametrize(("typed", "sentence"), [("nadia@", "n’est pas complète"), (OLD, "C’est déjà l’adresse")])
def test_a_wrong_or_present_address_is_kept_with_what_is_wrong(directory, signed_in, typed, sentence):
    answer = signed_in().post(PAGE, data={"email": typed})

    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text and sentence in answer.text


def test_a_pending_change_is_cancelled_from_the_account(directory, signed_in):
    browser = signed_in()
    browser.post(PAGE, data={"email": NEW})

    page = browser.post(f"{PAGE}/annulation", follow_redirects=True).text

    assert "Changement d’adresse en attente" not in page
    assert browser.post(path_to(directory, NEW)).status_code == 404


def test_asking_again_kills_the_link_of_before(directory, signed_in):
    browser = signed_in()
    browser.post(PAGE, data={"email": NEW})
    browser.post(PAGE, data={"email": "nadia@cd51.fr"})

    assert browser.get(path_to(directory, NEW)).status_code == 404
    assert browser.get(path_to(directory, "nadia@cd51.fr")).status_code == 200


def test_the_sixth_request_is_refused(directory, signed_in):
    browser = signed_in()

    answers = [browser.post(PAGE, data={"email": f"n{number}@agglo.fr"}).status_code for number in range(6)]

    assert answers == [303] * 5 + [429]


def test_every_network_learns_the_address_in_its_journal_too(directory, marne, signed_in):
    aisne = open_network(directory, "Réseau de l’Aisne", email=OLD, department="02")
    browser = signed_in()

    change(directory, browser)
    run_tasks(directory)

    assert NEW in browser.get(f"/annuaire/{marne.slug}/membres").text
    for network in (marne, aisne):
        assert network.seen.published("directory.member_contact_saved.v1")[-1][1]["email"] == NEW
        journal = browser.get(f"/annuaire/{network.slug}/journal").text
        assert "Adresse e-mail changée" in journal
        assert NEW not in journal and OLD not in journal
