"""Things of the trade, for the tests of workshops."""

from datetime import date, time
from uuid import UUID

import pytest

from services.sessions.queries.series import get_series_sheet
from services.sessions.usecases import enrolments, people, series
from shared.actor import SYSTEM


class Workshops:
    """Makes series and people in one network, through the use cases."""

    def __init__(self, network) -> None:
        self.network = network

    def series(self, **options) -> UUID:
        """Three Tuesdays from 24 February 2026: one past, one today (3 March), one to come."""
        plan = {"title": "Ma tablette", "kind": "atelier", "structure_id": None, "capacity": 16, "count": 3}
        plan |= {"first_on": date(2026, 2, 24), "starts_at": time(14), "ends_at": time(16), **options}
        with self.network.uow() as uow:
            return series.plan_series(uow, SYSTEM, **plan).id

    def person(self, first_name: str = "Jeanne", last_name: str = "Labat", **options) -> UUID:
        with self.network.uow() as uow:
            return people.register_person(uow, SYSTEM, first_name=first_name, last_name=last_name, **options).id

    def enrolled(self, series_id: UUID, *first_names: str) -> list[UUID]:
        """New people with a place in the series."""
        ids = [self.person(name) for name in first_names]
        with self.network.uow() as uow:
            for person_id in ids:
                enrolments.enrol_person(uow, SYSTEM, series_id=series_id, person_id=person_id)
        return ids

    def dates(self, series_id: UUID) -> list[UUID]:
        return [line.workshop_date.id for line in self.sheet(series_id).dates]

    def sheet(self, series_id: UUID):
        with self.network.uow(read_only=True) as uow:
            return get_series_sheet(uow, series_id)


@pytest.fixture
def network(sessions):
    return sessions.network()


@pytest.fixture
def workshops(network) -> Workshops:
    return Workshops(network)
