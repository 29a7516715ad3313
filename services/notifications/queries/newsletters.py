"""Looking at letters, their recipients and what became of them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_, select

from services.notifications.domain import deliveries
from services.notifications.models import Contact, Message, Newsletter, Suppression
from services.notifications.models.message import NEWSLETTER, NEWSLETTER_TRIAL
from shared.text_search import holds, search_words
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

Fates = dict[str, int]


def list_newsletters(uow: UnitOfWork, *, q: str = "", cursor: str | None = None, limit: int = PAGE) -> Page:
    """Latest first. ``q``: every word in the subject or the text, accents and capitals aside."""
    wanted = [holds(word, Newsletter.subject, Newsletter.body) for word in search_words(q)]
    query = select(Newsletter).where(*wanted)
    count = uow.session.scalar(select(func.count(Newsletter.id)).where(*wanted))
    keys = (Newsletter.created_at, Newsletter.id)
    return paginate(uow, query, *keys, cursor=cursor, limit=limit, descending=True, count=count)


def fates_by_newsletter(uow: UnitOfWork, newsletters: Sequence[Newsletter]) -> dict[UUID, Fates]:
    """Newsletter → number of recipients by state."""
    query = (
        select(Message.newsletter_id, Message.state, func.count())
        .where(Message.newsletter_id.in_([each.id for each in newsletters]), Message.template == NEWSLETTER)
        .group_by(Message.newsletter_id, Message.state)
    )
    found: dict[UUID, Fates] = {}
    for newsletter_id, state, count in uow.session.execute(query):
        if newsletter_id is not None:
            found.setdefault(newsletter_id, {})[state] = count
    return found


def count_settled(fates: Fates) -> int:
    return sum(count for state, count in fates.items() if state in deliveries.FINAL)


def list_recipients(
    uow: UnitOfWork,
    newsletter_id: UUID,
    *,
    state: str | None = None,
    text: str | None = None,
    cursor: str | None = None,
) -> Page:
    """Messages of one letter, by address."""
    query = select(Message).where(Message.newsletter_id == newsletter_id, Message.template == NEWSLETTER)
    if state:
        query = query.where(Message.state == state)
    if text:
        pattern = f"%{text.strip().lower()}%"
        query = query.where(or_(func.lower(Message.recipient).like(pattern), func.lower(Message.name).like(pattern)))
    return paginate(uow, query, Message.recipient, Message.id, cursor=cursor)


def has_trial(uow: UnitOfWork, newsletter: Newsletter) -> bool:
    """Whether the letter as it is now was tried: a trial of an older text does not count."""
    query = select(Message.id).where(
        Message.newsletter_id == newsletter.id,
        Message.template == NEWSLETTER_TRIAL,
        Message.created_at >= newsletter.edited_at,
    )
    return uow.session.scalar(query.limit(1)) is not None


def list_suppressions(uow: UnitOfWork, *, cursor: str | None = None) -> Page:
    count = count_suppressions(uow)
    query = select(Suppression)
    return paginate(uow, query, Suppression.suppressed_at, Suppression.id, cursor=cursor, descending=True, count=count)


def count_suppressions(uow: UnitOfWork) -> int:
    return uow.session.scalar(select(func.count()).select_from(Suppression)) or 0


def list_messages(uow: UnitOfWork, *, state: str | None = None, cursor: str | None = None) -> Page:
    """Every message that the network sent to a person, latest first."""
    query = select(Message).where(Message.state == state) if state else select(Message)
    return paginate(uow, query, Message.created_at, Message.id, cursor=cursor, descending=True)


def count_recipients(uow: UnitOfWork) -> int:
    """To how many people a letter would go now."""
    unsubscribed = select(Suppression.email)
    query = select(func.count(func.distinct(Contact.email)))
    return uow.session.scalar(query.where(Contact.is_active, Contact.email.not_in(unsubscribed))) or 0
