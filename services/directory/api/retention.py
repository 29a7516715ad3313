"""How long names are kept, and what was anonymised."""

from typing import Any

from services.directory.queries.retention import list_runs, retention_of
from services.directory.schemas.lists import CursorQuery
from services.directory.schemas.retention import RetentionRunsPageSchema, RetentionSchema
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("retention", __name__, service="directory", description="How long names are kept")


@blueprint.get("/retention")
@door("personal_data.write")
@blueprint.response(200, RetentionSchema)
def show(uow: UnitOfWork) -> Any:
    return retention_of(uow)


@blueprint.get("/retention-runs")
@door("personal_data.write")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, RetentionRunsPageSchema)
def list_all(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return list_runs(uow, **query)
