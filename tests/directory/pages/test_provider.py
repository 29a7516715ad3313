"""Signing in and out through an identity provider that behaves like ProConnect."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from structlog.testing import capture_logs

from services.directory.gateways.openid import is_sure_enough
from tests.factories.networks import open_network, secret_of_last_message
from tests.servers.common import PATIENCE
from tests.servers.openid import OpenIdProvider

HERE = "http://localhost"
BACK = f"{HERE}/compte/fournisseur/retour"
NADIA = {"sub": "agent-1", "email": "Nadia@ville.fr", "given_name": "Nadia", "usual_name": "Benali"}


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    server = OpenIdProvider(
        tmp_path_factory.mktemp("openid"), redirect_uri=BACK, after_logout=f"{HERE}/compte/connexion"
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture
def directory(start, provider):
    registration = {"oidc_client_id": provider.client_id, "oidc_client_secret": provider.client_secret}
    return start("directory", oidc_issuer=provider.issuer, **registration)


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def browser(directory):
    return directory.client()


@pytest.fixture
def elsewhere():
    """The same browser, as the provider sees it."""
    with requests.Session() as session:
        yield session


def follow(elsewhere, address):
    """From one page of the provider to the next, until it sends the browser back to us."""
    for _ in range(10):
        if address.startswith(HERE + "/"):
            return address.removeprefix(HERE)
        answer = elsewhere.get(address, allow_redirects=False, timeout=PATIENCE)
        assert answer.is_redirect, answer.text
        address = requests.compat.urljoin(address, answer.headers["Location"])
    raise AssertionError("the provider goes round in circles")


def sign_in(browser, elsewhere, suite=""):
    leaving = browser.get("/compte/fournisseur/", query_string={"suite": suite} if suite else {})
    assert leaving.status_code == 302
    return browser.get(follow(elsewhere, leaving.location))


def test_a_verified_address_opens_its_account(marne, browser, elsewhere, provider):
    provider.sit_down(**NADIA, email_verified=True)

    answer = sign_in(browser, elsewhere)

    assert (answer.status_code, answer.location) == (303, f"/annuaire/{marne.slug}/")
    assert browser.get(answer.location).status_code == 200


def test_afterwards_the_subject_counts_and_no_longer_the_address(marne, browser, elsewhere, provider, directory):
    provider.sit_down(**NADIA, email_verified=True)
    sign_in(browser, elsewhere)
    provider.sit_down(**{**NADIA, "email": "nadia.benali@metropole.fr"})

    assert sign_in(directory.client(), elsewhere).location == f"/annuaire/{marne.slug}/"


def test_the_page_that_was_asked_for_is_reached(marne, browser, elsewhere, provider):
    provider.sit_down(**NADIA, email_verified=True)
    goal = f"/annuaire/{marne.slug}/membres"

    assert sign_in(browser, elsewhere, suite=goal).location == goal


def test_the_button_stands_beside_the_form_and_keeps_where_to_go(browser):
    page = browser.get("/compte/connexion?suite=/annuaire/marne/membres").text

    assert "S’identifier avec ProConnect" in page
    assert "compte/fournisseur/?suite=/annuaire/marne/membres" in page
    assert "Recevoir un lien de connexion" in page


def test_an_address_that_the_provider_did_not_verify_is_proved_by_a_link(
    marne, browser, elsewhere, provider, directory
):
    provider.sit_down(**NADIA)

    answer = sign_in(browser, elsewhere)
    first = browser.post(f"/compte/lien/{secret_of_last_message(directory, 'nadia@ville.fr')}")
    again = sign_in(directory.client(), elsewhere)

    assert answer.location == "/compte/connexion/envoyee"
    assert first.location == again.location == f"/annuaire/{marne.slug}/"


def test_another_person_with_the_same_address_does_not_get_in(marne, browser, elsewhere, provider, directory):
    provider.sit_down(**NADIA, email_verified=True)
    sign_in(browser, elsewhere)
    provider.sit_down(**{**NADIA, "sub": "agent-2"}, email_verified=True)

    with requests.Session() as somebody_else:
        assert sign_in(directory.client(), somebody_else).location == "/compte/connexion/envoyee"


def test_an_unknown_person_gets_the_same_plain_answer(marne, browser, elsewhere, provider, directory):
    provider.sit_down(sub="agent-3", email="inconnu@ville.fr", email_verified=True)

    answer = sign_in(browser, elsewhere)

    assert answer.location == "/compte/connexion/envoyee"
    assert "inconnu@ville.fr" in browser.get(answer.location).text
    assert not [b for _, b in directory.outgoing() if b["data"].get("email") == "inconnu@ville.fr"]


def test_an_answer_to_a_question_that_this_browser_did_not_ask_is_refused(marne, elsewhere, provider, directory):
    provider.sit_down(**NADIA, email_verified=True)
    leaving = directory.client().get("/compte/fournisseur/")
    answer = follow(elsewhere, leaving.location)

    victim = directory.client()
    victim.get("/compte/fournisseur/")

    assert victim.get(answer).status_code == 502
    assert directory.client().get(answer).status_code == 502
    assert "demandez un lien par e-mail" in victim.get(answer).text


def test_an_answer_serves_once(marne, browser, elsewhere, provider):
    provider.sit_down(**NADIA, email_verified=True)
    answer = follow(elsewhere, browser.get("/compte/fournisseur/").location)

    assert browser.get(answer).status_code == 303
    assert browser.get(answer).status_code == 502


def test_an_identity_that_was_given_for_another_question_is_refused(marne, browser, elsewhere, provider):
    provider.sit_down(**NADIA, email_verified=True)
    leaving = browser.get("/compte/fournisseur/").location
    nonce = parse_qs(urlsplit(leaving).query)["nonce"][0]

    with capture_logs() as told:
        answer = browser.get(follow(elsewhere, leaving.replace(nonce, "n" * len(nonce))))

    assert answer.status_code == 502
    assert [line["reason"] for line in told] == ["the nonce is not that of the question"]
    assert browser.get(f"/annuaire/{marne.slug}/").status_code == 302


def test_user_information_under_a_false_signature_is_refused(marne, browser, elsewhere, provider):
    provider.sit_down(sub="agent-4", email="inconnu@ville.fr", email_verified=True)

    with provider.forging(email="nadia@ville.fr"), capture_logs() as told:
        answer = sign_in(browser, elsewhere)

    assert answer.status_code == 502
    assert [line["reason"].split(":")[0] for line in told] == ["InvalidSignatureError"]
    assert browser.get(f"/annuaire/{marne.slug}/").status_code == 302


def test_signing_out_ends_the_session_at_the_provider_too(marne, browser, elsewhere, provider):
    provider.sit_down(**NADIA, email_verified=True)
    sign_in(browser, elsewhere)
    token = html.unescape(re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/compte/").text)[1])
    browser.environ_base["HTTP_X_CSRFTOKEN"] = token

    left = browser.post("/compte/deconnexion")
    page = browser.get(left.location)
    href = html.unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.text)[1])
    asked = elsewhere.get(href, timeout=PATIENCE)

    assert parse_qs(urlsplit(href).query)["id_token_hint"]
    form = dict(re.findall(r'name="(\w+)" value="([^"]+)"', asked.text))
    address = re.search(r'action="([^"]+)"', asked.text)[1]
    ended = elsewhere.post(address, data={**form, "logout": "yes"}, allow_redirects=False, timeout=PATIENCE)
    assert ended.headers["Location"].startswith(f"{HERE}/compte/connexion")
    assert browser.get("/compte/").status_code == 302


def test_a_provider_that_is_away_leaves_the_link_by_mail(start, provider):
    subject = start("directory", oidc_issuer="http://127.0.0.1:9", oidc_client_id="x", oidc_client_secret="y")

    page = subject.app.test_client().get("/compte/fournisseur/")

    assert page.status_code == 502
    assert "Recevoir un lien de connexion" in page.text


def test_without_a_provider_there_is_no_button(start):
    subject = start("directory")

    assert "S’identifier avec" not in subject.app.test_client().get("/compte/connexion").text
    assert subject.app.test_client().get("/compte/fournisseur/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "got", "enough"),
    [
        ("", None, True),
        ("eidas1", None, True),
        ("eidas2", "eidas3", True),
        ("eidas2", "eidas1", False),
        ("eidas2", None, False),
    ],
)
def test_a_lower_level_of_assurance_than_asked_is_not_enough(asked, got, enough):
    assert is_sure_enough(asked, got) is enough
