"""Places found for the addresses of structures, to be confirmed."""

from typing import Any

from services.directory.locating_tasks import locate_structures
from services.directory.queries import geocodings as queries
from services.directory.schemas.geocodings import GeocodingChoiceSchema, GeocodingSchema, GeocodingsPageSchema
from services.directory.schemas.lists import CursorQuery
from services.directory.usecases import locating
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("geocodings", __name__, service="directory", description="Places found for addresses")


@blueprint.get("/geocodings")
@door("structures.write")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, GeocodingsPageSchema)
def list_proposals(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Those that wait for somebody's word, the likeliest first."""
    return queries.list_proposals(uow, **query)


@blueprint.post("/geocodings/search")
@door("structures.write")
@blueprint.response(202)
def search(uow: UnitOfWork) -> Any:
    """Starts looking for the addresses that were never looked for. Does nothing on an installation without geocoder."""
    uow.enqueue(locate_structures, tenant_id=str(uow.tenant_id))
    return {}


@blueprint.post("/geocodings/confirmation")
@door("structures.write")
@blueprint.arguments(GeocodingChoiceSchema)
@blueprint.response(200, GeocodingSchema)
def confirm(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """The structure is there: it gets the coordinates, and the INSEE code when it has none."""
    return locating.confirm(uow, actor, geocoding_id=data["geocoding"])


@blueprint.post("/geocodings/refusal")
@door("structures.write")
@blueprint.arguments(GeocodingChoiceSchema)
@blueprint.response(200, GeocodingSchema)
def refuse(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """The structure is elsewhere: not proposed again for this address."""
    return locating.refuse(uow, actor, geocoding_id=data["geocoding"])


@blueprint.post("/geocodings/proposal")
@door("structures.write")
@blueprint.arguments(GeocodingChoiceSchema)
@blueprint.response(200, GeocodingSchema)
def propose_again(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """Takes back « confirmation » and « refusal »."""
    return locating.propose_again(uow, actor, geocoding_id=data["geocoding"])
