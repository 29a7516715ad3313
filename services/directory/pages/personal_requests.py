"""What the network keeps of one person: found, given, erased."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.wrappers import Response

from services.directory.documents_of_person import pack
from services.directory.models.personal import SERVICES, PersonalRequest
from services.directory.runtime import runtime
from services.directory.schemas.personal_requests import PersonalErasureSchema, PersonalRequestSchema
from services.directory.usecases import personal_requests
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form
from shared.web.pagination import paginate

blueprint = page_blueprint("personal_requests", __name__, prefix="annuaire")


@blueprint.get("/donnees-personnelles")
@door("personal_data.write")
def list_all(uow: UnitOfWork) -> ResponseReturnValue:
    cursor = request.args.get("cursor")
    page = paginate(uow, select(PersonalRequest), PersonalRequest.id, descending=True, cursor=cursor, limit=20)
    return render_template("personal_requests/index.html", page=page)


@blueprint.post("/donnees-personnelles")
@door("personal_data.write", retry=list_all)
def ask(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    values = load_form(PersonalRequestSchema)
    made = personal_requests.ask(uow, actor, **values, secret_key=runtime.settings.secret_key)
    return redirect(_page(made.id), 303)


@blueprint.get("/donnees-personnelles/<uuid:personal_request_id>")
@door("personal_data.write")
def show(uow: UnitOfWork, personal_request_id: UUID) -> ResponseReturnValue:
    asked = uow.get(PersonalRequest, personal_request_id)
    secret_key = runtime.settings.secret_key
    who = personal_requests.who_of(asked, secret_key=secret_key)
    apart = personal_requests.told_apart(asked, secret_key=secret_key)
    return render_template("personal_requests/show.html", asked=asked, who=who, apart=apart, services=SERVICES)


@blueprint.get("/donnees-personnelles/<uuid:personal_request_id>/export.zip")
@door("personal_data.write")
def export(uow: UnitOfWork, personal_request_id: UUID) -> ResponseReturnValue:
    asked = uow.get(PersonalRequest, personal_request_id)
    data = pack(personal_requests.documents(asked, secret_key=runtime.settings.secret_key), SERVICES)
    headers = {"Content-Disposition": 'attachment; filename="donnees-personnelles.zip"'}
    return Response(data, mimetype="application/zip", headers=headers)  # type: ignore[return-value]


@blueprint.post("/donnees-personnelles/<uuid:personal_request_id>/effacement")
@door("personal_data.write", retry=show)
def erase(uow: UnitOfWork, personal_request_id: UUID) -> ResponseReturnValue:
    chosen = load_form(PersonalErasureSchema)
    personal_requests.erase(uow, request_id=personal_request_id, secret_key=runtime.settings.secret_key, **chosen)
    return done("L’effacement est en cours. Rechargez cette page pour voir où il en est.", _page(personal_request_id))


def _page(personal_request_id: UUID) -> str:
    return url_for(".show", personal_request_id=personal_request_id)
