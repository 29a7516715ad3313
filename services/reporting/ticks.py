"""What reporting asks the clock again and again."""

from services.reporting.actors import write_report
from services.reporting.runtime import database, site
from services.reporting.usecases.reports import plan_due_reports, publish_overdue
from services.reporting.usecases.retention import tell
from shared import retention
from shared.each_network import networks_in, transact_in_each
from shared.messaging.ticks import Ticks
from shared.network_status import LIVING
from shared.unit_of_work import UnitOfWork

ticks = Ticks()


@ticks.every(seconds=60)
def make_due_reports() -> None:
    """Which quarters are over and have no report? A week of outage only makes the answer longer."""

    def plan(uow: UnitOfWork) -> None:
        for run_id in plan_due_reports(uow):
            uow.enqueue(write_report, tenant_id=str(uow.tenant_id), run_id=str(run_id))

    transact_in_each(database, networks_in(database, *LIVING), plan)


@ticks.every(seconds=300)
def publish_forgotten_drafts() -> None:
    transact_in_each(database, networks_in(database, *LIVING), lambda uow: publish_overdue(uow, site=site()))


@ticks.every(seconds=86_400)
def forget_old_lines() -> None:
    """Only pseudonyms are kept here, which go when the sessions service says so; the journal has names."""
    retention.run(database, [], tell)
