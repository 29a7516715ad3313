"""Posts after they were written: mended or taken away by their author, hidden by who moderates."""

from uuid import UUID

from sqlalchemy import select, update

from services.directory.domain.exchanges import REMOVED_TITLE
from services.directory.domain.lifetimes import REMOVAL_UNDONE
from services.directory.domain.search_text import plain
from services.directory.errors import NotTheirPost
from services.directory.models.thread import Post, Thread
from services.directory.usecases.threads import rename_thread
from shared.actor import Actor
from shared.errors import Invalid
from shared.unit_of_work import UnitOfWork


def edit_post(uow: UnitOfWork, actor: Actor, *, post_id: UUID, body: str, title: str = "", theme: str = "") -> Post:
    """``title`` and ``theme``: of the thread, which its first post carries.

    Raises NotTheirPost, ThreadClosed, PostGone, Invalid for a first post without a title.
    """
    post = _own_post(uow, actor, post_id)
    thread = uow.get(Thread, post.thread_id, lock=True)
    thread.refuse_when_closed()
    post.refuse_when_gone()
    if post.number == 1:
        if not title:
            raise Invalid({"title": ["Donnez un titre."]})
        thread.name(title, theme)
    if body != post.body:
        post.write(body)
        post.edited_at = uow.now
    return post


def remove_post(uow: UnitOfWork, actor: Actor, *, post_id: UUID) -> Post:
    """By its author, for an hour with a way back. Raises NotTheirPost, PostGone."""
    post = _own_post(uow, actor, post_id)
    post.refuse_when_gone()
    post.removed_at = uow.now
    return post


def restore_post(uow: UnitOfWork, actor: Actor, *, post_id: UUID) -> Post:
    """Undoes :func:`remove_post`. Raises NotTheirPost, PostGone when that was not just now."""
    post = _own_post(uow, actor, post_id)
    post.come_back(uow.now)
    return post


def hide_post(uow: UnitOfWork, *, post_id: UUID, reason: str, title: str = "") -> Post:
    """Everybody reads the reason in its place. ``title``: of the thread from now on, when it is the first post.

    Raises PostGone.
    """
    post = uow.get(Post, post_id, lock=True)
    post.refuse_when_gone()
    post.hidden_at, post.hidden_reason = uow.now, reason
    if post.number == 1 and title:
        rename_thread(uow, thread_id=post.thread_id, title=title)
    return post


def show_post(uow: UnitOfWork, *, post_id: UUID) -> Post:
    """Undoes :func:`hide_post`."""
    post = uow.get(Post, post_id, lock=True)
    post.show(uow.now)
    return post


def forget_removed(uow: UnitOfWork) -> None:
    """The words of what its author took away, once it cannot come back; with a first post goes its thread's title."""
    gone = (Post.removed_at < uow.now - REMOVAL_UNDONE, Post.body != "")
    opened = Thread.id.in_(select(Post.thread_id).where(*gone, Post.number == 1))
    nameless = {"title": REMOVED_TITLE, "title_key": plain(REMOVED_TITLE)}
    uow.session.execute(update(Thread).where(opened).values(nameless))
    uow.session.execute(update(Post).where(*gone).values(body="", search_text=""))


def _own_post(uow: UnitOfWork, actor: Actor, post_id: UUID) -> Post:
    """Raises NotTheirPost."""
    post = uow.get(Post, post_id, lock=True)
    if not post.is_by(actor.account_id):
        raise NotTheirPost
    return post
