"""Sending a person to a named referent, and sending on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from services.directory.domain import orientations as rules
from services.directory.errors import OrientationOver
from services.directory.models.orientation import Orientation
from services.directory.models.structure import Structure
from services.directory.queries import orientations as queries
from services.directory.queries.recipients import Recipient, find_recipient
from services.directory.usecases import orientation_news as news
from services.directory.usecases.person_keys import person_key
from shared.actor import Actor
from shared.errors import Forbidden, Invalid
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked, and for whom: as little about the person as the referent needs."""

    themes: Sequence[str]
    consent_on: date
    person_label: str
    contact_kind: str
    contact: str = ""
    """E.164 or e-mail address, as ``contact_kind`` says."""
    birth_year: int | None = None
    need: str = ""
    wished_delay: str = "open"

    @classmethod
    def of(cls, form: Mapping[str, Any]) -> Self:
        """From what the form's schema has loaded."""
        return cls(**{name: value for name, value in form.items() if name not in ("recipient", "consent")})


def send_orientation(
    uow: UnitOfWork, actor: Actor, *, structure_id: UUID, recipient_id: UUID, request: Request, public_url: str
) -> Orientation:
    """Raises Invalid for a referent of another structure, or a consent of tomorrow or of long ago."""
    uow.get(Structure, structure_id)
    recipient = find_recipient(uow, actor, recipient_id)
    if recipient is None or recipient.structure_id != structure_id:
        raise Invalid({"recipient": ["Choisissez un référent de cette structure."]})
    return _send(uow, actor, recipient, request, public_url)


def forward_orientation(
    uow: UnitOfWork,
    actor: Actor,
    *,
    orientation_id: UUID,
    recipient_id: UUID,
    consent_on: date,
    public_url: str,
    note: str = "",
) -> Orientation:
    """To another structure, with the chain: an open orientation is thereby over. The person has agreed again.

    After a refusal or a month of silence, the sender may do it too.
    """
    old = uow.get(Orientation, orientation_id, lock=True)
    _check_may_forward(actor, old)
    recipient = find_recipient(uow, actor, recipient_id)
    if recipient is None or recipient.structure_id == old.structure_id:
        raise Invalid({"recipient": ["Choisissez un référent d’une autre structure."]})
    kept = ("themes", "need", "person_label", "birth_year", "contact_kind", "contact", "wished_delay")
    request = Request(consent_on=consent_on, **{name: getattr(old, name) for name in kept})
    new = _send(uow, actor, recipient, request, public_url, previous=old)
    if old.is_open:
        told = {"sentence": f"Renvoyée vers {recipient.structure}.", "note": note, "public_url": public_url}
        close(uow, actor, old, rules.SENT_ON, **told)
    return new


def withdraw_orientation(uow: UnitOfWork, actor: Actor, *, orientation_id: UUID, public_url: str) -> Orientation:
    """The sender takes it back before anybody has answered. Raises OrientationOver."""
    orientation = uow.get(Orientation, orientation_id, lock=True)
    if not (queries.is_sender(actor, orientation) or queries.KEEPERS & actor.roles):
        raise Forbidden
    if orientation.state != rules.SENT:
        raise OrientationOver(state=orientation.state_label.lower())
    close(uow, actor, orientation, rules.WITHDRAWN, sentence="Annulée avant toute réponse.")
    news.tell_withdrawal(uow, orientation, public_url)
    return orientation


def close(
    uow: UnitOfWork,
    actor: Actor,
    orientation: Orientation,
    outcome: str,
    *,
    sentence: str,
    public_url: str = "",
    note: str = "",
) -> None:
    """``public_url`` empty: the sender needs no message. Raises OrientationOver."""
    orientation.become(rules.CLOSED, uow.today)
    sentence = news.in_whose_words(actor, orientation, sentence)
    orientation.outcome = outcome
    news.note_step(uow, actor, orientation, sentence, note)
    news.announce_end(uow, orientation, outcome)
    if public_url and not queries.is_sender(actor, orientation):
        news.tell_sender(uow, orientation, sentence, public_url)


def _send(
    uow: UnitOfWork,
    actor: Actor,
    recipient: Recipient,
    request: Request,
    public_url: str,
    *,
    previous: Orientation | None = None,
) -> Orientation:
    if faults := rules.faults_of_request(request.consent_on, request.birth_year, uow.today):
        raise Invalid(faults)
    orientation = Orientation(id=new_id(), state=rules.SENT, sent_on=uow.today, **vars(request))
    orientation.sender_account_id, orientation.sender_label = actor.account_id, actor.label
    if len(actor.structure_ids) == 1:
        (orientation.sender_structure_id,) = actor.structure_ids
    _address(uow, orientation, recipient)
    chain = _join_chain(uow, orientation, previous)
    uow.session.add(orientation)
    uow.session.flush()
    news.note_step(uow, actor, orientation, rules.sent_to(recipient.name, recipient.structure))
    news.announce_sent(uow, orientation, rank=chain + 1)
    uow.session.refresh(orientation)
    news.tell_referent(uow, orientation, public_url)
    return orientation


def _address(uow: UnitOfWork, orientation: Orientation, recipient: Recipient) -> None:
    orientation.structure_id = recipient.structure_id
    orientation.structure = uow.get(Structure, recipient.structure_id)
    orientation.referent_id, orientation.referent_account_id = recipient.id, recipient.account_id
    orientation.referent_label, orientation.referent_email = recipient.name, recipient.email


def _join_chain(uow: UnitOfWork, orientation: Orientation, previous: Orientation | None) -> int:
    """The chain of ``previous``, or of the same person when the network has sent them before. Its length so far."""
    phone = orientation.contact if orientation.contact_kind == "phone" else ""
    digests = _digests(uow, orientation, phone)
    orientation.name_digest, orientation.phone_digest = digests["name_digest"], digests["phone_digest"]
    known = previous or queries.find_known(uow, digests)
    orientation.previous_id = known.id if known else None
    orientation.chain_id = known.chain_id if known else orientation.id
    return len(queries.list_chain(uow, known.chain_id)) if known else 0


def _digests(uow: UnitOfWork, orientation: Orientation, phone: str) -> dict[str, str | None]:
    key, tenant_id = person_key(), uow.tenant_id
    return {
        "name_digest": rules.name_digest(key, tenant_id, orientation.person_label, orientation.birth_year),
        "phone_digest": rules.phone_digest(key, tenant_id, phone),
    }


def _check_may_forward(actor: Actor, orientation: Orientation) -> None:
    """Raises Forbidden; Invalid when nothing is left of the person to send on."""
    left_over = orientation.state in (rules.DECLINED, rules.EXPIRED) and queries.is_sender(actor, orientation)
    if not (queries.may_answer(actor, orientation) or left_over):
        raise Forbidden
    if orientation.erased_on is not None or orientation.state == rules.CLOSED:
        raise Invalid({"recipient": ["Cette orientation est terminée : faites-en une nouvelle."]})
