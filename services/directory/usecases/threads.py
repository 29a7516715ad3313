"""Discussions: begun, answered, followed; closed and pinned by who moderates them."""

from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert

from services.directory.errors import OnlyMembersFollow
from services.directory.models.thread import Post, Thread, ThreadMark
from services.directory.queries.threads import find_active_member
from shared.actor import Actor
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


def start_thread(uow: UnitOfWork, actor: Actor, *, title: str, body: str, theme: str = "") -> Thread:
    """With its first post."""
    thread = Thread(id=new_id(), started_at=uow.now, last_post_at=uow.now, last_number=0, is_pinned=False)
    thread.name(title, theme)
    uow.session.add(thread)
    _add_post(uow, actor, thread, body)
    return thread


def write_post(uow: UnitOfWork, actor: Actor, *, thread_id: UUID, body: str) -> Post:
    """Who writes follows the thread from then on. Raises ThreadClosed."""
    return _add_post(uow, actor, uow.get(Thread, thread_id, lock=True), body)


def follow_thread(uow: UnitOfWork, actor: Actor, *, thread_id: UUID) -> Thread:
    """What is there already counts as read. Raises OnlyMembersFollow."""
    thread = uow.get(Thread, thread_id)
    _mark(uow, thread.id, member_id(uow, actor), follows=True, number=thread.last_number)
    return thread


def leave_thread(uow: UnitOfWork, actor: Actor, *, thread_id: UUID) -> Thread:
    """No more is told of it. Raises OnlyMembersFollow."""
    thread = uow.get(Thread, thread_id)
    _mark(uow, thread.id, member_id(uow, actor), follows=False)
    return thread


def mark_read(uow: UnitOfWork, account_id: UUID, *, thread_id: UUID, number: int) -> None:
    _mark(uow, thread_id, account_id, number=number)


def close_thread(uow: UnitOfWork, *, thread_id: UUID) -> Thread:
    """Nobody answers any more; everybody still reads."""
    thread = uow.get(Thread, thread_id, lock=True)
    thread.closed_at = thread.closed_at or uow.now
    return thread


def reopen_thread(uow: UnitOfWork, *, thread_id: UUID) -> Thread:
    thread = uow.get(Thread, thread_id, lock=True)
    thread.closed_at = None
    return thread


def rename_thread(uow: UnitOfWork, *, thread_id: UUID, title: str) -> Thread:
    """By who moderates: its author does it with the first post."""
    thread = uow.get(Thread, thread_id, lock=True)
    thread.name(title, thread.theme)
    return thread


def pin_thread(uow: UnitOfWork, *, thread_id: UUID, pinned: bool) -> Thread:
    """Pinned threads come first in every list."""
    thread = uow.get(Thread, thread_id, lock=True)
    thread.is_pinned = pinned
    return thread


def member_id(uow: UnitOfWork, actor: Actor) -> UUID:
    """Raises OnlyMembersFollow for a program."""
    member = find_active_member(uow, actor.account_id)
    if member is None:
        raise OnlyMembersFollow
    return member.account_id


def _add_post(uow: UnitOfWork, actor: Actor, thread: Thread, body: str) -> Post:
    member = find_active_member(uow, actor.account_id)
    author = {"account_id": member.account_id, "author_label": ""} if member else {"account_id": None}
    post = thread.add(**{"author_label": actor.label, **author}, body=body, now=uow.now)
    uow.session.add(post)
    uow.session.flush()
    if member is not None:
        _mark(uow, thread.id, member.account_id, follows=True, number=post.number)
    uow.session.refresh(post, ["author_name"])
    return post


def _mark(uow: UnitOfWork, thread_id: UUID, account_id: UUID, *, follows: bool | None = None, number: int = 0) -> None:
    """One row for a member and a thread, whatever comes first; a mark never goes back."""
    values = {"tenant_id": uow.tenant_id, "id": new_id(), "thread_id": thread_id, "account_id": account_id}
    new = insert(ThreadMark).values(**values, follows=bool(follows), read_number=number)
    changes: dict[str, Any] = {"read_number": func.greatest(ThreadMark.read_number, new.excluded.read_number)}
    if follows is not None:
        changes["follows"] = new.excluded.follows
    here = ["tenant_id", "thread_id", "account_id"]
    uow.session.execute(new.on_conflict_do_update(index_elements=here, set_=changes))
