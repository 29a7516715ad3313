"""What the network keeps, for how long, and what was anonymised."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from services.directory.models.personal import SERVICES
from services.directory.models.retention_run import RetentionRun
from shared.retention import period_of
from shared.unit_of_work import UnitOfWork
from shared.web.pagination import PAGE, Page, paginate

LOOKED_AT = 7
"""Days among which each service's last look is searched: one that is silent for longer has stopped."""


@dataclass(frozen=True)
class ServiceState:
    """The last look of one service, None where there was none lately."""

    label: str
    told_at: datetime | None
    left: int | None
    soon: dict[str, int]


@dataclass(frozen=True)
class Retention:
    months: int
    limit: date
    services: list[ServiceState]

    @property
    def soon(self) -> int:
        return sum(sum(state.soon.values()) for state in self.services)


def retention_of(uow: UnitOfWork) -> Retention:
    latest = select(RetentionRun).order_by(RetentionRun.ran_on.desc()).limit(LOOKED_AT)
    runs = uow.session.scalars(latest).all()
    period = period_of(uow)
    told = {name: next((run.services[name] for run in runs if name in run.services), None) for name in SERVICES}
    states = [_state(label, told[name]) for name, label in SERVICES.items()]
    return Retention(period.months, period.limit, states)


def _state(label: str, told: dict[str, Any] | None) -> ServiceState:
    if told is None:
        return ServiceState(label, None, None, {})
    return ServiceState(label, datetime.fromisoformat(told["told_at"]), told["left"], told["soon"])


def list_runs(uow: UnitOfWork, *, cursor: str | None = None, limit: int = PAGE) -> Page:
    """Those that removed something, the latest first."""
    query = select(RetentionRun).where(RetentionRun.removed > 0)
    return paginate(uow, query, RetentionRun.ran_on, RetentionRun.id, cursor=cursor, limit=limit, descending=True)
