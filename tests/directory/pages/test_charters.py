"""The charter: versions, signatures, reminders."""

import html
import re

import pytest

from tests.factories.networks import open_network

TEXT = "# Nos engagements\n\nNous accueillons **chacun**, sans jugement. <script>x</script>"


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def browser(marne):
    return marne.client()


def url(marne, path):
    return f"/annuaire/{marne.slug}/{path}"


def publish(browser, marne, body=TEXT):
    return browser.post(url(marne, "charte/versions"), data={"body": body})


def test_a_member_is_asked_to_sign_and_then_no_more(marne, browser):
    publish(browser, marne)
    paul = marne.client(marne.join("paul@ville.fr", "mediator"))
    asked = paul.get(url(marne, "")).text

    page = paul.get(url(marne, "charte")).text
    signed = paul.post(url(marne, "charte/signature"), data={"number": 1}, follow_redirects=True)

    assert "attend votre signature" in asked
    assert "<h2>Nos engagements</h2>" in page
    assert "<strong>chacun</strong>" in page
    assert "<script>x" not in page
    assert "Vous l’avez signée le" in signed.text
    assert "attend votre signature" not in paul.get(url(marne, "")).text


def test_a_new_version_is_signed_anew_and_the_first_signature_kept(marne, browser):
    publish(browser, marne)
    browser.post(url(marne, "charte/signature"), data={"number": 1})
    publish(browser, marne, TEXT + "\n\nEt nous le disons.")

    stale = browser.post(url(marne, "charte/signature"), data={"number": 1})
    browser.post(url(marne, "charte/signature"), data={"number": 2})
    browser.post(url(marne, "charte/signature"), data={"number": 2})

    assert stale.status_code == 409
    lines = browser.get(url(marne, "charte/signatures.csv")).text.splitlines()
    assert [line.split(";")[:2] for line in lines[1:]] == [["2", "Nadia Benali"], ["1", "Nadia Benali"]]


def test_a_reminder_goes_to_those_who_have_not_signed(marne, browser):
    publish(browser, marne)
    marne.join("paul@ville.fr", "mediator")
    browser.post(url(marne, "charte/signature"), data={"number": 1})

    answer = browser.post(url(marne, "charte/rappels"), follow_redirects=True)

    letters = [d for _, d in marne.seen.published("directory.message_requested.v1")]
    reminders = [letter["email"] for letter in letters if letter["template"] == "charter_reminder"]
    assert reminders == ["paul@ville.fr"]
    assert "Un rappel part." in answer.text
    assert "pas encore" in answer.text


def test_members_read_and_sign_but_do_not_rewrite(marne, browser):
    funder = marne.client(marne.join("paul@ville.fr", "funder"))

    assert publish(funder, marne).status_code == 403
    assert funder.get(url(marne, "charte/signatures")).status_code == 403
    assert "Pas encore de charte" in funder.get(url(marne, "charte")).text


def test_a_program_publishes_and_follows_but_does_not_sign(marne):
    program = marne.seen.program("administrator")
    base = f"/api/v1/directory/networks/{marne.slug}/charter"

    assert program.get(base).status_code == 404
    assert program.post(f"{base}/versions", json={"body": TEXT}).json["number"] == 1
    assert program.post(f"{base}/versions", json={"body": TEXT}).json["number"] == 1
    assert program.post(f"{base}/reminders").json == {"reminded": 1}
    assert program.get(f"{base}/signatures").json == {"items": [], "next": None}


def test_every_version_stays_readable_with_its_date_and_its_signatures(marne, browser):
    publish(browser, marne)
    paul = marne.client(marne.join("paul@ville.fr", "mediator"))
    for one in (browser, paul):
        one.post(url(marne, "charte/signature"), data={"number": 1})
    publish(browser, marne, "# Nos engagements\n\nNous le disons autrement.")
    browser.post(url(marne, "charte/signature"), data={"number": 2})

    listed = html.unescape(paul.get(url(marne, "charte/versions")).text)
    first = html.unescape(paul.get(url(marne, "charte/versions/1")).text)
    told = marne.seen.program("administrator").get(f"/api/v1/directory/networks/{marne.slug}/charter/versions").json

    assert url(marne, "charte/versions") in paul.get(url(marne, "charte")).text
    assert re.findall(r'data-label="Signatures">(\d+)<', listed) == ["1", "2"]
    assert re.findall(r'data-label="Vous">(?:<span[^>]*>)?(\w+ \w+)', listed) == ["pas signée", "signée le"]
    assert "<strong>chacun</strong>" in first
    assert "Vous avez signé cette version le" in first
    assert "Ce texte n’est plus en vigueur" in first
    assert "2 signatures." in first
    assert [(one["number"], one["signatures"]) for one in told["items"]] == [(1, 2), (2, 1)]


def test_a_program_reads_one_version_and_no_version_is_made_up(marne, browser):
    publish(browser, marne)
    program = marne.seen.program("funder")
    address = f"/api/v1/directory/networks/{marne.slug}/charter/versions"

    told = program.get(f"{address}/1").json

    assert (told["number"], told["body"], told["signatures"]) == (1, TEXT, 0)
    assert program.get(f"{address}/2").status_code == 404
    assert browser.get(url(marne, "charte/versions/2")).status_code == 404
