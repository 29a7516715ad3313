"""Discussions, as each member finds them: what is unread, what is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from services.directory.domain.referents import in_short
from services.directory.domain.search_text import words
from services.directory.models.membership import ACTIVE, Membership
from services.directory.models.thread import FORMER, Post, Thread, ThreadMark
from services.directory.queries.referents import labels_by_member
from shared.actor import Actor
from shared.roles import Role
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

OPEN, CLOSED, MINE, UNREAD, ALL = "open", "closed", "mine", "unread", "all"
VIEWS = {OPEN: "Ouvertes", UNREAD: "Non lues", MINE: "Les miennes", CLOSED: "Closes", ALL: "Toutes"}
RECENT, NEW, TITLE = "recent", "new", "title"
SORTS = {RECENT: "Dernier message", NEW: "Plus récentes d’abord", TITLE: "Titre, de A à Z"}
SHOWN = (Post.removed_at.is_(None), Post.hidden_at.is_(None))


@dataclass(frozen=True)
class Reader:
    """``since``: what was written before they joined is not unread. No account: a program, to whom nothing is."""

    account_id: UUID | None
    since: datetime


@dataclass(frozen=True)
class ThreadLine:
    """A thread in a list."""

    thread: Thread
    author: str
    replies: int
    unread: int
    follows: bool


@dataclass(frozen=True)
class Author:
    """Beside a name: what the person does in the network."""

    role: str
    structure: str


def reader_of(uow: UnitOfWork, actor: Actor) -> Reader:
    member = find_active_member(uow, actor.account_id)
    return Reader(member.account_id, member.joined_at) if member else Reader(None, uow.now)


def find_active_member(uow: UnitOfWork, account_id: UUID | None) -> Membership | None:
    active = (Membership.account_id == account_id, Membership.status == ACTIVE)
    return uow.session.scalar(select(Membership).where(*active)) if account_id else None


def list_threads(
    uow: UnitOfWork,
    reader: Reader,
    *,
    q: str = "",
    view: str = OPEN,
    theme: str = "",
    sort: str = RECENT,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page:
    """A page of :class:`ThreadLine`, pinned ones first. ``q``: words of the title or of the posts, all of them."""
    query = select(Thread).where(_is_there(), *_of_view(view, reader), *(_holds(word) for word in words(q)))
    if theme:
        query = query.where(Thread.theme == theme)
    count = uow.session.scalar(select(func.count()).select_from(query.subquery()))
    keys, descending = _order(sort)
    page = paginate(uow, query, *keys, cursor=cursor, limit=limit, descending=descending, count=count)
    return replace(page, items=_lines(uow, reader, page.items))


def line_of(uow: UnitOfWork, reader: Reader, thread: Thread) -> ThreadLine:
    return _lines(uow, reader, [thread])[0]


def posts_of(thread_id: UUID) -> Select[Post]:
    return select(Post).where(Post.thread_id == thread_id)


def last_posts(uow: UnitOfWork, thread_id: UUID, *, limit: int) -> Sequence[Post]:
    """In the order in which they were written."""
    query = posts_of(thread_id).where(*SHOWN).order_by(Post.number.desc()).limit(limit)
    return uow.session.scalars(query).all()[::-1]


def authors_of(uow: UnitOfWork, posts: Sequence[Post]) -> dict[UUID | None, Author]:
    """By account. Who left the network keeps their name, not their role."""
    wanted = {post.account_id for post in posts} - {None}
    query = select(Membership).where(Membership.account_id.in_(wanted))
    members = uow.session.scalars(query).all() if wanted else []
    structures = labels_by_member(uow, members)
    return {member.account_id: _author(member, structures.get(member.id, ())) for member in members}


def count_unread_followed(uow: UnitOfWork, actor: Actor) -> int:
    """Posts that the actor has not read in the threads that they follow."""
    reader = reader_of(uow, actor)
    if reader.account_id is None:
        return 0
    mine = (ThreadMark.account_id == reader.account_id, ThreadMark.follows)
    query = select(func.count(Post.id)).join(ThreadMark, ThreadMark.thread_id == Post.thread_id)
    query = query.where(*mine, Post.number > ThreadMark.read_number, *_new_to(reader))
    return uow.session.scalar(query) or 0


def _author(member: Membership, structures: Sequence[str]) -> Author:
    if not member.is_active:
        return Author(FORMER, "")
    return Author(Role(member.roles[0]).label, in_short(structures))


def _is_there() -> ColumnElement[bool]:
    """A thread of which its authors have taken everything away is not listed any more."""
    return exists(select(Post.id).where(Post.thread_id == Thread.id, Post.removed_at.is_(None)))


def _of_view(view: str, reader: Reader) -> list[ColumnElement[bool]]:
    if view == OPEN:
        return [Thread.closed_at.is_(None)]
    if view == CLOSED:
        return [Thread.closed_at.is_not(None)]
    if view == UNREAD:
        return [exists(select(Post.id).where(Post.thread_id == Thread.id, _is_unread(reader)))]
    if view == MINE and reader.account_id is None:
        return [false()]
    if view == MINE:
        follows = select(ThreadMark.id).where(ThreadMark.thread_id == Thread.id, ThreadMark.follows)
        wrote = select(Post.id).where(Post.thread_id == Thread.id, Post.account_id == reader.account_id)
        return [or_(exists(follows.where(ThreadMark.account_id == reader.account_id)), exists(wrote))]
    return []


def _holds(word: str) -> ColumnElement[bool]:
    said = select(Post.id).where(Post.thread_id == Thread.id, *SHOWN, Post.search_text.contains(word))
    return or_(Thread.title_key.contains(word), exists(said))


def _order(sort: str) -> tuple[list[Any], bool]:
    """Keys and whether they fall."""
    if sort == TITLE:
        return [Thread.is_pinned.is_(False), Thread.title_key, Thread.id], False
    return [Thread.is_pinned, Thread.started_at if sort == NEW else Thread.last_post_at, Thread.id], True


def _new_to(reader: Reader) -> tuple[ColumnElement[bool], ...]:
    """Read or not: what somebody else wrote, and still shows, since the reader is a member."""
    return (Post.account_id.is_distinct_from(reader.account_id), Post.written_at >= reader.since, *SHOWN)


def _is_unread(reader: Reader) -> ColumnElement[bool]:
    mark = select(ThreadMark.read_number).where(
        ThreadMark.thread_id == Post.thread_id, ThreadMark.account_id == reader.account_id
    )
    return and_(Post.number > func.coalesce(mark.scalar_subquery(), 0), *_new_to(reader))


def _lines(uow: UnitOfWork, reader: Reader, threads: Sequence[Thread]) -> list[ThreadLine]:
    """Three queries, however many threads."""
    here = Post.thread_id.in_([thread.id for thread in threads])
    shown, unread = func.count().filter(*SHOWN, Post.number > 1), func.count().filter(_is_unread(reader))
    counts = uow.session.execute(select(Post.thread_id, shown, unread).where(here).group_by(Post.thread_id))
    known = {thread_id: (replies, new) for thread_id, replies, new in counts}
    openings = uow.session.scalars(select(Post).where(here, Post.number == 1))
    authors = {post.thread_id: post.author for post in openings}
    mine = (ThreadMark.account_id == reader.account_id, ThreadMark.thread_id.in_([thread.id for thread in threads]))
    followed = set(uow.session.scalars(select(ThreadMark.thread_id).where(*mine, ThreadMark.follows)))
    return [
        ThreadLine(thread, authors.get(thread.id, FORMER), *known[thread.id], thread.id in followed)
        for thread in threads
    ]
