"""Limits on what can be asked without being known."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from services.directory.domain.secrets import digest_of
from services.directory.models.attempt import Attempt
from shared.errors import TooMany
from shared.unit_of_work import UnitOfWork

KEPT_FOR = timedelta(days=1)


def count_attempt(uow: UnitOfWork, kind: str, key: str, *, at_most: int, within: timedelta) -> None:
    """Raises TooMany past ``at_most`` attempts in the last ``within``. Holds across processes.

    What is refused is not counted: waiting is always enough.
    """
    digest = digest_of(f"{kind}:{key}")
    # Two simultaneous requests must not both see the last free place.
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(digest, 0))))
    recent = select(func.count()).select_from(Attempt).where(Attempt.digest == digest, Attempt.at > uow.now - within)
    if uow.session.scalars(recent).one() >= at_most:
        raise TooMany
    uow.session.add(Attempt(digest=digest, at=uow.now))
    uow.session.flush()


def forget_attempts(uow: UnitOfWork, *, before: datetime | None = None) -> None:
    uow.session.execute(delete(Attempt).where(Attempt.at < (before or uow.now - KEPT_FOR)))
