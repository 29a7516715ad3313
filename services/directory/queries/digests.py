"""Who is to be told of the discussions, and of what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from services.directory.domain.exchanges import DAILY, WEEKLY, FreshPost, Place, last_turn
from services.directory.models.digest import DigestChoice, DigestLine
from services.directory.models.membership import ACTIVE, Membership
from services.directory.models.thread import Post, Thread, ThreadMark
from services.directory.queries.threads import SHOWN
from shared.unit_of_work import UnitOfWork


def find_choice(uow: UnitOfWork, account_id: UUID) -> DigestChoice | None:
    return uow.session.scalar(select(DigestChoice).where(DigestChoice.account_id == account_id))


def list_without_choice(uow: UnitOfWork) -> Sequence[Membership]:
    """Active members of whom it was never noted until when they have been told."""
    same = and_(DigestChoice.tenant_id == Membership.tenant_id, DigestChoice.account_id == Membership.account_id)
    query = select(Membership).outerjoin(DigestChoice, same)
    return uow.session.scalars(query.where(Membership.status == ACTIVE, DigestChoice.id.is_(None))).all()


def take_due(uow: UnitOfWork) -> list[tuple[DigestChoice, Membership]]:
    """Locked until the end of the unit of work; what another clock has taken already is left to it."""
    now = uow.now.astimezone(uow.zone)
    turns = [
        and_(DigestChoice.frequency == frequency, DigestChoice.told_at < last_turn(frequency, now))
        for frequency in (DAILY, WEEKLY)
    ]
    query = select(DigestChoice, Membership).join(Membership, Membership.account_id == DigestChoice.account_id)
    query = query.where(or_(*turns), Membership.status == ACTIVE).order_by(DigestChoice.id)
    query = query.with_for_update(of=DigestChoice, skip_locked=True)
    return [(choice, member) for choice, member in uow.session.execute(query)]


def list_fresh_posts(uow: UnitOfWork, since: datetime) -> list[FreshPost]:
    """Thread by thread, oldest first."""
    fresh = or_(Post.written_at > since, Post.shown_at > since)
    query = select(Post, Thread.title).join(Post.thread).where(fresh, *SHOWN)
    rows = uow.session.execute(query.order_by(Post.thread_id, Post.number)).all()
    return [
        FreshPost(post.thread_id, title, post.number, post.account_id, post.author, post.body, post.appeared_at)
        for post, title in rows
    ]


def places_of(uow: UnitOfWork, accounts: Sequence[UUID], threads: Sequence[UUID]) -> dict[UUID, dict[UUID, Place]]:
    """Account → thread → where the member stands."""
    found: dict[UUID, dict[UUID, Place]] = {account: {} for account in accounts}
    marks = select(ThreadMark).where(_of(ThreadMark, accounts, threads))
    for mark in uow.session.scalars(marks):
        found[mark.account_id][mark.thread_id] = Place(mark.follows, mark.read_number)
    lines = select(DigestLine.account_id, DigestLine.thread_id, func.max(DigestLine.up_to))
    lines = lines.where(_of(DigestLine, accounts, threads)).group_by(DigestLine.account_id, DigestLine.thread_id)
    for account_id, thread_id, told in uow.session.execute(lines):
        place = found[account_id].get(thread_id, Place())
        found[account_id][thread_id] = Place(place.follows, max(place.known, told))
    return found


def _of(model: Any, accounts: Sequence[UUID], threads: Sequence[UUID]) -> Any:
    return and_(model.account_id.in_(accounts), model.thread_id.in_(threads))
