"""Where the reporting service tells one person from another: pseudonyms only."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, case, cast, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, array

from services.reporting.models import AssessmentFact, EnrolmentFact, WorkshopAttendance
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

NOT_PERSONAL: dict[str, str] = {}
COUNTED = {"Inscriptions comptées": EnrolmentFact, "Évaluations comptées": AssessmentFact}
MEETINGS = "Présences comptées"


def count_pseudonyms(uow: UnitOfWork, pseudonyms: Sequence[str]) -> dict[str, int]:
    """Rows in which one of them stands, by table; tables without any are left out."""
    counts = {}
    for label, model in COUNTED.items():
        counts[label] = uow.session.scalar(select(func.count(model.id)).where(model.person.in_(pseudonyms)))
    meetings = select(func.count(WorkshopAttendance.id)).where(_came(pseudonyms))
    counts[MEETINGS] = uow.session.scalar(meetings)
    return {label: number for label, number in counts.items() if number}


def handle_pseudonyms(uow: UnitOfWork, pseudonyms: Sequence[str], *, erase: bool) -> dict[str, int]:
    """Counts by table. To erase gives each pseudonym another one, linked to nobody: counts stay true."""
    counts = count_pseudonyms(uow, pseudonyms)
    if erase and counts:
        others = {one: new_id().hex for one in pseudonyms}
        for model in COUNTED.values():
            here = model.person.in_(pseudonyms)
            uow.session.execute(update(model).where(here).values(person=case(others, value=model.person)))
        meetings = select(WorkshopAttendance).where(_came(pseudonyms)).with_for_update()
        for meeting in uow.session.scalars(meetings):
            meeting.people = [others.get(one, one) for one in meeting.people]
    return counts


def _came(pseudonyms: Sequence[str]) -> ColumnElement[bool]:
    return WorkshopAttendance.people.bool_op("&&")(cast(array(pseudonyms), ARRAY(Text)))
