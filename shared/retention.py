"""People of whom a network has heard nothing for as long as it may keep them: anonymised by the registry's own erasure.

Each service asks once a day, network by network, in batches of one transaction each. A restart, two clocks at once, or
a week of outage change nothing: the question is always "who is past the limit and still has a name?".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, func, or_, select

from shared import journal
from shared.database import Database
from shared.each_network import in_each, networks_in, transact_in_each
from shared.months import months_before
from shared.network_status import NOT_CLOSED
from shared.personal_data import PersonalTable
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork

LONGEST = 24
"""Months: the most that a network may choose, and what holds for messages that belong to none."""
JOURNAL = 12
"""Months that the journal is kept at least: when a fault is found, one must still see who did what."""
LETTERS = 3
"""Months that a failed message is kept at least: time to mend the fault and to replay it."""
SOON = timedelta(days=30)
BATCH = 500
LOCK = 7_310_002
"""First half of the advisory lock: one process at work in one network."""
JOURNAL_LABEL, LETTERS_LABEL = "Lignes du journal", "Messages en échec"


@dataclass(frozen=True)
class Period:
    """How long the network keeps a name, seen from today."""

    today: date
    months: int
    zone: ZoneInfo

    @property
    def limit(self) -> date:
        """Whose last contact was on this day or before is anonymised."""
        return months_before(self.today, self.months)

    @property
    def next_limit(self) -> date:
        """The limit, :data:`SOON` from now."""
        return months_before(self.today + SOON, self.months)

    def due_on(self, last_contact: date) -> date:
        """The day on which somebody's turn comes."""
        day = months_before(last_contact, -self.months)
        return day if months_before(day, self.months) >= last_contact else day + timedelta(days=1)

    def end_of(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), self.zone)


@dataclass(frozen=True)
class Look:
    """What one batch did in one network, told without naming anybody."""

    ran_on: date
    limit: date
    counts: dict[str, int]
    """French name of the table → rows anonymised, or deleted."""
    left: int
    """Rows past the limit that still have a name, counted again after the work."""
    soon: dict[str, int]
    """French name of the table → rows whose turn comes within :data:`SOON`."""
    ids: list[UUID]
    """Of the anonymised rows."""

    @property
    def found(self) -> dict[str, Any]:
        """What the events tell of it, without the days."""
        return {"counts": self.counts, "left": self.left, "soon": self.soon}


Tell = Callable[[UnitOfWork, Look], None]


def period_of(uow: UnitOfWork) -> Period:
    if uow.tenant_id == PLATFORM:
        return Period(uow.now.date(), LONGEST, ZoneInfo("UTC"))
    return Period(uow.today, uow.network.retention_months, uow.zone)


def run(database: Database, tables: Sequence[PersonalTable], tell: Tell, *, also: Sequence[UUID] = ()) -> None:
    """In every network that is not closed."""

    def retire_all(network_id: UUID) -> None:
        while _run_batch(database, network_id, tables, tell):
            pass

    in_each((*networks_in(database, *NOT_CLOSED), *also), retire_all)
    transact_in_each(database, [PLATFORM], lambda uow: _forget_dead_letters(uow, period_of(uow)))


def _run_batch(database: Database, network_id: UUID, tables: Sequence[PersonalTable], tell: Tell) -> bool:
    """Whether there may be more to do."""
    with database.unit_of_work(network_id) as uow:
        alone = select(func.pg_try_advisory_xact_lock(LOCK, func.hashtext(str(network_id))))
        if not uow.session.execute(alone).scalar_one():
            return False  # another process is at it
        look = retire(uow, tables)
        tell(uow, look)
    return len(look.ids) >= BATCH


