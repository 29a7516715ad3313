"""How long names are kept, whose turn comes, and what was anonymised."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from services.directory.models.personal import SERVICES
from services.directory.queries.retention import list_runs, retention_of
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door

blueprint = page_blueprint("retention", __name__, prefix="annuaire")


@blueprint.get("/donnees-personnelles/conservation")
@door("personal_data.write")
def show(uow: UnitOfWork) -> ResponseReturnValue:
    page = list_runs(uow, cursor=request.args.get("cursor"), limit=20)
    return render_template("retention/show.html", kept=retention_of(uow), page=page, services=SERVICES)
