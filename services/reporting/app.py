"""The only wiring of the service."""

from services.reporting import api, pages
from services.reporting.leaving import leaving
from services.reporting.rights import RIGHTS
from services.reporting.runtime import runtime
from services.reporting.ticks import ticks
from shared.service import Service

service = Service(
    name="reporting",
    runtime=runtime,
    prefixes=("rapports",),
    rights=RIGHTS,
    pages=pages.blueprints,
    apis=api.blueprints,
    handlers=leaving.handlers,
    tasks=leaving.tasks,
    ticks=ticks,
)
