"""The page on which a person says whether a structure is where its address was found."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.geocoder import likeness
from services.directory.locating_tasks import locate_structures
from services.directory.queries import geocodings as queries
from services.directory.runtime import runtime
from services.directory.schemas.geocodings import GeocodingChoiceSchema
from services.directory.usecases import locating
from shared.actor import Actor
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("geocodings", __name__, prefix="annuaire")


@blueprint.get("/structures/localisation")
@door("structures.write")
def list_proposals(uow: UnitOfWork) -> ResponseReturnValue:
    lost, lost_count = queries.list_lost(uow)
    others, others_count = queries.list_others_unplaced(uow)
    return render_template(
        "geocodings/index.html",
        page=queries.list_proposals(uow, cursor=request.args.get("cursor")),
        lost=lost,
        lost_count=lost_count,
        others=others,
        others_count=others_count,
        unasked=queries.count_unasked(uow),
        locates=bool(runtime.settings.geocoder_url),
        likeness=likeness,
    )


@blueprint.post("/structures/localisation/recherche")
@door("structures.write", retry=list_proposals)
def search(uow: UnitOfWork) -> ResponseReturnValue:
    if not runtime.settings.geocoder_url:
        raise NotFound
    uow.enqueue(locate_structures, tenant_id=str(uow.tenant_id))
    return done("La recherche est lancée. Les adresses sûres se placent seules, les autres apparaîtront ici.", _list())


@blueprint.post("/structures/localisation/confirmation")
@door("structures.write", retry=list_proposals)
def confirm(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    known = locating.confirm(uow, actor, geocoding_id=load_form(GeocodingChoiceSchema)["geocoding"])
    undo = url_for(".propose_again", geocoding=known.id)
    return done("C’est noté : la structure est placée sur la carte.", _list(), undo=undo)


@blueprint.post("/structures/localisation/refus")
@door("structures.write", retry=list_proposals)
def refuse(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    known = locating.refuse(uow, actor, geocoding_id=load_form(GeocodingChoiceSchema)["geocoding"])
    undo = url_for(".propose_again", geocoding=known.id)
    return done("C’est noté : cette adresse ne sera plus proposée.", _list(), undo=undo)


@blueprint.post("/structures/localisation/retour")
@door("structures.write", retry=list_proposals)
def propose_again(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    locating.propose_again(uow, actor, geocoding_id=load_query(GeocodingChoiceSchema)["geocoding"])
    return done("L’adresse est de nouveau proposée.", _list())


def _list() -> str:
    return url_for(".list_proposals")
