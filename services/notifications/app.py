"""The only wiring of the service."""

from services.notifications.api import meetings as meetings_api
from services.notifications.api import newsletters as newsletters_api
from services.notifications.leaving import leaving
from services.notifications.pages import answers, finding, mailbox, meetings, newsletters, unsubscribing
from services.notifications.rights import RIGHTS
from services.notifications.runtime import runtime
from services.notifications.ticks import ticks
from shared.service import Service

service = Service(
    name="notifications",
    runtime=runtime,
    prefixes=("lettres", "rencontres"),
    rights=RIGHTS,
    pages=[
        *(newsletters.blueprint, unsubscribing.blueprint, meetings.blueprint, answers.blueprint),
        *finding.blueprints,
    ],
    apis=[newsletters_api.blueprint, meetings_api.blueprint],
    demo_pages=[mailbox.blueprint],
    handlers=leaving.handlers,
    tasks=leaving.tasks,
    ticks=ticks,
)
