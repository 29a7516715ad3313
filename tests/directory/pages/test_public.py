"""Pages for everybody."""

import html5lib
import pytest


@pytest.mark.parametrize("address", ["/", "/aide", "/accessibilite"])
def test_a_visitor_reads_a_valid_page_without_an_account(directory, address):
    answer = directory.client().get(address)

    page = html5lib.HTMLParser(strict=True).parse(answer.text)
    assert answer.status_code == 200
    assert len(list(page.iter("{http://www.w3.org/1999/xhtml}h1"))) == 1


def test_the_footer_of_every_page_states_accessibility_as_the_law_asks(directory):
    answer = directory.client().get("/aide")

    assert "Accessibilité : non conforme" in answer.text


def test_the_summary_of_the_help_leads_to_its_sections(directory):
    page = html5lib.parse(directory.client().get("/aide").text)

    targets = {one.get("href")[1:] for one in page.iter() if (one.get("href") or "").startswith("#")}
    assert targets <= {one.get("id") for one in page.iter()}
