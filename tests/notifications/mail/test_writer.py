import pytest
from jinja2 import TemplateNotFound

from services.notifications.mail.writer import Look, write, write_newsletter

LOOK = Look("Réseau <de la Marne>", "#7a3b69")
MEETING = {
    "title": "Rencontre d’hiver",
    "day": "3 mars 2026",
    "when": "mardi 3 mars 2026, 14 h",
    "place": "Reims",
    "visio": "",
    "description": "Bilan & suites",
    "name": "Zoé",
    "link": "https://example.org/r",
    "moved": False,
}
REPORT = {
    "title": "Rapport",
    "figures": ["88 % de présence", "50 personnes"],
    "link": "https://example.org/r",
    "name": "",
    "edition": 2,
}
RECORDS = {
    **{"link": "https://example.org/r", "network": "Marne", "name": "Nadia Benali"},
    "records": [
        {"structure": "Mairie <d’Ay>", "commune": "Ay", "link": "https://example.org/s"},
        {"structure": "CCAS", "commune": "", "link": "https://example.org/t"},
    ],
}
MESSAGES = {
    "sign_up_confirmation": {"link": "https://example.org/r", "network": "Marne"},
    "sign_in_link": {"link": "https://example.org/r"},
    "record_check": {
        **{"link": "https://example.org/r", "network": "Marne", "structure": "Mairie"},
        **{"name": "Nadia Benali", "commune": "Reims"},
    },
    "referent_check": {
        **{"link": "https://example.org/r", "network": "Marne", "structure": "Mairie"},
        **{"name": "Nadia Benali", "commune": ""},
    },
    "record_checks": RECORDS,
    "referent_checks": RECORDS,
    "charter_reminder": {"link": "https://example.org/r", "network": "Marne", "name": "Nadia"},
    "resource_refused": {
        **{"link": "https://example.org/r", "network": "Marne", "name": "Nadia", "title": "Ma fiche"},
        **{"reason": "Des noms de personnes y figurent."},
    },
    "member_invitation": {"link": "https://example.org/r", "network": "Marne"},
    "orientation_received": {
        **{"link": "https://example.org/r", "network": "Marne", "name": "Lise", "sender": "Samir"},
        **{"themes": "Aide", "delay": "dans la semaine", "structure": "CCAS", "sent_on": "03/03/2026"},
    },
    "orientation_news": {
        **{"link": "https://example.org/r", "network": "Marne", "name": "", "sentence": "Acceptée."},
        **{"structure": "CCAS", "sent_on": "03/03/2026", "referent": "Lise"},
    },
    "exchanges_digest": {
        **{"link": "https://example.org/r", "network": "Marne", "name": "Lise", "news": "2 nouveaux messages"},
        **{"frequency": "chaque jour", "stop_link": "https://example.org/s", "more": 2},
        "threads": [
            {
                **{"title": "Un <vidéoprojecteur> ?", "words": "1 nouveau message", "link": "https://example.org/t"},
                "posts": [{"author": "Samir", "text": "Le nôtre <jeudi>."}],
            }
        ],
    },
    "report_drafted": REPORT,
    "report_published": REPORT,
    "network_closing": {
        **{"link": "https://example.org/r", "network": "Marne", "who": "Nadia"},
        **{"day": "3 avril 2026", "left": "Dans 30 jours"},
    },
    "network_kept": {"link": "https://example.org/r", "network": "Marne", "who": "Nadia", "day": "3 avril 2026"},
    "network_exported": {"link": "https://example.org/r", "network": "Marne", "name": "Nadia"},
    "network_closed": {"network": "Marne", "erased": "3 mai 2026"},
    "meeting_request": MEETING,
    "meeting_reminder": MEETING,
    "meeting_cancelled": MEETING,
}


@pytest.mark.parametrize("template", MESSAGES)
def test_every_message_says_the_same_in_text_and_html(template):
    content = write(template, LOOK, MESSAGES[template])

    assert content.subject
    assert "Réseau <de la Marne>" in content.text
    assert "Réseau &lt;de la Marne&gt;" in content.html
    if "link" in MESSAGES[template] and template != "meeting_cancelled":
        assert "https://example.org/r" in content.text
        assert 'href="https://example.org/r"' in content.html
    for sentence in MESSAGES[template].get("figures", []):
        assert sentence in content.text
        assert sentence in content.html


def test_a_letter_says_how_long_there_is_to_answer_it():
    orientation = {**MESSAGES["orientation_received"], "days": "30"}

    assert "Sans réponse dans les 30 jours" in write("orientation_received", LOOK, orientation).text
    assert (
        "Le lien est valable 24 heures." in write("sign_up_confirmation", LOOK, {"link": "https://example.org/r"}).text
    )


def test_values_cannot_bring_markup():
    content = write("meeting_request", LOOK, {**MEETING, "title": "<img src=x>\nBcc: a@b.c"})

    assert "<img src=x>" not in content.html
    assert "\n" not in content.subject


def test_a_newsletter_keeps_the_word_that_stands_for_the_link():
    content = write_newsletter("Lettre n° 1", "Bonjour *à tous*", LOOK, unsubscribe_url="urn:lien:abc")

    assert "Bonjour à tous" in content.text
    assert "<em>à tous</em>" in content.html
    assert "urn:lien:abc" in content.text
    assert 'href="urn:lien:abc"' in content.html


def test_an_unknown_message_is_an_error():
    with pytest.raises(TemplateNotFound):
        write("nothing_of_the_kind", LOOK, {})


def test_no_line_of_a_title_begins_with_a_question_mark_on_a_narrow_screen():
    content = write("record_check", LOOK, MESSAGES["record_check"])

    assert "Est-ce toujours juste\u00a0?</h1>" in content.html
    assert "est-ce toujours juste ?" in content.subject


def test_no_line_of_a_letter_ends_with_an_opening_quotation_mark():
    values = {"link": "https://example.org/r", "network": "Marne", "name": "Lise"}

    content = write("member_invitation", LOOK, values)

    assert "rejoindre «\u00a0Marne\u00a0» sur Maillage\u00a0:" in content.html
    assert "Bonjour Lise," in content.text
