"""« Mes structures »: the records that a referent keeps, each with « c’est toujours juste » at hand."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.queries.networks import thresholds_of
from services.directory.queries.own_structures import list_own_structures
from services.directory.usecases import structures
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import SeenSchema, load_form

blueprint = page_blueprint("own_structures", __name__, prefix="annuaire")


@blueprint.get("/structures/les-miennes")
@door("structures.amend")
def list_own(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    own = list_own_structures(uow, actor)
    return render_template("own_structures/index.html", own=own, thresholds=thresholds_of(uow), today=uow.today)


@blueprint.post("/structures/<uuid:structure_id>/confirmation")
@door("structures.amend", retry=list_own)
def confirm(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    """« C’est toujours juste »: whoever saves a record, even as it is, vouches for it today."""
    structure = structures.change_structure(uow, actor, structure_id=structure_id, **load_form(SeenSchema))
    return done(f"La fiche « {structure.label} » est notée à jour.", url_for(".list_own"))
