"""The only wiring of the service."""

from services.sessions.actors import tasks
from services.sessions.api import people as people_api
from services.sessions.api import series as series_api
from services.sessions.api import structures as structures_api
from services.sessions.api import workshop_dates as workshop_dates_api
from services.sessions.consumers import handlers
from services.sessions.pages import enrolments, people, series, workshop_dates
from services.sessions.rights import RIGHTS
from services.sessions.runtime import runtime
from services.sessions.ticks import ticks
from shared.service import Service

service = Service(
    name="sessions",
    runtime=runtime,
    prefixes=("ateliers", "materiel"),
    rights=RIGHTS,
    pages=[series.blueprint, workshop_dates.blueprint, enrolments.blueprint, people.blueprint],
    apis=[people_api.blueprint, series_api.blueprint, workshop_dates_api.blueprint, structures_api.blueprint],
    handlers=handlers,
    tasks=tasks,
    ticks=ticks,
)
