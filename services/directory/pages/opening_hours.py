"""French hours that were read, confirmed by a person."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue

from services.directory.usecases import opening_hours
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door

blueprint = page_blueprint("opening_hours", __name__, prefix="annuaire")


@blueprint.post("/structures/<uuid:structure_id>/horaires")
@door("structures.amend")
def confirm_hours(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    text = request.form.get("opening_hours", "")
    opening_hours.confirm_hours(uow, actor, structure_id=structure_id, read_from=text)
    return done("Les horaires sont enregistrés.", url_for("structures.show_structure", structure_id=structure_id))
