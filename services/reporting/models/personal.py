"""Where the reporting service tells one person from another: pseudonyms only."""

from collections.abc import Sequence

from sqlalchemy import any_, func, literal, select, update

from services.reporting.models import AssessmentFact, EnrolmentFact, WorkshopAttendance
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

NOT_PERSONAL: dict[str, str] = {}


def handle_pseudonyms(uow: UnitOfWork, pseudonyms: Sequence[str], *, erase: bool) -> dict[str, int]:
    """Counts by table. To erase gives each pseudonym another one, linked to nobody: counts stay true."""
    counts: dict[str, int] = {}
    for one in pseudonyms:
        other = new_id().hex
        for label, model in (("Inscriptions comptées", EnrolmentFact), ("Évaluations comptées", AssessmentFact)):
            here = model.person == one
            _count(counts, label, uow.session.scalar(select(func.count()).select_from(model).where(here)))
            if erase:
                uow.session.execute(update(model).where(here).values(person=other))
        here = literal(one) == any_(WorkshopAttendance.people)
        _count(counts, "Présences comptées", uow.session.scalar(select(func.count(WorkshopAttendance.id)).where(here)))
        if erase:
            people = func.array_replace(WorkshopAttendance.people, one, other)
            uow.session.execute(update(WorkshopAttendance).where(here).values(people=people))
    return counts


def _count(counts: dict[str, int], label: str, found: int | None) -> None:
    if found:
        counts[label] = counts.get(label, 0) + found
