"""A network whose third quarter of 2026 is over, and the report of it."""

from datetime import UTC, datetime

import pytest

from services.reporting.queries.reports import list_reports
from services.reporting.ticks import make_due_reports
from shared.messaging.local import LocalBus
from tests.reporting.story import tell, the_story

OPENED = datetime(2026, 7, 2, tzinfo=UTC)
DUE = datetime(2026, 10, 5, 22, 1, tzinfo=UTC)
"""One minute after the report of the quarter is due in Paris."""


@pytest.fixture
def network(reporting, clock):
    clock.set(DUE)
    return reporting.network("marne", label="Réseau de la Marne", opened_at=OPENED)


@pytest.fixture
def settle(reporting):
    return LocalBus([reporting.service.party()]).settle


@pytest.fixture
def report(network, settle):
    """The draft of the seed's quarter."""
    tell(network, the_story())
    make_due_reports()
    settle()
    with network.uow(read_only=True) as uow:
        (made,) = list_reports(uow, with_drafts=True)
    return made
