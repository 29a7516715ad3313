"""The only wiring of the service."""

from services.sessions.api import credit as credit_api
from services.sessions.api import items as items_api
from services.sessions.api import loans as loans_api
from services.sessions.api import people as people_api
from services.sessions.api import purchases as purchases_api
from services.sessions.api import series as series_api
from services.sessions.api import sim_cards as sim_cards_api
from services.sessions.api import structures as structures_api
from services.sessions.api import workshop_dates as workshop_dates_api
from services.sessions.leaving import leaving
from services.sessions.pages import (
    credit,
    enrolments,
    equipment,
    finding,
    items,
    loans,
    people,
    purchases,
    series,
    sim_cards,
    workshop_dates,
)
from services.sessions.rights import RIGHTS
from services.sessions.runtime import runtime
from services.sessions.ticks import ticks
from shared.service import Service

service = Service(
    name="sessions",
    runtime=runtime,
    prefixes=("ateliers", "materiel"),
    rights=RIGHTS,
    pages=[
        *(series.blueprint, workshop_dates.blueprint, enrolments.blueprint, people.blueprint),
        *(equipment.blueprint, items.blueprint, loans.blueprint),
        *(purchases.blueprint, sim_cards.blueprint, credit.blueprint),
        *finding.blueprints,
    ],
    apis=[
        *(people_api.blueprint, series_api.blueprint, workshop_dates_api.blueprint, structures_api.blueprint),
        *(purchases_api.blueprint, items_api.blueprint, loans_api.blueprint),
        *(sim_cards_api.blueprint, credit_api.blueprint),
    ],
    handlers=leaving.handlers,
    tasks=leaving.tasks,
    ticks=ticks,
)
