"""Keys of the programming interface."""

from datetime import timedelta
from uuid import UUID

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from services.directory.models.personal import SERVICES
from services.directory.queries.api_tokens import list_api_tokens
from services.directory.runtime import runtime
from services.directory.schemas.api_tokens import ApiTokenSchema
from services.directory.schemas.roles import role_choices
from services.directory.usecases import api_tokens
from shared.actor import Actor
from shared.scopes import SCOPES
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("api_tokens", __name__, prefix="annuaire")

JUST_CREATED = "new_api_token"


@blueprint.get("/cles-api")
@door("api_tokens.read")
def list_all(uow: UnitOfWork) -> ResponseReturnValue:
    """Shows the secret of a key that was just created: it waited in this browser's own cookie, and nowhere else."""
    created = session.pop(JUST_CREATED, None)
    api = f"{runtime.settings.public_url}/api/v1"
    described = [(label, f"{api}/{name}/openapi.json") for name, label in SERVICES.items()]
    return render_template(
        "api_tokens/index.html",
        tokens=list_api_tokens(uow),
        created=created,
        now=uow.now,
        address=f"{api}/directory/networks/{uow.network.slug}",
        described=described,
    )


@blueprint.get("/cles-api/nouvelle")
@door("api_tokens.write")
def show_form(uow: UnitOfWork) -> ResponseReturnValue:
    proposed = uow.today + timedelta(days=180)
    scopes = [(scope, sentence, scope) for scope, sentence in SCOPES.items()]
    return render_template("api_tokens/form.html", roles=role_choices(), scopes=scopes, proposed=proposed)


@blueprint.post("/cles-api/nouvelle")
@door("api_tokens.write", retry=show_form)
def create(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    token, secret = api_tokens.create_api_token(uow, actor, **load_form(ApiTokenSchema))
    session[JUST_CREATED] = {"label": token.label, "secret": secret}
    return redirect(url_for(".list_all", network=uow.network.slug), 303)


@blueprint.post("/cles-api/<uuid:token_id>/revocation")
@door("api_tokens.write")
def revoke(uow: UnitOfWork, actor: Actor, token_id: UUID) -> ResponseReturnValue:
    token = api_tokens.revoke_api_token(uow, actor, token_id=token_id)
    return done(f"La clé « {token.label} » ne marche plus.", url_for(".list_all", network=uow.network.slug))
