"""Invitations that calendars understand: iMIP (RFC 6047) carrying iTIP (RFC 5546) REQUEST and CANCEL.

One message per guest with that guest as the only ATTENDEE: the others' addresses stay private and every client finds
its own line. The same UID all along, SEQUENCE one higher at each change and at the cancellation.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from services.notifications.mail.mime import Content, Recipient, Sender, address_header, one_line
from services.notifications.mail.zones import vtimezone

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True)
class Appointment:
    """What a calendar must know of a meeting. ``starts_at`` and ``ends_at`` are aware; ``zone`` is an IANA name."""

    uid: str
    organizer: str
    """Address that guests answer: the same from the first invitation to the last, or calendars take an update for
    somebody else's (RFC 5546, 3.2.2)."""
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    description: str = ""
    link: str = ""
    cancelled: bool = False


def ics(
    appointment: Appointment, sender: Sender, *, method: str, at: datetime, guest: Recipient | None = None
) -> bytes:
    """An iCalendar object, CRLF, folded at 75 octets. ``at``: when it is written (DTSTAMP)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//Rencontres//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    zone = vtimezone(appointment.zone)
    if zone is not None:
        calendar.add_component(zone)
    calendar.add_component(_event(appointment, sender, at, guest, local=zone is not None))
    return calendar.to_ical()


def _event(appointment: Appointment, sender: Sender, at: datetime, guest: Recipient | None, *, local: bool) -> Event:
    zone = ZoneInfo(appointment.zone) if local else UTC
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", appointment.starts_at.astimezone(zone))
    event.add("dtend", appointment.ends_at.astimezone(zone))
    event.add("summary", one_line(appointment.title))
    event.add("status", "CANCELLED" if appointment.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    for name, value in (
        ("location", appointment.place),
        ("description", appointment.description),
        ("url", appointment.link),
    ):
        if value:
            event.add(name, value)
    event.add("organizer", _organizer(appointment, sender))
    if guest is not None:
        event.add("attendee", _attendee(guest), encode=False)
    return event


def _person(address: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = vText(one_line(name).replace('"', "'"))
    return person


def _organizer(appointment: Appointment, sender: Sender) -> vCalAddress:
    """When the letters have come to leave from another address, it says for whom it speaks (RFC 5545, 3.2.18)."""
    organizer = _person(appointment.organizer, sender.name)
    if sender.address != appointment.organizer:
        organizer.params["SENT-BY"] = vText(f"mailto:{sender.address}")
    return organizer


def _attendee(guest: Recipient) -> vCalAddress:
    attendee = _person(guest.address, guest.name)
    for name, value in (
        ("CUTYPE", "INDIVIDUAL"),
        ("ROLE", "REQ-PARTICIPANT"),
        ("PARTSTAT", "NEEDS-ACTION"),
        ("RSVP", "TRUE"),
    ):
        attendee.params[name] = vText(value)
    return attendee


def imip(
    content: Content, appointment: Appointment, sender: Sender, recipient: Recipient, *, method: str, at: datetime
) -> bytes:
    """The mail: text, HTML and calendar as alternatives, calendar last, and the ``.ics`` attached for the others."""
    invitation = ics(appointment, sender, method=method, at=at, guest=recipient)
    message = EmailMessage(policy=SMTP)
    message["From"] = address_header(sender.name, sender.address)
    if sender.reply_to:
        message["Reply-To"] = address_header("", sender.reply_to)
    message["Subject"] = one_line(content.subject)
    message["Date"] = format_datetime(at)
    message.set_content(content.text, cte="quoted-printable")
    message.add_alternative(content.html, subtype="html", cte="quoted-printable")
    message.add_alternative(invitation, "text", "calendar", cte="base64", params={"method": method, "charset": "utf-8"})
    message.add_attachment(invitation, "application", "ics", filename="rencontre.ics", params={"name": "rencontre.ics"})
    to = f"To: {address_header(recipient.name, recipient.address)}\r\nMessage-ID: <{recipient.message_id}>\r\n"
    return to.encode("ascii") + message.as_bytes()
