"""The quick diagnosis, for programs: answers in, recommended stage and fitting structures out."""

from typing import Any

from services.directory.domain import diagnosis as rules
from services.directory.queries.diagnoses import list_fitting
from services.directory.schemas.diagnoses import DiagnosisResultSchema, DiagnosisSchema
from services.directory.usecases.diagnoses import make_diagnosis
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("diagnoses", __name__, service="directory", description="What a person needs first")


@blueprint.post("/diagnoses")
@door("diagnoses.write")
@blueprint.arguments(DiagnosisSchema)
@blueprint.response(200, DiagnosisResultSchema)
def diagnose(uow: UnitOfWork, data: dict[str, Any]) -> Any:
    """Only the stage is counted; answers are not kept."""
    result = make_diagnosis(uow, rules.known_answers(data))
    shown = {name: getattr(result, name) for name in ("stage", "label", "advice", "autonomy", "reasons", "themes")}
    return {**shown, "structures": list_fitting(uow, result, data["commune"])}
