"""The only wiring of the service."""

from services.sessions.actors import tasks
from services.sessions.consumers import handlers
from services.sessions.rights import RIGHTS
from services.sessions.runtime import runtime
from services.sessions.ticks import ticks
from shared.service import Service

service = Service(
    name="sessions",
    runtime=runtime,
    prefixes=("ateliers", "materiel"),
    rights=RIGHTS,
    pages=[],
    apis=[],
    handlers=handlers,
    tasks=tasks,
    ticks=ticks,
)
