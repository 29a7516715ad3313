"""One field written alike in many records: an import of the network's own records."""

from typing import Any

from services.directory.actors import follow_up
from services.directory.models.structure import Structure
from services.directory.queries.structures import all_structures
from services.directory.runtime import runtime
from services.directory.schemas.completions import CompletionRequestSchema
from services.directory.schemas.imports import ImportSchema
from services.directory.usecases import completions
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("completions", __name__, service="directory", description="One field of many records")


@blueprint.post("/completions")
@door("imports.write")
@blueprint.arguments(CompletionRequestSchema)
@blueprint.response(201, ImportSchema)
def preview_completion(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """What it would do, as an import: it is applied, abandoned and taken back under ``/imports``. More than 2,000
    records answer in the state ``reading``: ask again until it is ``previewed``."""
    ids = data["structure_ids"]
    if ids is None:
        ids = all_structures(uow, data["filters"]["wanted"], sort="label", what=Structure.id)
    known = completions.preview_completion(
        uow, actor, runtime.storage, completion=data["completion"], structure_ids=ids
    )
    return follow_up(uow, known)
