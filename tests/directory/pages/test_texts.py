"""What members write, as HTML."""

import pytest

from services.directory.pages.texts import post_html

LINKED = '<a href="https://exemple.fr/a_b_c" rel="noopener noreferrer">https://exemple.fr/a_b_c</a>'


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Voir https://exemple.fr/a_b_c.", f"<p>Voir {LINKED}.</p>"),
        ("- https://exemple.fr/a_b_c", f"<li>{LINKED}</li>"),
        ("<https://exemple.fr/a_b_c>", f"<p>{LINKED}</p>"),
        ("[ici](https://exemple.fr/a)", '<p><a href="https://exemple.fr/a" rel="noopener noreferrer">ici</a></p>'),
        ("javascript://exemple.fr", "<p>javascript://exemple.fr</p>"),
    ],
)
def test_an_address_becomes_a_link_once(body, shown):
    assert shown in post_html(body)


@pytest.mark.parametrize(
    "body",
    [
        "`https://exemple.fr`",
        "`curl https://exemple.fr`",
        "```\ncurl https://exemple.fr\n```",
        "    https://exemple.fr",
    ],
)
def test_an_address_in_code_stays_as_it_was_pasted(body):
    html = post_html(body)

    assert "https://exemple.fr" in html
    assert "<a" not in html
    assert "&lt;" not in html
