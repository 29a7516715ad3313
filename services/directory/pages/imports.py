"""Pages of the import: send a file, look at what it would do, apply it."""

from uuid import UUID

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.national_columns import REQUIRED
from services.directory.errors import UnreadableFile
from services.directory.queries import imports as queries
from services.directory.runtime import runtime
from services.directory.usecases import imports
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door

blueprint = page_blueprint("imports", __name__, prefix="annuaire")


@blueprint.get("/structures/imports")
@door("imports.write")
def new_import(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("imports/new.html", recent=queries.list_recent_imports(uow), required=REQUIRED)


@blueprint.post("/structures/imports")
@door("imports.write", retry=new_import)
def preview_import(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise UnreadableFile("Choisissez d’abord un fichier.")
    data = imports.read_upload(file.stream)
    preview = imports.preview_import(uow, actor, runtime.storage, file_name=file.filename, data=data)
    return done("Le fichier est lu. Rien n’a encore changé dans l’annuaire.", _page(preview.id))


@blueprint.get("/structures/imports/<uuid:import_id>")
@door("imports.write")
def show_import(uow: UnitOfWork, import_id: UUID) -> ResponseReturnValue:
    known = queries.get_import(uow, import_id)
    template = "imports/preview.html" if known.is_previewed else "imports/applied.html"
    return render_template(template, known=known, preview=known.preview)


@blueprint.post("/structures/imports/<uuid:import_id>/application")
@door("imports.write", retry=show_import)
def apply_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> ResponseReturnValue:
    imports.apply_import(uow, actor, runtime.storage, import_id=import_id)
    return done("L’annuaire est à jour.", _page(import_id))


@blueprint.post("/structures/imports/<uuid:import_id>/abandon")
@door("imports.write", retry=show_import)
def abandon_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> ResponseReturnValue:
    imports.abandon_import(uow, actor, import_id=import_id)
    return done("Import abandonné : l’annuaire n’a pas changé.", url_for(".new_import"))


@blueprint.get("/structures/imports/<uuid:import_id>/lignes-refusees.csv")
@door("imports.write")
def download_refused(uow: UnitOfWork, import_id: UUID) -> ResponseReturnValue:
    known = queries.get_import(uow, import_id)
    data = imports.refused_file(uow, runtime.storage, known)
    headers = {"Content-Disposition": 'attachment; filename="lignes-refusees.csv"'}
    return Response(data, mimetype="text/csv", headers=headers)


def _page(import_id: UUID) -> str:
    return url_for(".show_import", import_id=import_id)
