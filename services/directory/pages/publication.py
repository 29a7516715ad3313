"""What the network shows to everybody: the choice, and what is kept back."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.licences import LICENCES
from services.directory.national import publishable
from services.directory.queries import publication as queries
from services.directory.queries.opening_hours import count_readable
from services.directory.runtime import runtime
from services.directory.schemas.publication import PublicationSchema
from services.directory.usecases import publication
from shared.actor import Actor
from shared.network_status import OPEN
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("publication", __name__, prefix="annuaire")


@blueprint.get("/publication")
@door("publication.read")
def show_publication(uow: UnitOfWork) -> ResponseReturnValue:
    published = publishable.sift(queries.public_rows(uow), uow.today)
    return render_template(
        "publication/show.html",
        chosen=queries.get_publication(uow),
        licences=[(licence.code, licence.label) for licence in LICENCES.values()],
        count=len(published.records),
        left=sorted(published.left, key=lambda one: not one.is_whole),
        private=queries.count_private(uow),
        to_confirm=count_readable(uow),
        is_shown=uow.network.status == OPEN,
    )


@blueprint.post("/publication")
@door("publication.write", retry=show_publication)
def change_publication(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    publication.change_publication(uow, actor, runtime.storage, **load_form(PublicationSchema))
    return done("Vos choix de publication sont enregistrés.", url_for(".show_publication"))
