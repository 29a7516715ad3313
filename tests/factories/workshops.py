"""Workshops to come and the places taken in them, as the directory hears of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.events.sessions import EnrolmentSaved, WorkshopPlanned
from shared.ids import new_id
from shared.messaging.envelope import Envelope
from shared.testing.subject import NetworkUnderTest


def hear(network: NetworkUnderTest, *events: Any) -> None:
    now = network.subject.service.runtime.clock.now()
    bodies = [Envelope.wrap(event, tenant_id=network.id, at=now).dump() for event in events]
    assert network.subject.service.consumer().receive(bodies) == []


def a_workshop(
    network: NetworkUnderTest, structure_id: UUID, *, days: float = 3, capacity: int = 5, taken: int = 0, **values: Any
) -> WorkshopPlanned:
    """``days``: from now."""
    now = network.subject.service.runtime.clock.now()
    series, starts = new_id(), now + timedelta(days=days)
    given = {"title": "Premiers pas", "kind": "atelier", "status": "planned", "version": 1, **values}
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    place = {"structure_id": structure_id, "capacity": capacity, "series_id": series}
    planned = WorkshopPlanned(workshop_date_id=new_id(), **place, **times, **given)
    hear(network, planned, *(a_seat(network, series) for _ in range(taken)))
    return planned


def a_seat(network: NetworkUnderTest, series_id: UUID) -> EnrolmentSaved:
    day = network.subject.service.runtime.clock.now().date()
    person = {"person": new_id().hex, "known_before": True, "enrolled_on": day}
    return EnrolmentSaved(enrolment_id=new_id(), version=1, series_id=series_id, **person)
