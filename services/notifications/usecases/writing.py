"""From a message's row to the bytes that leave: the right template, the network's look, the person's own links."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.notifications.mail import calendar, dates
from services.notifications.mail.mime import Letter, Place, Recipient
from services.notifications.mail.mime import Sender as From
from services.notifications.mail.writer import Look, write, write_newsletter
from services.notifications.models import Message, Newsletter, Sender
from services.notifications.models.message import NEWSLETTER_TRIAL
from services.notifications.usecases.deliveries import Claimed
from services.notifications.usecases.meetings import CANCELLED, REMINDER, REQUEST
from shared import row_tokens as tokens
from shared.logos import shown
from shared.senders import SenderPolicy, domain_of
from shared.settings import Settings
from shared.tenancy import PLATFORM
from shared.unit_of_work import Network, UnitOfWork

FALLBACK_ADDRESS = "ne-pas-repondre@maillage.example"
"""Only where letters go to a mailbox page."""
TRIAL_MARK = "[Essai] "


@dataclass(frozen=True)
class Stationery:
    """What every message of one network has in common."""

    tenant_id: UUID
    look: Look
    sender: From
    """Who the letters say they are from."""
    envelope: str
    """Address of the installation: the letters leave from it and come back to it when they cannot be delivered,
    whatever they say they are from. Identifiers bear its domain, the same from one attempt to the next."""
    slug: str
    zone: ZoneInfo
    public_url: str
    secret: str

    @property
    def domain(self) -> str:
        return domain_of(self.envelope)

    @property
    def organizer(self) -> str:
        """Of the meetings that are planned now: whom a calendar answers. Empty for the installation's address."""
        return self.sender.address if self.sender.address != self.envelope else ""

    def answer_link(self, invitation_id: UUID) -> str:
        token = tokens.sign(self.secret, tokens.ANSWER, self.tenant_id, invitation_id)
        return f"{self.public_url}/rencontres/{self.slug}/reponse/{token}"

    def unsubscribe_link(self, message_id: UUID) -> str:
        token = tokens.sign(self.secret, tokens.UNSUBSCRIBE, self.tenant_id, message_id)
        return f"{self.public_url}/lettres/{self.slug}/desinscription/{token}"


def stationery(uow: UnitOfWork, settings: Settings) -> Stationery:
    """Of the unit of work's network, or of the platform itself for messages that belong to no network."""
    address = settings.mail_from or FALLBACK_ADDRESS
    common = {"public_url": settings.public_url, "secret": settings.secret_key}
    if uow.tenant_id == PLATFORM:
        sender = From("Maillage", address)
        return Stationery(PLATFORM, Look(), sender, address, "", ZoneInfo("Europe/Paris"), **common)
    network = uow.network
    look, sender = look_of(network, settings.public_url), _sender(uow, settings, address)
    return Stationery(network.id, look, sender, address, network.slug, uow.zone, **common)


def _sender(uow: UnitOfWork, settings: Settings, installation: str) -> From:
    """The network's own address only while its domain is allowed: otherwise receivers would refuse its letters."""
    known = uow.session.get(Sender, (uow.tenant_id, uow.tenant_id))
    if known is None:
        return From(uow.network.label, installation)
    address = known.address if SenderPolicy.of(settings).allows(known.address) else installation
    return From(known.name or uow.network.label, address, known.reply_to)


def look_of(network: Network, public_url: str) -> Look:
    logo = shown(network.slug, network.logo, width=200, height=72, site=public_url)
    return Look(network.label, network.colour, logo)


class Writer:
    """Writes the messages of one network. A letter to many is built once."""

    def __init__(self, paper: Stationery) -> None:
        self._paper = paper
        self._place = Place()
        self._letters: dict[tuple[UUID, str], Letter] = {}

    @property
    def envelope_from(self) -> str:
        return self._paper.envelope

    def write(self, claimed: Claimed, at: datetime) -> bytes:
        """Raises what the template raises when a value is missing: such a message can never be written."""
        message = claimed.message
        if claimed.newsletter is not None:
            return self._newsletter(message, claimed.newsletter, at)
        if message.template in (REQUEST, CANCELLED, REMINDER):
            return self._meeting(message, at)
        content = write(message.template, self._paper.look, message.context)
        letter = Letter.write(content, self._paper.sender, at=at, place=self._place)
        return letter.for_recipient(self._recipient(message, unsubscribe_url=message.context.get("stop_link", "")))

    def _recipient(self, message: Message, *, unsubscribe_url: str = "") -> Recipient:
        return Recipient(
            address=message.recipient,
            name=message.name,
            message_id=f"{message.id}@{self._paper.domain}",
            unsubscribe_url=unsubscribe_url,
        )

    def _newsletter(self, message: Message, newsletter: Newsletter, at: datetime) -> bytes:
        key = (newsletter.id, message.template)
        if key not in self._letters:
            mark = TRIAL_MARK if message.template == NEWSLETTER_TRIAL else ""
            content = write_newsletter(
                mark + newsletter.subject, newsletter.body, self._paper.look, unsubscribe_url=self._place.unsubscribe
            )
            list_id = f"lettre.{self._paper.slug}.{self._paper.domain}"
            self._letters[key] = Letter.write(content, self._paper.sender, at=at, place=self._place, list_id=list_id)
        own_link = self._paper.unsubscribe_link(message.id)
        return self._letters[key].for_recipient(self._recipient(message, unsubscribe_url=own_link))

    def _meeting(self, message: Message, at: datetime) -> bytes:
        assert message.invitation_id is not None
        context, zone = message.context, self._paper.zone
        cancelled = message.template == CANCELLED
        appointment = appointment_of(context, zone.key, self._paper.envelope, cancelled=cancelled)
        values: dict[str, Any] = {
            "name": message.name,
            "title": appointment.title,
            "day": dates.day(appointment.starts_at, zone),
            "when": dates.span(appointment.starts_at, appointment.ends_at, zone),
            "place": appointment.place,
            "visio": appointment.link,
            "description": appointment.description,
            "moved": appointment.sequence > 0,
            "link": self._paper.answer_link(message.invitation_id),
        }
        content = write(message.template, self._paper.look, values)
        recipient = self._recipient(message)
        if message.template == REMINDER:
            letter = Letter.write(content, self._paper.sender, at=at, place=self._place)
            return letter.for_recipient(recipient)
        method = calendar.CANCEL if message.template == CANCELLED else calendar.REQUEST
        return calendar.imip(content, appointment, self._paper.sender, recipient, method=method, at=at)


def appointment_of(context: dict[str, Any], zone: str, installation: str, *, cancelled: bool) -> calendar.Appointment:
    """From the snapshot that a meeting's message carries; ``installation``: the organizer when it names none."""
    return calendar.Appointment(
        uid=context["uid"],
        organizer=context.get("organizer") or installation,
        sequence=context["sequence"],
        title=context["title"],
        starts_at=datetime.fromisoformat(context["starts_at"]),
        ends_at=datetime.fromisoformat(context["ends_at"]),
        zone=zone,
        place=context["place"],
        description=context["description"],
        link=context["visio"],
        cancelled=cancelled,
    )
