"""What the search across everything finds among reports."""

import pytest

from shared.roles import Role
from tests.reporting.story import publish


def found(network, text, role, slug="marne"):
    path = f"/rapports/{slug}/recherche"
    return network.client(role).get(path, query_string={"q": text, "fragment": "1"}).text


@pytest.mark.parametrize("text", ["3e trimestre", "RAPPORT 2026", "trim"])
def test_a_report_is_found_by_words_of_its_title(network, report, text):
    assert f"/rapports/marne/{report.id}" in found(network, text, Role.ADMINISTRATOR)
    assert 'data-found="0"' in found(network, f"{text} 2019", Role.ADMINISTRATOR)


def test_a_funder_finds_it_once_it_is_published(network, report):
    before = found(network, "trimestre", Role.FUNDER)
    publish(network, report)

    assert 'data-found="0"' in before
    assert 'data-found="1"' in found(network, "trimestre", Role.FUNDER)


def test_another_network_does_not_find_it(reporting, network, report):
    assert 'data-found="0"' in found(reporting.network("aube"), "trimestre", Role.ADMINISTRATOR, "aube")


def test_a_referent_is_refused(network, report):
    assert network.client(Role.REFERENT).get("/rapports/marne/recherche?q=a").status_code == 403
