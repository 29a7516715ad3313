import email
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
from icalendar import Calendar

from services.notifications.mail.calendar import CANCEL, REQUEST, Appointment, ics, imip
from services.notifications.mail.mime import Content, Recipient, Sender

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
SENDER = Sender("Réseau, Marne", "reseau@example.org")
GUEST = Recipient("zoe@example.org", "Zoé Martin", "m1@example.org")


def an_appointment(**changes) -> Appointment:
    known = {
        "uid": "r1@maillage",
        "organizer": SENDER.address,
        "sequence": 0,
        "title": "Rencontre de printemps",
        "zone": "Europe/Paris",
        "starts_at": datetime(2027, 3, 29, 12, tzinfo=UTC),
        "ends_at": datetime(2027, 3, 29, 14, tzinfo=UTC),
        "place": "Médiathèque, 12 rue Basse, Reims",
        "description": "Ordre du jour :\n- bilan ; suites",
    }
    return Appointment(**{**known, **changes})


def test_the_mail_has_text_html_and_calendar_in_that_order_and_the_file_attached():
    mail = imip(Content("Invitation", "texte", "<p>html</p>"), an_appointment(), SENDER, GUEST, method=REQUEST, at=AT)

    message = email.message_from_bytes(mail, policy=default)
    alternative, attached = message.iter_parts()
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar_part = list(alternative.iter_parts())[2]
    assert calendar_part["Content-Type"].params["method"] == "REQUEST"
    assert calendar_part["Content-Type"].params["charset"] == "utf-8"
    assert attached.get_filename() == "rencontre.ics"
    assert calendar_part.get_payload(decode=True) == attached.get_payload(decode=True)
    assert message["To"].addresses[0].addr_spec == "zoe@example.org"


def test_the_calendar_names_one_guest_and_the_method_of_the_mail():
    calendar = Calendar.from_ical(ics(an_appointment(), SENDER, method=REQUEST, at=AT, guest=GUEST))

    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == REQUEST
    assert event["ATTENDEE"] == "mailto:zoe@example.org"
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert event["ORGANIZER"].params["CN"] == "Réseau, Marne"
    assert event["UID"] == "r1@maillage"
    assert event["SEQUENCE"] == 0


def test_a_cancellation_keeps_the_identifier_and_raises_the_sequence():
    cancelled = an_appointment(sequence=1, cancelled=True)

    calendar = Calendar.from_ical(ics(cancelled, SENDER, method=CANCEL, at=AT, guest=GUEST))

    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == (CANCEL, "CANCELLED", 1)
    assert event["UID"] == "r1@maillage"


def test_hours_are_written_with_a_rule_that_outlook_follows():
    raw = ics(an_appointment(), SENDER, method=REQUEST, at=AT, guest=GUEST)

    assert b"BEGIN:VTIMEZONE" in raw
    assert b"RRULE:FREQ=YEARLY" in raw
    assert b"RDATE" not in raw
    assert b"DTSTART;TZID=Europe/Paris:20270329T140000" in raw


@pytest.mark.parametrize(
    ("zone", "hours"), [("Indian/Reunion", 4), ("America/Cayenne", -3), ("Europe/Paris", 2), ("Pacific/Noumea", 11)]
)
def test_the_instant_survives_in_every_zone(zone, hours):
    raw = ics(an_appointment(zone=zone), SENDER, method=REQUEST, at=AT)

    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    starts = event["DTSTART"].dt
    assert starts.astimezone(UTC) == datetime(2027, 3, 29, 12, tzinfo=UTC)
    if zone != "Pacific/Noumea":
        assert starts.utcoffset() == timedelta(hours=hours)


def test_lines_are_folded_at_75_octets():
    raw = ics(an_appointment(title="é" * 200), SENDER, method=REQUEST, at=AT, guest=GUEST)

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
