"""What the network shows to everybody."""

from typing import Any

from services.directory.national import publishable
from services.directory.queries import publication as queries
from services.directory.runtime import runtime
from services.directory.schemas.lists import CursorQuery
from services.directory.schemas.publication import KeptBackPageSchema, PublicationSchema
from services.directory.usecases import publication
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("publication", __name__, service="directory", description="Public site and open data")


@blueprint.get("/publication")
@door("publication.read")
@blueprint.response(200, PublicationSchema)
def show_publication(uow: UnitOfWork) -> Any:
    return queries.get_publication(uow)


@blueprint.get("/publication/kept-back")
@door("publication.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, KeptBackPageSchema)
def list_kept_back(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """What the published files leave out of the public structures, and why. ``limit`` counts the structures looked at:
    a page may hold fewer lines, or none; go on until ``next`` is null."""
    page = queries.page_of_public_rows(uow, **query)
    return {"items": publishable.sift(page.items, uow.today).left, "next": page.next}


@blueprint.put("/publication")
@door("publication.write")
@blueprint.arguments(PublicationSchema)
@blueprint.response(200, PublicationSchema)
def change_publication(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return publication.change_publication(uow, actor, runtime.storage, **data)