def retire(uow: UnitOfWork, tables: Sequence[PersonalTable]) -> Look:
    """Anonymises up to :data:`BATCH` rows, forgets old lines and letters, then looks again."""
    period = period_of(uow)
    speak_local_time(uow, period)
    counts: dict[str, int] = {}
    ids: list[UUID] = []
    for table in tables:
        rows = _lock_due(uow, table, period.limit, at_most=BATCH - len(ids))
        for row in rows:
            table.anonymise(row, uow)
        _add(counts, table.label, len(rows))
        ids += [row.id for row in rows]
    if ids:
        journal.erase_things(uow.session, ids)
    _add(counts, JOURNAL_LABEL, _forget_journal(uow, period))
    _add(counts, LETTERS_LABEL, _forget_dead_letters(uow, period))
    return _look(uow, tables, period, counts, ids)


def look_after(uow: UnitOfWork, tables: Sequence[PersonalTable], counts: dict[str, int]) -> Look:
    """``counts``: what a service has erased by a rule of its own. What is left and what comes is counted again."""
    period = period_of(uow)
    speak_local_time(uow, period)
    return _look(uow, tables, period, counts, [])


def _look(
    uow: UnitOfWork, tables: Sequence[PersonalTable], period: Period, counts: dict[str, int], ids: list[UUID]
) -> Look:
    left = sum(_count(uow, table, until=period.limit) for table in tables)
    return Look(period.today, period.limit, counts, left, _coming(uow, tables, period), ids)


def speak_local_time(uow: UnitOfWork, period: Period) -> None:
    """For this transaction a day is a day where the network is, also when the database makes it of an instant."""
    uow.session.execute(select(func.set_config("TimeZone", period.zone.key, True)))


def _lock_due(uow: UnitOfWork, table: PersonalTable, limit: date, *, at_most: int) -> list[Any]:
    """Rows that somebody is using are left for the next day. Locked first, then looked at again: a loan that was
    opened meanwhile is seen."""
    model = table.model
    due = _due(table, until=limit).order_by(model.id).limit(at_most)
    locked = [row.id for row in uow.session.scalars(due.with_for_update(of=model, skip_locked=True)).unique()]
    if not locked:
        return []
    return list(uow.session.scalars(_due(table, until=limit).where(model.id.in_(locked))).unique())


def _due(table: PersonalTable, *, until: date, after: date | None = None) -> Select[Any]:
    """Nothing for a table whose rows stay."""
    if table.last_contact is None:
        return select(table.model).where(False)  # type: ignore[arg-type]
    query = select(table.model).where(table.last_contact <= until)
    return query if after is None else query.where(table.last_contact > after)


def _count(uow: UnitOfWork, table: PersonalTable, **bounds: Any) -> int:
    rows = _due(table, **bounds).with_only_columns(func.count(), maintain_column_froms=True)
    return uow.session.execute(rows).scalar_one()


def _coming(uow: UnitOfWork, tables: Sequence[PersonalTable], period: Period) -> dict[str, int]:
    coming: dict[str, int] = {}
    for table in tables:
        _add(coming, table.label, _count(uow, table, until=period.next_limit, after=period.limit))
    return coming


def _forget_journal(uow: UnitOfWork, period: Period) -> int:
    oldest = months_before(period.today, max(period.months, JOURNAL))
    return journal.forget_before(uow.session, period.end_of(oldest))


def _forget_dead_letters(uow: UnitOfWork, period: Period) -> int:
    """They may hold a name or an address, and nobody has replayed them in all that time. The platform's go with those
    of nobody."""
    table = uow.plumbing.dead_letter
    oldest = period.end_of(months_before(period.today, max(period.months, LETTERS)))
    theirs = table.c.tenant_id == uow.tenant_id
    whose = or_(theirs, table.c.tenant_id.is_(None)) if uow.tenant_id == PLATFORM else theirs
    old = delete(table).where(whose, table.c.died_at < oldest)
    return len(uow.session.connection().execute(old.returning(table.c.id)).all())


def _add(counts: dict[str, int], label: str, number: int) -> None:
    if number:
        counts[label] = counts.get(label, 0) + number
