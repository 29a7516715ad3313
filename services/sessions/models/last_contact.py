"""When the network last had to do with a person: as an expression of SQL, so that nothing has to be kept up to date."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from services.sessions.models.assessment import Assessment
from services.sessions.models.attendance import Attendance
from services.sessions.models.credit import CreditEntry
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.loan import Loan
from services.sessions.models.person import Person
from services.sessions.models.sim_card import SimCard
from services.sessions.models.workshop_date import Status, WorkshopDate
from shared.personal_data import NEVER, day_of


def _last(day: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    return select(func.max(day)).where(*_theirs(day.class_)).correlate(Person).scalar_subquery()


def _theirs(model: Any) -> tuple[ColumnElement[bool], ...]:
    return model.tenant_id == Person.tenant_id, model.person_id == Person.id


def _last_came() -> ScalarSelect[Any]:
    """Or called to be excused."""
    there = and_(WorkshopDate.tenant_id == Attendance.tenant_id, WorkshopDate.id == Attendance.workshop_date_id)
    days = select(func.max(day_of(WorkshopDate.starts_at))).select_from(Attendance).join(WorkshopDate, there)
    return days.where(*_theirs(Attendance), Attendance.mark != "absent").correlate(Person).scalar_subquery()


def _last_expected() -> ScalarSelect[Any]:
    """At a meeting to come, or whose attendance nobody has noted."""
    series = and_(WorkshopDate.tenant_id == Enrolment.tenant_id, WorkshopDate.series_id == Enrolment.series_id)
    days = select(func.max(day_of(WorkshopDate.starts_at))).select_from(Enrolment).join(WorkshopDate, series)
    expected = (Enrolment.cancelled_on.is_(None), WorkshopDate.status == Status.PLANNED)
    return days.where(*_theirs(Enrolment), *expected).correlate(Person).scalar_subquery()


def last_contact() -> ColumnElement[date]:
    open_loan = exists().where(*_theirs(Loan), Loan.returned_at.is_(None)).correlate(Person)
    days = (Enrolment.enrolled_on, Enrolment.cancelled_on, Assessment.assessed_on, Loan.lent_on, Loan.returned_on)
    latest = func.greatest(
        Person.registered_on,
        _last_came(),
        _last_expected(),
        *(_last(day) for day in (*days, SimCard.given_on, CreditEntry.moved_on)),
    )
    return case((Person.anonymised_on.is_not(None), None), (open_loan, NEVER), else_=latest)
