"""The only wiring of the service."""

from services.directory import api, locating_tasks, pages, webhook_tasks
from services.directory.actors import tasks
from services.directory.consumers import handlers
from services.directory.rights import RIGHTS
from services.directory.runtime import runtime
from services.directory.ticks import ticks
from shared.service import Service

assert locating_tasks.locate_structures.actor_name in tasks.functions
assert webhook_tasks.send_webhooks.actor_name in tasks.functions

service = Service(
    name="directory",
    runtime=runtime,
    prefixes=("annuaire", "compte", "exploitation"),
    rights=RIGHTS,
    pages=pages.blueprints,
    apis=api.blueprints,
    handlers=handlers,
    tasks=tasks,
    ticks=ticks,
)
