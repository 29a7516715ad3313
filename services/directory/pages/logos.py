"""The network's logo: the picture for everybody, and the screen where it is chosen."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.errors import UnusableLogo
from services.directory.files.logo import read_logo
from services.directory.runtime import runtime
from services.directory.usecases import logos
from shared.actor import Actor
from shared.errors import NotFound
from shared.logos import MEDIA_TYPES, key_of
from shared.storage import ObjectDamaged, ObjectMissing
from shared.unit_of_work import UnitOfWork
from shared.web.assets import FOR_EVER
from shared.web.blueprints import done, page_blueprint
from shared.web.door import PUBLIC, door

blueprint = page_blueprint("logos", __name__, prefix="annuaire")


@blueprint.get("/logo/<name>")
@door(PUBLIC)
def show_picture(uow: UnitOfWork, name: str) -> ResponseReturnValue:
    """In pages, letters and other sites. The name of an earlier logo, in an old letter, leads to the present one."""
    kept = uow.network.logo
    if not kept:
        raise NotFound
    if name != kept:
        return redirect(url_for(".show_picture", name=kept))
    return _picture(uow, name).make_conditional(request)


@blueprint.get("/reglages/logo")
@door("network.write")
def show_logo(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("logos/show.html")


@blueprint.post("/reglages/logo")
@door("network.write", retry=show_logo)
def put_logo(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise UnusableLogo("Choisissez d’abord une image.")
    before = logos.put_logo(uow, actor, runtime.storage, data=read_logo(file.stream))
    undo = url_for(".bring_back", name=before) if before else url_for(".take_away")
    return done("Le logo est en place.", url_for(".show_logo"), undo=undo)


@blueprint.post("/reglages/logo/retrait")
@door("network.write", retry=show_logo)
def take_away(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    before = logos.take_logo_away(uow, actor)
    undo = url_for(".bring_back", name=before) if before else None
    return done("Le logo est retiré.", url_for(".show_logo"), undo=undo)


@blueprint.post("/reglages/logo/<name>/retour")
@door("network.write", retry=show_logo)
def bring_back(uow: UnitOfWork, actor: Actor, name: str) -> ResponseReturnValue:
    logos.bring_logo_back(uow, actor, runtime.storage, name=name)
    return done("Le logo d’avant est revenu.", url_for(".show_logo"))


def _picture(uow: UnitOfWork, name: str) -> Response:
    """Raises NotFound when the storage no longer has the bytes that were put: the page shows the network's name."""
    try:
        response = make_response(runtime.storage.get(key_of(uow.tenant_id, name)))
    except (ObjectMissing, ObjectDamaged) as error:
        raise NotFound from error
    response.content_type = MEDIA_TYPES[name.rsplit(".", 1)[1]]
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # mail readers and the sites that show the list
    response.set_etag(name)
    return response
