"""What reporting asks the clock again and again."""

from uuid import UUID

from sqlalchemy import select

from services.reporting.actors import write_report
from services.reporting.runtime import database, site
from services.reporting.usecases.reports import plan_due_reports, publish_overdue
from services.reporting.usecases.retention import tell
from shared import retention
from shared.messaging.ticks import Ticks
from shared.network_status import LIVING

ticks = Ticks()


@ticks.every(seconds=60)
def make_due_reports() -> None:
    """Which quarters are over and have no report? A week of outage only makes the answer longer."""
    for network_id in _living_networks():
        with database.unit_of_work(network_id) as uow:
            for run_id in plan_due_reports(uow):
                uow.enqueue(write_report, tenant_id=str(network_id), run_id=str(run_id))


@ticks.every(seconds=300)
def publish_forgotten_drafts() -> None:
    for network_id in _living_networks():
        with database.unit_of_work(network_id) as uow:
            publish_overdue(uow, site=site())


@ticks.every(seconds=86_400)
def forget_old_lines() -> None:
    """Only pseudonyms are kept here, which go when the sessions service says so; the journal has names."""
    retention.run(database, [], tell)


def _living_networks() -> list[UUID]:
    table = database.plumbing.network
    with database.unit_of_work(None, read_only=True) as uow:
        query = select(table.c.id).where(table.c.status.in_(LIVING)).order_by(table.c.id)
        return list(uow.session.execute(query).scalars())
