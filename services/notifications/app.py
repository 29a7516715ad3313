"""The only wiring of the service."""

from services.notifications.actors import tasks
from services.notifications.consumers import handlers
from services.notifications.rights import RIGHTS
from services.notifications.runtime import runtime
from services.notifications.ticks import ticks
from shared.service import Service

service = Service(
    name="notifications",
    runtime=runtime,
    prefixes=("lettres", "rencontres"),
    rights=RIGHTS,
    pages=[],
    apis=[],
    handlers=handlers,
    tasks=tasks,
    ticks=ticks,
)
