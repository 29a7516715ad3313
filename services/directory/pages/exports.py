"""The list of structures as files, with the filters of the screen: the national schema and what the network adds."""

from collections.abc import Sequence
from typing import Any

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from services.directory.domain.network_columns import EVERY_COLUMN
from services.directory.models.structure import Structure
from services.directory.national import export
from services.directory.national.workbook import write_xlsx
from services.directory.queries import structures as queries
from services.directory.schemas.structure_query import StructureQuery
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.forms import load_query

blueprint = page_blueprint("exports", __name__, prefix="annuaire")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/structures/export.<any(csv,json,xlsx):kind>")
@door("structures.read")
def download_list(uow: UnitOfWork, kind: str) -> ResponseReturnValue:
    rows = [structure.values() for structure in _shown(uow)]
    name = export.file_name(uow.today, uow.network.slug, uow.network.department or "", kind)
    if kind == "xlsx":
        return attached(write_xlsx(rows, title="Structures", author=uow.network.label), XLSX, name)
    records = (export.record_of(row, EVERY_COLUMN) for row in rows)
    if kind == "csv":
        return attached(export.write_csv(records, EVERY_COLUMN), "text/csv; charset=utf-8", name)
    return attached(export.write_json(records), "application/json", name)


def _shown(uow: UnitOfWork) -> Sequence[Structure]:
    query = load_query(StructureQuery)
    return queries.all_structures(uow, query["wanted"], sort=query["sort"])


def attached(data: bytes, media_type: str, name: str) -> Response:
    """A file that the browser saves."""
    response: Any = make_response(data)
    response.content_type = media_type
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
