"""The discussions by e-mail: one digest a member and a turn, each thread with a link by which one answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from services.directory.domain import exchanges as rules
from services.directory.domain import links
from services.directory.domain.exchanges import ThreadNews
from services.directory.domain.links import Site
from services.directory.errors import LinkUnusable, OnlyMembersFollow
from services.directory.models.digest import DigestChoice, DigestLine
from services.directory.models.membership import Membership
from services.directory.queries import digests as queries
from services.directory.queries.threads import find_active_member
from shared import row_tokens
from shared.actor import Actor
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.roles import STAFF
from shared.unit_of_work import UnitOfWork

ANSWER, STOP = "exchange_answer", "digest_stop"
MOST = 30
"""Threads in one mail."""


def send_due(uow: UnitOfWork, site: Site) -> int:
    """Tells every member whose turn has come, once, of all that is new to them. Returns how many mails leave."""
    if uow.now.astimezone(uow.zone).hour not in rules.HOURS:
        return 0
    _note_newcomers(uow)
    taken = queries.take_due(uow)
    due = [(choice, member) for choice, member in taken if STAFF & set(member.roles)]
    since = {choice.account_id: max(choice.told_at, member.joined_at) for choice, member in due}
    for choice, _ in taken:  # also of who reads no discussions: the day they do, the past is no news
        choice.told_at = uow.now
    if not due:
        return 0
    posts = queries.list_fresh_posts(uow, min(since.values()) - rules.LATE)
    places = queries.places_of(uow, list(since), list({post.thread_id for post in posts}))
    mails = []
    for choice, member in due:
        news = rules.news_of(member.account_id, since[member.account_id], posts, places[member.account_id])
        if news:
            mails.append(_mail(uow, site, choice, member, news))
    uow.session.flush()
    uow.publish_all(mails)
    return len(mails)


def choose_frequency(uow: UnitOfWork, actor: Actor, *, frequency: str) -> DigestChoice:
    """What was said before somebody begins to listen again is not told. Raises OnlyMembersFollow."""
    member = find_active_member(uow, actor.account_id)
    if member is None:
        raise OnlyMembersFollow
    _note_choice(uow, member)
    choice = queries.find_choice(uow, member.account_id)
    assert choice is not None
    choice.choose(frequency, uow.now)
    return choice


def find_line(uow: UnitOfWork, secret: str, token: str) -> tuple[DigestLine, Actor]:
    """By the word of a mail's link: the thread, and who answers there. Raises LinkUnusable, whatever is wrong."""
    line_id = row_tokens.read(secret, ANSWER, uow.tenant_id, token)
    line = uow.session.get(DigestLine, (uow.tenant_id, line_id)) if line_id else None
    member = find_active_member(uow, line.account_id) if line is not None else None
    if line is None or member is None or not line.is_usable(uow.now) or not STAFF & set(member.roles):
        raise LinkUnusable
    roles, name = frozenset(member.roles), member.account.display_name
    return line, Actor(member.account_id, name, roles, frozenset(member.structure_ids))


def find_stop(uow: UnitOfWork, secret: str, token: str) -> DigestChoice:
    """By the link « ne plus recevoir », which never grows old. Raises LinkUnusable."""
    choice_id = row_tokens.read(secret, STOP, uow.tenant_id, token)
    choice = uow.session.get(DigestChoice, (uow.tenant_id, choice_id)) if choice_id else None
    if choice is None:
        raise LinkUnusable
    return choice


def stop_digest(uow: UnitOfWork, choice: DigestChoice) -> None:
    choice.choose(rules.NEVER, uow.now)


def resume_digest(uow: UnitOfWork, choice: DigestChoice) -> None:
    choice.resume(uow.now)


def forget_old_lines(uow: UnitOfWork) -> None:
    """Their links are dead."""
    uow.session.execute(delete(DigestLine).where(DigestLine.sent_at < uow.now - rules.LINK_VALID))


def _note_newcomers(uow: UnitOfWork) -> None:
    for member in queries.list_without_choice(uow):
        _note_choice(uow, member)


def _note_choice(uow: UnitOfWork, member: Membership) -> None:
    """Until somebody chooses otherwise: every day, beginning with what was written since they joined."""
    values = {"tenant_id": uow.tenant_id, "id": new_id(), "account_id": member.account_id}
    new = insert(DigestChoice).values(**values, frequency=rules.DAILY, told_at=member.joined_at)
    uow.session.execute(new.on_conflict_do_nothing(index_elements=["tenant_id", "account_id"]))


def _mail(
    uow: UnitOfWork, site: Site, choice: DigestChoice, member: Membership, news: Sequence[ThreadNews]
) -> MessageRequested:
    slug, count = uow.network.slug, sum(len(one.posts) for one in news)
    stop = row_tokens.sign(site.secret, STOP, uow.tenant_id, choice.id)
    context = {
        "name": member.account.display_name,
        "network": uow.network.label,
        "news": rules.count_words(count),
        "threads": [_told(uow, site, member.account_id, one) for one in news[:MOST]],
        "more": len(news[MOST:]),
        "frequency": rules.FREQUENCIES[choice.frequency],
        "link": links.exchanges(site.public_url, slug),
        "stop_link": links.digest_stop(site.public_url, slug, stop),
    }
    request = {"message_id": new_id(), "template": "exchanges_digest", "email": member.account.email}
    return MessageRequested(**request, context=context, expires_at=uow.now + rules.MAIL_VALID[choice.frequency])


def _told(uow: UnitOfWork, site: Site, account_id: UUID, news: ThreadNews) -> dict[str, Any]:
    line = DigestLine(id=new_id(), thread_id=news.thread_id, account_id=account_id)
    line.up_to, line.sent_at = news.up_to, uow.now
    uow.session.add(line)
    token = row_tokens.sign(site.secret, ANSWER, uow.tenant_id, line.id)
    posts = rules.shown(news.posts)
    return {
        "title": news.title,
        "words": news.words,
        "link": links.exchange_answer(site.public_url, uow.network.slug, token),
        "posts": [{"author": post.author, "text": rules.excerpt(post.body)} for post in posts],
    }
