"""Pages of the import: send a file, say what its columns are, look at what it would do, apply it, take it back."""

from uuid import UUID

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.actors import follow_up
from services.directory.domain.national_columns import REQUIRED
from services.directory.errors import UnreadableFile
from services.directory.files.reading import MAX_BYTES
from services.directory.models.structure_import import TO_MAP, StructureImport
from services.directory.pages.exports import XLSX, attached
from services.directory.pages.import_groups import groups_of
from services.directory.pages.import_mappings import mapping_page
from services.directory.pages.import_words import words_of
from services.directory.pages.preview_words import people_in_words
from services.directory.queries import imports as queries
from services.directory.queries.duplicates import count_pairs
from services.directory.queries.opening_hours import count_readable
from services.directory.runtime import runtime
from services.directory.usecases import import_undo, imports
from services.directory.usecases.refused_lines import refused_file
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door

blueprint = page_blueprint("imports", __name__, prefix="annuaire")
SECONDS_BETWEEN_LOOKS = 2


@blueprint.get("/structures/imports")
@door("imports.write")
def new_import(uow: UnitOfWork) -> ResponseReturnValue:
    recent = queries.list_recent_imports(uow)
    return render_template("imports/new.html", recent=recent, required=REQUIRED, megabytes=MAX_BYTES // 1024**2)


@blueprint.post("/structures/imports")
@door("imports.write", retry=new_import)
def preview_import(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise UnreadableFile("Choisissez d’abord un fichier.")
    data = imports.read_upload(file.stream)
    known = imports.preview_import(uow, actor, runtime.storage, file_name=file.filename, data=data)
    return _next_page(follow_up(uow, known), "Le fichier est lu. Rien n’a encore changé dans l’annuaire.")


@blueprint.get("/structures/imports/<uuid:import_id>")
@door("imports.write")
def show_import(uow: UnitOfWork, import_id: UUID) -> ResponseReturnValue:
    known = queries.get_import(uow, import_id)
    if known.state == TO_MAP:
        return mapping_page(uow, known)
    if known.is_busy:
        page = render_template("imports/progress.html", known=known, **words_of(known))
        return Response(page, headers={"Refresh": str(SECONDS_BETWEEN_LOOKS)})
    chosen = request.args.get("groupe")
    groups = groups_of(known, chosen, request.args.get("page", 1, type=int))
    people = people_in_words((known.preview or {}).get("referents", {}))
    shown = {"known": known, "preview": known.preview, "groups": groups, "people": people, **words_of(known)}
    if known.is_previewed:
        return render_template("imports/preview.html", **shown, whole=chosen not in groups)
    brought = known.is_applied and known.completion is None
    return render_template(
        "imports/ended.html",
        **shown,
        undoable=queries.can_be_undone(uow, known),
        to_confirm=count_readable(uow) if brought else 0,
        duplicates=count_pairs(uow) if brought else 0,
    )


@blueprint.post("/structures/imports/<uuid:import_id>/application")
@door("imports.write", retry=show_import)
def apply_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> ResponseReturnValue:
    known = imports.start_applying(uow, actor, runtime.storage, import_id=import_id)
    return _next_page(follow_up(uow, known), "L’annuaire est à jour.")


@blueprint.post("/structures/imports/<uuid:import_id>/annulation")
@door("imports.write", retry=show_import)
def undo_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> ResponseReturnValue:
    known = import_undo.start_undoing(uow, actor, import_id=import_id)
    return _next_page(follow_up(uow, known), "C’est annulé : l’annuaire est revenu à son état d’avant.")


@blueprint.post("/structures/imports/<uuid:import_id>/abandon")
@door("imports.write", retry=show_import)
def abandon_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> ResponseReturnValue:
    known = imports.abandon_import(uow, actor, import_id=import_id)
    return done("C’est abandonné : l’annuaire n’a pas changé.", words_of(known)["list_href"])


@blueprint.get("/structures/imports/<uuid:import_id>/lignes-refusees.<any(csv,xlsx):kind>")
@door("imports.write")
def download_refused(uow: UnitOfWork, import_id: UUID, kind: str) -> ResponseReturnValue:
    data = refused_file(uow, runtime.storage, queries.get_import(uow, import_id), kind)
    return attached(data, XLSX if kind == "xlsx" else "text/csv; charset=utf-8", f"lignes-refusees.{kind}")


def _next_page(known: StructureImport, sentence: str) -> ResponseReturnValue:
    if known.is_busy:
        sentence = "C’est long : le travail continue ici, vous pouvez fermer cette page."
    elif known.state == TO_MAP:
        sentence = "Le fichier est lu. Dites maintenant ce que contiennent ses colonnes."
    return done(sentence, _page(known.id))


def _page(import_id: UUID) -> str:
    return url_for("imports.show_import", import_id=import_id)
