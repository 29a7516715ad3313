"""Pages for everybody."""

import html5lib
import pytest


@pytest.mark.parametrize("address", ["/", "/aide", "/accessibilite", "/vos-donnees"])
def test_a_visitor_reads_a_valid_page_without_an_account(directory, address):
    answer = directory.client().get(address)

    page = html5lib.HTMLParser(strict=True).parse(answer.text)
    assert answer.status_code == 200
    assert len(list(page.iter("{http://www.w3.org/1999/xhtml}h1"))) == 1


def test_the_footer_of_every_page_states_accessibility_as_the_law_asks(directory):
    answer = directory.client().get("/aide")

    assert "Accessibilité : non conforme" in answer.text


def test_every_page_leads_to_what_is_kept_of_people_and_whom_to_ask(directory):
    browser = directory.client()

    footer = browser.get("/nulle-part").text.split("<footer")[1]
    page = browser.get("/vos-donnees").text

    assert 'href="/vos-donnees"' in footer
    assert "24 mois au plus" in page and "https://www.cnil.fr/" in page and "Aucune mesure d’audience" in page


def test_the_summary_of_the_help_leads_to_its_sections(directory):
    page = html5lib.parse(directory.client().get("/aide").text)

    targets = {one.get("href")[1:] for one in page.iter() if (one.get("href") or "").startswith("#")}
    assert targets <= {one.get("id") for one in page.iter()}


def test_where_no_letter_leaves_every_page_leads_to_the_mailbox(directory, notifications):
    """The bar is in the frame of all services; the page it leads to belongs to one."""
    page = html5lib.parse(directory.client().get("/aide").text)

    bar = next(one for one in page.iter() if "demo-bar" in (one.get("class") or ""))
    target = next(one.get("href") for one in bar.iter() if one.get("href"))
    assert notifications.client().get(target).status_code == 200


def test_the_help_tells_of_each_part_of_the_product_and_its_contents_lead_there(directory):
    page = html5lib.parse(directory.client().get("/aide").text, namespaceHTMLElements=False)

    ids = {one.get("id") for one in page.iter("h2") if one.get("id")}
    leads = {one.get("href")[1:] for one in page.iter("a") if (one.get("href") or "").startswith("#")} - {"contenu"}
    assert ids == leads
    assert {"diagnostic", "orientation", "couverture", "partage", "echanges"} <= ids
