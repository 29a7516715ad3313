"""A diagnosis leaves one mark: that there was one, and which stage it led to."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from services.directory.domain.diagnosis import VERSION, Result, diagnose
from services.directory.errors import NothingAnswered
from services.directory.models.diagnosis_tally import DiagnosisTally
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork


def make_diagnosis(uow: UnitOfWork, answers: Mapping[str, str]) -> Result:
    """Raises NothingAnswered: without a single answer, anything that we would recommend is made up."""
    if not answers:
        raise NothingAnswered
    result = diagnose(answers)
    _count(uow, result)
    return result


def _count(uow: UnitOfWork, result: Result) -> None:
    table = DiagnosisTally.__table__
    row = {"tenant_id": uow.tenant_id, "id": new_id(), "month": uow.today.replace(day=1)}
    row |= {"questions_version": VERSION, "stage": result.stage, "count": 1}
    statement = insert(table).values(row)  # type: ignore[arg-type]
    more = {"count": table.c.count + 1}
    uow.session.connection().execute(statement.on_conflict_do_update(constraint="uq_diagnosis_tally_stage", set_=more))
