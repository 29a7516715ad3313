"""Signing in, staying signed in, signing out, as a browser does it."""

import html
import re

import pytest

from services.directory.usecases import members
from services.directory.usecases.sign_in import ask_link
from tests.factories.networks import open_network, secret_of_last_message

EMAIL = "nadia@ville.fr"


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def browser(directory):
    return directory.client()


def ask(browser, email=EMAIL, suite=""):
    return browser.post("/compte/connexion", data={"email": email, "suite": suite})


def sign_in(browser, directory, suite=""):
    ask(browser, suite=suite)
    return browser.post(f"/compte/lien/{secret_of_last_message(directory, EMAIL)}")


def use_form_token_of(browser, path):
    """Signing in ends the form token of before: the browser sends that of the page it now has."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(path).text)[1]
    browser.environ_base["HTTP_X_CSRFTOKEN"] = html.unescape(token)


def cookies(response):
    return {header.split("=", 1)[0]: header for header in response.headers.getlist("Set-Cookie")}


def test_a_link_and_a_button_lead_into_the_only_network(marne, browser, directory):
    answer = sign_in(browser, directory)

    assert (answer.status_code, answer.location) == (303, f"/annuaire/{marne.slug}/")
    assert browser.get(answer.location).status_code == 200


def test_the_page_of_a_link_has_one_button_to_sign_in(marne, browser, directory):
    ask(browser)

    page = browser.get(f"/compte/lien/{secret_of_last_message(directory, EMAIL)}").text

    assert page.count("Se connecter") == 1


def test_both_cookies_are_out_of_reach_of_scripts_and_other_sites(marne, browser, directory):
    kept = cookies(sign_in(browser, directory))

    assert "HttpOnly" in kept["session"]
    assert "SameSite=Lax" in kept["session"]
    assert "Path=/compte" in kept["session"]
    assert "HttpOnly" in kept["maillage"]
    assert "Path=/" in kept["maillage"]


def test_over_tls_the_cookies_are_bound_to_the_host(start):
    directory = start("directory", cookie_secure=True)
    open_network(directory)
    browser = directory.client()
    browser.get("/compte/connexion", base_url="https://localhost")

    with directory.database.unit_of_work(None) as uow:
        ask_link(uow, email=EMAIL, next_path="", asked_from="x", public_url="")
    link = f"/compte/lien/{secret_of_last_message(directory, EMAIL)}"
    page = browser.get(link, base_url="https://localhost").text
    token = html.unescape(re.search(r'name="csrf_token" value="([^"]+)"', page)[1])
    answer = browser.post(link, base_url="https://localhost", headers={"X-CSRFToken": token})

    kept = cookies(answer)
    assert "Secure" in kept["__Host-maillage"]
    assert "Secure" in kept["session"]


def test_opening_the_link_alone_does_not_use_it(marne, browser, directory):
    ask(browser)
    link = f"/compte/lien/{secret_of_last_message(directory, EMAIL)}"

    for _ in range(3):
        page = browser.get(link)
        assert page.status_code == 200
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "maillage" not in cookies(page)

    assert browser.post(link).status_code == 303


def test_a_link_used_twice_says_so_and_offers_another(marne, browser, directory):
    sign_in(browser, directory)
    link = f"/compte/lien/{secret_of_last_message(directory, EMAIL)}"
    stranger = directory.client()

    for answer in (stranger.get(link), stranger.post(link)):
        assert answer.status_code == 404
        assert "Ce lien ne marche plus" in answer.text
        assert 'action="/compte/connexion"' in answer.text
        assert "maillage" not in cookies(answer)


def test_an_expired_link_says_so_and_offers_another(marne, browser, directory, clock):
    ask(browser)
    clock.advance(minutes=15)

    answer = browser.get(f"/compte/lien/{secret_of_last_message(directory, EMAIL)}")

    assert answer.status_code == 404
    assert "Ce lien ne marche plus" in answer.text


def test_a_known_and_an_unknown_address_get_the_same_answer(marne, directory):
    pages = []
    for email in (EMAIL, "inconnu@ville.fr"):
        browser = directory.client()
        answer = ask(browser, email=email)
        page = browser.get(answer.location).text.replace(email, "…")
        pages.append((answer.status_code, answer.location, re.sub(r'value="[^"]*"', "", page)))

    assert pages[0] == pages[1]


def test_too_many_requests_are_refused_in_the_same_words(marne, directory):
    pages = []
    for email in (EMAIL, "inconnu@ville.fr"):
        browser = directory.client()
        for _ in range(5):
            ask(browser, email=email)
        answer = ask(browser, email=email)
        pages.append((answer.status_code, "Trop de demandes" in answer.text))

    assert pages == [(429, True), (429, True)]


def test_a_wrong_address_is_kept_with_what_is_wrong(directory, browser):
    answer = ask(browser, email="nadia@ville")

    assert answer.status_code == 422
    assert 'value="nadia@ville"' in answer.text
    assert "Cette adresse n’est pas complète" in answer.text


def test_after_signing_in_one_is_back_where_one_wanted_to_go(marne, browser, directory):
    asked = browser.get(f"/annuaire/{marne.slug}/membres")

    assert asked.location.startswith("/compte/connexion?suite=")
    form = browser.get(asked.location).text
    suite = html.unescape(re.search(r'name="suite" value="([^"]*)"', form)[1])
    assert sign_in(browser, directory, suite=suite).location == f"/annuaire/{marne.slug}/membres"


@pytest.mark.parametrize("suite", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"])
def test_nobody_is_sent_to_another_site(marne, browser, directory, suite):
    assert "evil.example" not in browser.get("/compte/connexion", query_string={"suite": suite}).text
    assert sign_in(browser, directory, suite=suite).location == f"/annuaire/{marne.slug}/"
    assert browser.get("/compte/renouveler", query_string={"suite": suite}).location == "/compte/reseaux"


def test_a_session_chosen_by_somebody_else_is_not_kept(marne, browser, directory):
    browser.set_cookie("session", "chosen-by-an-attacker", path="/compte")

    answer = sign_in(browser, directory)

    assert "chosen-by-an-attacker" not in cookies(answer)["session"]
    assert browser.get_cookie("session", path="/compte").value != "chosen-by-an-attacker"


def test_signing_in_again_ends_the_session_of_before(marne, browser, directory):
    sign_in(browser, directory)
    before = browser.get_cookie("session", path="/compte").value
    use_form_token_of(browser, "/compte/connexion")
    again = sign_in(browser, directory)

    assert again.status_code == 303
    stolen = directory.client()
    stolen.set_cookie("session", before, path="/compte")
    assert "maillage=;" in cookies(stolen.get("/compte/renouveler"))["maillage"]


def test_a_form_from_another_site_is_refused(marne, browser, directory):
    ask(browser)
    link = f"/compte/lien/{secret_of_last_message(directory, EMAIL)}"

    assert browser.post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert browser.post(link, headers={"X-CSRFToken": "forged"}).status_code == 409
    assert browser.post("/compte/deconnexion", headers={"X-CSRFToken": ""}).status_code == 409


def test_after_ten_minutes_a_page_is_shown_through_a_renewal(marne, browser, directory, clock):
    home = sign_in(browser, directory).location
    clock.advance(minutes=11)

    detour = browser.get(home)

    assert detour.location.startswith("/compte/renouveler?suite=")
    back = browser.get(detour.location)
    assert back.location == home
    assert browser.get(home).status_code == 200


def test_who_was_away_for_a_week_need_not_sign_in_again(marne, browser, directory, clock):
    page = f"/annuaire/{marne.slug}/"
    sign_in(browser, directory)
    clock.advance(days=7)

    answer = browser.get(page, follow_redirects=True)

    assert [hop.status_code for hop in answer.history] == [302, 302, 302]
    assert answer.request.path == page


def test_after_signing_out_the_session_is_worth_nothing(marne, browser, directory, clock):
    home = sign_in(browser, directory).location
    kept = browser.get_cookie("session", path="/compte").value
    use_form_token_of(browser, home)

    out = browser.post("/compte/deconnexion")

    assert out.location == "/compte/connexion"
    assert browser.get_cookie("maillage") is None
    thief = directory.client()
    thief.set_cookie("session", kept, path="/compte")
    assert thief.get("/compte/renouveler?suite=/x").location == "/x"
    assert thief.get_cookie("maillage") is None


def test_a_dead_session_ends_on_the_sign_in_page_and_not_in_a_circle(marne, browser, directory, clock):
    home = sign_in(browser, directory).location
    clock.advance(days=31)

    answer = browser.get(home, follow_redirects=True)

    assert answer.request.path == "/compte/connexion"


def test_with_several_networks_one_chooses(marne, browser, directory):
    open_network(directory, "Réseau de l’Aisne", email=EMAIL, department="02")

    answer = sign_in(browser, directory)

    assert answer.location == "/compte/reseaux"
    page = browser.get(answer.location).text
    assert "/annuaire/reseau-de-la-marne/" in page
    assert "/annuaire/reseau-de-l-aisne/" in page


def test_only_ones_own_networks_are_listed(marne, browser, directory):
    open_network(directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")

    sign_in(browser, directory)

    assert "Aisne" not in browser.get("/compte/reseaux").text
    assert EMAIL in browser.get("/compte/").text


def test_a_removed_member_is_refused_at_once(marne, directory):
    paul = marne.join("paul@asso.org", "mediator")
    browser = marne.client(paul)
    assert browser.get(f"/annuaire/{marne.slug}/").status_code == 200

    with marne.uow() as uow:
        members.remove_member(uow, marne.administrator, membership_id=marne.membership_id(paul))

    assert browser.get(f"/annuaire/{marne.slug}/").status_code == 404
    assert "Vous n’êtes membre d’aucun réseau" in browser.get("/compte/reseaux").text


def test_the_pages_of_an_account_ask_to_sign_in(directory, browser):
    assert browser.get("/compte/").location == "/compte/connexion?suite=%2Fcompte%2F"
