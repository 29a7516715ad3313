"""Asking the geocoder. Its importation gives the task to the service (``app.py``)."""

import time
from uuid import UUID

import structlog

from services.directory.actors import tasks
from services.directory.domain.geocoder import Found, Geocoder, GeocoderUnavailable
from services.directory.gateways.geoplateforme import geocoder_of
from services.directory.queries.geocodings import Unplaced, list_unplaced
from services.directory.runtime import database, runtime
from services.directory.usecases import locating

BATCH = 50
SECONDS = 40.0
"""Of one run; the clock starts another each minute, so that two seldom ask the same."""
FAILURES = 3
"""In a row, after which the geocoder is left alone until the next run."""
log = structlog.get_logger()


@tasks.actor(max_retries=0)
def locate_structures(tenant_id: str) -> None:
    """Some of the structures of one network. Running twice places them once: each answer is checked when written."""
    geocoder = geocoder_of(runtime.settings)
    if geocoder is None:
        return
    until, failures = time.monotonic() + SECONDS, 0
    seen: set[UUID] = set()
    while batch := _batch(UUID(tenant_id), seen):
        for unplaced in batch:
            seen.add(unplaced.structure_id)
            failures = 0 if _locate(UUID(tenant_id), geocoder, unplaced) else failures + 1
            if failures == FAILURES or time.monotonic() > until:
                return


def _batch(tenant_id: UUID, seen: set[UUID]) -> list[Unplaced]:
    with database.unit_of_work(tenant_id, read_only=True) as uow:
        return [one for one in list_unplaced(uow, BATCH) if one.structure_id not in seen]


def _locate(tenant_id: UUID, geocoder: Geocoder, unplaced: Unplaced) -> bool:
    """False when there was no answer. No transaction is open while the geocoder thinks."""
    with database.unit_of_work(tenant_id) as uow:
        if locating.place_as_known(uow, unplaced):
            return True
    try:
        found: Found | None = geocoder.locate(unplaced.question) if unplaced.question.can_be_asked else None
    except GeocoderUnavailable as error:
        log.warning("geocoder_unavailable", reason=str(error))
        return False
    with database.unit_of_work(tenant_id) as uow:
        locating.keep_answer(uow, unplaced, found)
    return True
