"""Coverage of the department: communes without a place of the network near them."""

from typing import Any

from services.directory.queries import coverage as queries
from services.directory.schemas.coverage import CoverageQuery, CoverageSchema, PartsQuery, PartsSchema
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("coverage", __name__, service="directory", description="Coverage of the department")


@blueprint.get("/coverage")
@door("coverage.read")
@blueprint.arguments(CoverageQuery, location="query")
@blueprint.response(200, CoverageSchema)
def show_coverage(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """The department's figures, and its communes with the nearest place of each."""
    coverage = queries.get_coverage(uow, query["wanted"], query["within"])
    communes = queries.chosen_communes(coverage, text=query["q"], only_without=query["without"], sort=query["sort"])
    page = queries.page_of(communes, cursor=query["cursor"], limit=query["limit"])
    return {
        "within": coverage.within,
        "whole": coverage.whole,
        "unplaced": coverage.unplaced,
        "items": page.items,
        "next": page.next,
        "count": page.count,
    }


@blueprint.get("/coverage/intercommunalities")
@door("coverage.read")
@blueprint.arguments(PartsQuery, location="query")
@blueprint.response(200, PartsSchema)
def list_parts(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """The same figures by group of communes, for its communes of the department."""
    return {"items": queries.get_coverage(uow, query["wanted"], query["within"]).parts}
