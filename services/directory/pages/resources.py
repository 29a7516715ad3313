"""« Partage »: teaching resources and free software that members propose."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.national_vocabulary import SERVICES, TARGET_AUDIENCES
from services.directory.domain.resources import LICENCES_OF, PROPOSED, SOFTWARE, SYSTEMS, TEACHING, faults
from services.directory.files.shareable import EXTENSIONS
from services.directory.models.resource import Resource
from services.directory.pages.resource_filters import filters_of
from services.directory.queries import resources as queries
from services.directory.resource_files import received, sent
from services.directory.runtime import runtime
from services.directory.schemas.resources import ReadSchema, RefusalSchema, ResourceChangesSchema, ResourceQuery
from services.directory.usecases import resources
from shared.actor import Actor
from shared.errors import Invalid
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query
from shared.web.identity import may

blueprint = page_blueprint("resources", __name__, prefix="annuaire")

MODERATE = "resources.moderate"
KIND_OF = {"ressource": TEACHING, "logiciel": SOFTWARE}
"""Word of an address → kind."""


@blueprint.get("/partage")
@door("resources.read")
def list_all(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    query, moderates = load_query(ResourceQuery), may(actor, MODERATE)
    return render_template(
        "resources/index.html",
        page=queries.list_resources(uow, actor, moderates=moderates, **query),
        query=query,
        own=queries.count_own(uow, actor),
        waiting=queries.count_proposed(uow) if moderates else 0,
        **filters_of(query),
    )


@blueprint.get("/partage/nouveau/<any(ressource, logiciel):what>")
@door("resources.write")
def new_resource(uow: UnitOfWork, what: str) -> ResponseReturnValue:
    return render_template("resources/new.html", resource=None, what=what, **_choices(KIND_OF[what]))


@blueprint.post("/partage/nouveau/<any(ressource, logiciel):what>")
@door("resources.write", retry=new_resource)
def propose_resource(uow: UnitOfWork, actor: Actor, what: str) -> ResponseReturnValue:
    given: dict[str, Any] = {"moderates": may(actor, MODERATE), "kind": KIND_OF[what], **_filled_in(KIND_OF[what])}
    resource = resources.propose_resource(uow, actor, runtime.storage, **given)
    if resource.is_published:
        return done(f"« {resource.title} » est partagé avec le réseau.", _page(resource))
    return done(f"Merci ! « {resource.title} » sera visible de tous dès qu’un animateur l’aura relu.", _page(resource))


@blueprint.get("/partage/<uuid:resource_id>")
@door("resources.read")
def show_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    resource = queries.get_visible(uow, actor, resource_id, moderates=may(actor, MODERATE))
    return render_template("resources/show.html", resource=resource, is_own=resource.belongs_to(actor))


@blueprint.get("/partage/<uuid:resource_id>/fichier")
@door("resources.read")
def download_file(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    return sent(queries.get_visible(uow, actor, resource_id, moderates=may(actor, MODERATE)), runtime.storage)


@blueprint.get("/partage/<uuid:resource_id>/modifier")
@door("resources.write")
def edit_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    resource = queries.get_own(uow, actor, resource_id, moderates=may(actor, MODERATE))
    return render_template("resources/edit.html", resource=resource, **_choices(resource.kind))


@blueprint.post("/partage/<uuid:resource_id>/modifier")
@door("resources.write", retry=edit_resource)
def change_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    known = queries.get_own(uow, actor, resource_id, moderates=may(actor, MODERATE))
    given: dict[str, Any] = {"moderates": may(actor, MODERATE), "resource_id": resource_id, **_filled_in(known.kind)}
    resource = resources.change_resource(uow, actor, runtime.storage, **given)
    read_again = resource.state == PROPOSED and not may(actor, MODERATE)
    suffix = " Un animateur va le relire." if read_again else ""
    return done(f"« {resource.title} » : c’est enregistré.{suffix}", _page(resource))


@blueprint.post("/partage/<uuid:resource_id>/publication")
@door(MODERATE, retry=show_resource)
def publish_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    read = load_form(ReadSchema) if request.form.get("changed_at") else load_query(ReadSchema)
    resource = resources.publish_resource(uow, actor, resource_id=resource_id, **read)
    return done(f"« {resource.title} » est partagé avec le réseau.", _next(uow, resource))


@blueprint.post("/partage/<uuid:resource_id>/refus")
@door(MODERATE, retry=show_resource)
def refuse_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    public_url, answers = runtime.settings.public_url, load_form(RefusalSchema)
    resource = resources.refuse_resource(uow, actor, resource_id=resource_id, public_url=public_url, **answers)
    return done(f"« {resource.title} » est refusé, avec votre raison.", _next(uow, resource))


@blueprint.post("/partage/<uuid:resource_id>/masquage")
@door(MODERATE, retry=show_resource)
def hide_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    resource = resources.hide_resource(uow, actor, resource_id=resource_id)
    undo = url_for(".publish_resource", resource_id=resource_id, changed_at=resource.changed_at.isoformat())
    return done(f"« {resource.title} » n’est plus montré.", _page(resource), undo=undo)


@blueprint.post("/partage/<uuid:resource_id>/retrait")
@door("resources.write", retry=show_resource)
def remove_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    resource = resources.remove_resource(uow, actor, moderates=may(actor, MODERATE), resource_id=resource_id)
    undo = url_for(".restore_resource", resource_id=resource_id)
    return done(f"« {resource.title} » est retiré, et sera effacé dans une heure.", url_for(".list_all"), undo=undo)


@blueprint.post("/partage/<uuid:resource_id>/retour")
@door("resources.write")
def restore_resource(uow: UnitOfWork, actor: Actor, resource_id: UUID) -> ResponseReturnValue:
    resource = resources.restore_resource(uow, actor, moderates=may(actor, MODERATE), resource_id=resource_id)
    return done(f"« {resource.title} » est de nouveau là.", _page(resource))


def _filled_in(kind: str) -> dict[str, Any]:
    """The form's answers and its file. All that is wrong is said at once: the file has to be chosen again each time."""
    answers: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for read in (lambda: load_form(ResourceChangesSchema), lambda: {"upload": received(request.files.get("file"))}):
        try:
            answers |= read()
        except Invalid as refused:
            wrong |= refused.fields
    if wrong:
        typed = request.form
        told = {name: typed.get(name, "").strip() for name in ("url", "theme", "licence")}
        rest = faults(kind, has_file=not told["url"], systems=typed.getlist("systems"), **told)
        raise Invalid({**rest, **wrong})
    return answers


def _choices(kind: str) -> dict[str, Any]:
    licences = [(code, licence.label, licence.meaning) for code, licence in LICENCES_OF[kind].items()]
    systems = list(SYSTEMS.items())
    told = {"kind": kind, "themes": SERVICES, "audiences": TARGET_AUDIENCES, "accept": ",".join(EXTENSIONS)}
    return {**told, "licences": licences, "systems": systems, "again": request.method == "POST"}


def _next(uow: UnitOfWork, resource: Resource) -> str:
    """The next one to read, or the one just read."""
    waiting = queries.count_proposed(uow)
    return url_for(".list_all", view="proposed") if waiting else _page(resource)


def _page(resource: Resource) -> str:
    return url_for("resources.show_resource", resource_id=resource.id)
