"""What somebody writes in the address of a list stays in its query: it never decides where a link leads."""

import html
import re
from urllib.parse import urlsplit

import pytest

from shared.roles import Role
from tests.factories.structures import a_structure

LISTS = {
    "public": "service=Aide+aux+démarches+administratives",
    "integration": "q=tilleuls",
    "structures": "q=tilleuls",
    "structures?q=piscine&": "commune=Reims",  # nothing found: the ways out are shown
    "partage": "kind=teaching",
}
KEYS = {"_scheme": "javascript&z=%0aalert(1)", "endpoint": "b", "network": "autre", "kind": "x", "_external": "1"}


def links_of(answer) -> list[str]:
    found = re.findall(r'(?:href|src|action|data-points)="([^"]*)"', answer.get_data(as_text=True))
    return [html.unescape(one) for one in found]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_the_query_never_changes_where_a_link_leads(directory, key):
    network = directory.network()
    a_structure(network)
    client = network.client(Role.ANIMATOR)

    for path, query in LISTS.items():
        answer = client.get(f"/annuaire/marne/{path}{'' if '?' in path else '?'}{query}&{key}={KEYS[key]}")
        links = [urlsplit(link) for link in links_of(answer)]

        assert answer.status_code == 200, path
        assert not {link.scheme for link in links} - {"", "http", "https", "mailto"}
        assert not [link.path for link in links if "/autre" in link.path]
        assert [link for link in links if f"{key}=" in link.query or path == "partage"], path
