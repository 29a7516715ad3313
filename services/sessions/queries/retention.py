"""Whose name is erased soon, for want of contact."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from services.sessions.models.last_contact import last_contact
from services.sessions.models.person import Person
from shared.retention import period_of, speak_local_time
from shared.unit_of_work import UnitOfWork


def soon_anonymised(uow: UnitOfWork, query: Select[Person]) -> Select[Person]:
    """Of these people, those whose turn comes within the coming weeks."""
    period = period_of(uow)
    speak_local_time(uow, period)
    return query.where(last_contact() <= period.next_limit)


def anonymised_on(uow: UnitOfWork, person_id: UUID) -> date | None:
    """The day on which the name goes unless somebody sees the person before; None when it is not near."""
    near = soon_anonymised(uow, select(Person).where(Person.id == person_id)).with_only_columns(last_contact())
    day = uow.session.scalar(near)
    return period_of(uow).due_on(day) if day else None
