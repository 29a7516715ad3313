"""What is written down, announced and mailed at each step of an orientation."""

from datetime import timedelta

from services.directory.domain import links
from services.directory.domain import orientations as rules
from services.directory.models.orientation import Orientation, OrientationStep
from services.directory.queries import orientations as queries
from services.directory.queries.members import find_active_account
from services.directory.queries.networks import answer_days_of
from services.directory.usecases.person_keys import person_key
from shared import row_tokens
from shared.actor import Actor
from shared.events.directory import MessageRequested, OrientationAnswered, OrientationClosed, OrientationSent
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

LINK_PURPOSE = "orientation_answer"


def in_whose_words(actor: Actor, orientation: Orientation, sentence: str) -> str:
    """Says so when the sender writes down what the referent told them."""
    if not queries.speaks_for(actor, orientation):
        return sentence
    return rules.according_to(sentence, orientation.referent_label)


def note_step(uow: UnitOfWork, actor: Actor, orientation: Orientation, sentence: str, note: str = "") -> None:
    step = OrientationStep(id=new_id(), orientation_id=orientation.id, at=uow.now, state=orientation.state)
    step.sentence, step.note = sentence, note
    step.by_account_id, step.by_label = actor.account_id, actor.label
    uow.session.add(step)


def tell_referent(uow: UnitOfWork, orientation: Orientation, public_url: str) -> None:
    """Neither name nor need travels by mail: the link leads to them. Who has no address is called by the sender."""
    context = _referents_context(uow, orientation, public_url)
    context |= {"name": orientation.referent_label, "sender": orientation.sender_label}
    context |= {"structure": orientation.structure.label, "delay": rules.DELAYS[orientation.wished_delay].lower()}
    context |= {"themes": ", ".join(orientation.themes), "days": str(answer_days_of(uow))}
    _mail(uow, "orientation_received", orientation.referent_email, context)


def tell_sender(uow: UnitOfWork, orientation: Orientation, sentence: str, public_url: str) -> None:
    """Nobody is told when a program sent it, or when the sender has left."""
    sender = find_active_account(uow, orientation.sender_account_id)
    if sender is None:
        return
    context = _context(uow, orientation, public_url)
    context |= {"name": sender.display_name, "sentence": sentence, "structure": orientation.structure.label}
    context["referent"] = orientation.referent_label
    _mail(uow, "orientation_news", sender.email, context)


def tell_withdrawal(uow: UnitOfWork, orientation: Orientation, public_url: str) -> None:
    context = _referents_context(uow, orientation, public_url)
    context |= {"name": orientation.referent_label, "structure": orientation.structure.label, "referent": ""}
    context["sentence"] = f"{orientation.sender_label} a annulé cette orientation : il n’y a plus rien à faire."
    _mail(uow, "orientation_news", orientation.referent_email, context)


def announce_sent(uow: UnitOfWork, orientation: Orientation, rank: int) -> None:
    uow.publish(
        OrientationSent(
            orientation_id=orientation.id,
            person=rules.pseudonym(person_key(), uow.tenant_id, orientation.chain_id),
            structure_id=orientation.structure_id,
            rank=rank,
            themes=list(orientation.themes),
            sent_on=orientation.sent_on,
        )
    )


def announce_answer(uow: UnitOfWork, orientation: Orientation, answer: str) -> None:
    uow.publish(
        OrientationAnswered(
            orientation_id=orientation.id, version=orientation.version, answer=answer, answered_on=uow.today
        )
    )


def announce_end(uow: UnitOfWork, orientation: Orientation, outcome: str) -> None:
    uow.publish(
        OrientationClosed(
            orientation_id=orientation.id, version=orientation.version, outcome=outcome, closed_on=uow.today
        )
    )


def _context(uow: UnitOfWork, orientation: Orientation, public_url: str) -> dict[str, str]:
    link = links.orientation(public_url, uow.network.slug, orientation.id)
    return {"link": link, "network": uow.network.label, "sent_on": f"{orientation.sent_on:%d/%m/%Y}"}


def _referents_context(uow: UnitOfWork, orientation: Orientation, public_url: str) -> dict[str, str]:
    """Who has no account answers by a link of their own."""
    context = _context(uow, orientation, public_url)
    if orientation.way == rules.LINK:
        token = row_tokens.sign(person_key().hex(), LINK_PURPOSE, uow.tenant_id, orientation.id)
        context |= {"link": links.orientation_answer(public_url, uow.network.slug, token), "personal": "yes"}
    return context


def _mail(uow: UnitOfWork, template: str, email: str, context: dict[str, str]) -> None:
    if not email:
        return
    request = {"message_id": new_id(), "template": template, "email": email, "context": context}
    useful = timedelta(days=answer_days_of(uow))
    uow.publish(MessageRequested(expires_at=uow.now + useful, **request))
