"""Letters to the members of the network."""

from uuid import UUID

from sqlalchemy import func, select

from services.notifications.domain import deliveries
from services.notifications.errors import NewsletterIncomplete, NoOwnAddress, NoRecipients
from services.notifications.models import Contact, Message, Newsletter, Suppression
from services.notifications.models.message import NEWSLETTER, NEWSLETTER_TRIAL
from services.notifications.models.newsletter import SENDING
from services.notifications.usecases.messages import Draft, write_messages
from shared.actor import Actor
from shared.events.notifications import NewsletterSent
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


def write_newsletter(uow: UnitOfWork, actor: Actor, *, subject: str, body: str) -> Newsletter:
    newsletter = Newsletter(
        id=new_id(), subject=subject, body=body, created_at=uow.now, edited_at=uow.now, edited_by=actor.account_id
    )
    uow.session.add(newsletter)
    uow.session.flush()
    return newsletter


def edit_newsletter(
    uow: UnitOfWork, actor: Actor, *, newsletter_id: UUID, subject: str, body: str, version: int | None = None
) -> Newsletter:
    """``version``: of the draft that was read. Raises NewsletterAlreadySent, ChangedMeanwhile."""
    newsletter = uow.get(Newsletter, newsletter_id, lock=True, seen=version)
    newsletter.edit(subject=subject, body=body, at=uow.now, by=actor.account_id)
    return newsletter


def discard_newsletter(uow: UnitOfWork, *, newsletter_id: UUID) -> None:
    newsletter = uow.get(Newsletter, newsletter_id, lock=True)
    newsletter.refuse_once_sent()
    for message in uow.session.scalars(select(Message).where(Message.newsletter_id == newsletter_id)):
        uow.session.delete(message)
    uow.session.flush()
    uow.session.delete(newsletter)


def send_trial(uow: UnitOfWork, actor: Actor, *, newsletter_id: UUID) -> str:
    """To the one who asks. Returns the address. Raises NoOwnAddress."""
    newsletter = uow.get(Newsletter, newsletter_id)
    contact = uow.session.scalar(select(Contact).where(Contact.id == actor.account_id, Contact.is_active))
    if contact is None:
        raise NoOwnAddress
    draft = Draft(
        template=NEWSLETTER_TRIAL,
        source=f"trial:{new_id()}",
        recipient=contact.email,
        name=contact.display_name,
        newsletter_id=newsletter.id,
    )
    write_messages(uow, [draft])
    return contact.email


def send_newsletter(uow: UnitOfWork, *, newsletter_id: UUID) -> Newsletter:
    """Fixes the text and one message a recipient. Raises NewsletterAlreadySent, NewsletterIncomplete, NoRecipients."""
    newsletter = uow.get(Newsletter, newsletter_id, lock=True)
    newsletter.refuse_once_sent()
    if not newsletter.subject.strip() or not newsletter.body.strip():
        raise NewsletterIncomplete({"body": ["Écrivez l’objet et le texte de la lettre."]})
    contacts = recipients(uow)
    if not contacts:
        raise NoRecipients
    drafts = [
        Draft(
            template=NEWSLETTER,
            source=f"newsletter:{newsletter.id}",
            recipient=contact.email,
            name=contact.display_name,
            newsletter_id=newsletter.id,
        )
        for contact in contacts
    ]
    newsletter.start(write_messages(uow, drafts), uow.now)
    return newsletter


def recipients(uow: UnitOfWork) -> list[Contact]:
    """Active members who have not unsubscribed; one of each address."""
    unsubscribed = select(Suppression.email)
    query = select(Contact).where(Contact.is_active, Contact.email.not_in(unsubscribed)).order_by(Contact.email)
    return list({contact.email: contact for contact in uow.session.scalars(query)}.values())


def finish_newsletters(uow: UnitOfWork) -> None:
    """Ends each letter under way of which every recipient has a final state, and says so once.

    Waits for the lock: of two workers that settle the last two messages, the second sees that all is done.
    """
    under_way = select(Newsletter).where(Newsletter.state == SENDING).order_by(Newsletter.id).with_for_update()
    for newsletter in uow.session.scalars(under_way).all():
        fates = fates_of(uow, newsletter.id)
        if any(state not in deliveries.FINAL for state in fates):
            continue
        newsletter.finish(uow.now)
        uow.publish(
            NewsletterSent(
                newsletter_id=newsletter.id,
                recipients=newsletter.recipients,
                delivered=fates.get(deliveries.SENT, 0),
                failed=sum(fates.get(state, 0) for state in deliveries.LOST),
                sent_on=uow.today,
            )
        )


def fates_of(uow: UnitOfWork, newsletter_id: UUID) -> dict[str, int]:
    """Number of recipients by state; trials are not recipients."""
    query = (
        select(Message.state, func.count())
        .where(Message.newsletter_id == newsletter_id, Message.template == NEWSLETTER)
        .group_by(Message.state)
    )
    return {state: count for state, count in uow.session.execute(query)}
