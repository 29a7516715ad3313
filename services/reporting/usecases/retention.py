"""People whom the sessions service has anonymised, and the service's own daily look: it keeps names nowhere else."""

from collections.abc import Sequence
from itertools import groupby

from services.reporting.models.personal import count_pseudonyms, handle_pseudonyms
from shared.events.reporting import FactsDataRetired
from shared.events.sessions import PersonAnonymised
from shared.retention import Look
from shared.unit_of_work import UnitOfWork


def anonymise_people(uow: UnitOfWork, events: Sequence[PersonAnonymised]) -> None:
    """Says what was replaced, run by run."""
    ordered = sorted(events, key=lambda event: (event.ran_on, event.limit))
    for (ran_on, limit), group in groupby(ordered, key=lambda event: (event.ran_on, event.limit)):
        pseudonyms = [event.person for event in group]
        counts = handle_pseudonyms(uow, pseudonyms, erase=True)
        uow.session.flush()
        left = sum(count_pseudonyms(uow, pseudonyms).values())
        uow.publish(FactsDataRetired(ran_on=ran_on, limit=limit, counts=counts, left=left))


def tell(uow: UnitOfWork, look: Look) -> None:
    uow.publish(FactsDataRetired(ran_on=look.ran_on, limit=look.limit, **look.found))
