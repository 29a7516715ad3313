from hypothesis import given
from hypothesis import strategies as st

from services.notifications.mail.markdown import links_of, to_html, to_text


def test_paragraphs_links_and_lists_become_styled_html():
    html = to_html("Bonjour **à tous**\n\n- [Agenda](https://example.org/a)\n")

    assert "<strong>à tous</strong>" in html
    assert '<a href="https://example.org/a" style=' in html
    assert '<li style="' in html


def test_scripts_and_dangerous_links_do_not_survive():
    html = to_html("<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=y> [r](/relative)")

    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html
    assert 'href="/relative"' not in html


@given(st.text(max_size=300))
def test_no_source_can_bring_a_tag_that_we_did_not_choose(source):
    html = to_html(source)

    assert not any(f"<{tag}" in html for tag in ("script", "style", "iframe", "form", "input", "svg", "object"))


def test_the_plain_text_says_the_same_with_the_addresses():
    source = "# Titre\n\nVoir [l’agenda](https://example.org/a)\net la suite\n\n1. un\n2. deux\n   - trois\n\n> cité\n"

    text = to_text(source)

    assert text == (
        "Titre\n=====\n\nVoir l’agenda (https://example.org/a)\net la suite\n\n1. un\n2. deux\n  - trois\n\n> cité\n"
    )


def test_links_are_listed_once():
    assert links_of("[a](https://a.fr) [b](https://a.fr) ![i](https://b.fr/i.png)") == [
        "https://a.fr",
        "https://b.fr/i.png",
    ]
