import email
from datetime import UTC, datetime
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.mail.mime import Content, Letter, Place, Recipient, Sender, address_header

AT = datetime(2026, 3, 3, 13, tzinfo=UTC)
SENDER = Sender("Réseau de la Marne", "reseau@example.org")


def a_letter(place: Place, filler: str = "") -> Letter:
    text = f"Été\n{filler}{place.unsubscribe}\n.point\n"
    html = f'<p>Été {filler}<a href="{place.unsubscribe}">Se désinscrire</a></p>'
    return Letter.write(Content("Lettre d’été", text, html), SENDER, at=AT, place=place, list_id="lettre.marne")


def test_each_copy_has_its_own_address_identifier_and_link():
    place = Place()
    letter = a_letter(place)

    copies = [
        letter.for_recipient(Recipient(f"p{n}@example.org", "Zoé", f"m{n}@example.org", f"https://example.org/d/{n}"))
        for n in range(2)
    ]

    for number, copy in enumerate(copies):
        message = email.message_from_bytes(copy, policy=default)
        assert message["To"].addresses[0].addr_spec == f"p{number}@example.org"
        assert message["To"].addresses[0].display_name == "Zoé"
        assert message["Message-ID"] == f"<m{number}@example.org>"
        assert message["List-Unsubscribe"] == f"<https://example.org/d/{number}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["Subject"] == "Lettre d’été"
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        assert f"https://example.org/d/{number}\r\n" in message.get_body(("plain",)).get_content()
        assert f'href="https://example.org/d/{number}"' in message.get_body(("html",)).get_content()
        assert place.unsubscribe.encode() not in copy


@given(st.integers(0, 80), st.integers(1, 300))
def test_wherever_the_link_falls_lines_stay_short_and_the_link_whole(before, length):
    url = "https://example.org/" + "a" * length + "?x=1"

    copy = a_letter(Place(), "x" * before).for_recipient(Recipient("p@example.org", "P", "m@example.org", url))

    body = copy.split(b"\r\n\r\n", 1)[1]
    assert max(len(line) for line in body.split(b"\r\n")) <= 78
    assert url in email.message_from_bytes(copy, policy=default).get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "name",
    ["Durand, Marie <x@evil.org>", 'Marie "D"', "Marie\r\nBcc: x@evil.org", "Zoé, x@evil.org", "", "a\\b", "x" * 300],
)
def test_no_name_can_add_a_recipient_or_a_header(name):
    header = address_header(name, "marie@example.org")

    message = email.message_from_string(f"To: {header}\n\n", policy=default)
    assert [address.addr_spec for address in message["To"].addresses] == ["marie@example.org"]
    assert message.keys() == ["To"]


def test_only_crlf_ends_lines():
    copy = a_letter(Place()).for_recipient(Recipient("p@example.org", "P", "m@example.org"))

    assert b"\n" not in copy.replace(b"\r\n", b"")
    assert b"\r" not in copy.replace(b"\r\n", b"")
    assert b"List-Unsubscribe" not in copy
