"""What is going stale: by state, who was asked when, and what they answered."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.freshness import Freshness
from services.directory.domain.links import Site
from services.directory.domain.weekly_hours import parse_hours
from services.directory.queries import record_checks as queries
from services.directory.queries.networks import thresholds_of
from services.directory.queries.structures import get_structure
from services.directory.runtime import runtime
from services.directory.schemas.record_checks import PhoneAnswerSchema, StateQuery, StateSchema
from services.directory.usecases import record_checks
from shared.actor import Actor
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("record_checks", __name__, prefix="annuaire")


@blueprint.get("/structures/fraicheur")
@door("structures.write")
def list_ageing(uow: UnitOfWork) -> ResponseReturnValue:
    counts = queries.count_by_freshness(uow)
    wanted = load_query(StateQuery)["state"]
    worst = next((state for state in reversed(Freshness) if counts[state]), Freshness.FRESH)
    state = Freshness(wanted) if wanted else worst
    page = queries.list_ageing(uow, state, cursor=request.args.get("cursor"))
    return render_template(
        "record_checks/index.html",
        counts=counts,
        state=state,
        page=page,
        thresholds=thresholds_of(uow),
        somebody_to_ask=bool(queries.list_to_ask_again(uow, state, limit=1)),
    )


@blueprint.post("/structures/fraicheur")
@door("structures.write", retry=list_ageing)
def ask_all(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    state = Freshness(load_form(StateSchema)["state"])
    asked = record_checks.ask_all(uow, actor, _site(), state=state)
    return done(_told(asked), url_for(".list_ageing", state=state.value))


@blueprint.post("/structures/<uuid:structure_id>/relance")
@door("structures.write", retry=list_ageing)
def ask_again(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    check = record_checks.ask_again(uow, actor, _site(), structure_id=structure_id)
    return done(f"La question est partie à {check.email}.", url_for(".list_ageing", state=check.state))


@blueprint.get("/structures/<uuid:structure_id>/appel")
@door("structures.write")
def call(uow: UnitOfWork, structure_id: UUID) -> ResponseReturnValue:
    """Whom to call about a record, at which number, and what to read to them."""
    structure, referent = get_structure(uow, structure_id), queries.find_to_call(uow, structure_id)
    if referent is None or not structure.is_active:
        raise NotFound
    hours = parse_hours(structure.opening_hours)
    return render_template("record_checks/call.html", structure=structure, referent=referent, hours=hours)


@blueprint.post("/structures/<uuid:structure_id>/appel")
@door("structures.write", retry=list_ageing)
def confirm_by_phone(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    said = load_form(PhoneAnswerSchema)
    check = record_checks.confirm_by_phone(uow, actor, structure_id=structure_id, **said)
    sentence = (
        f"« {get_structure(uow, structure_id).label} » est notée à jour : c’est ce qu’on vous a dit au téléphone."
    )
    return done(sentence, url_for(".list_ageing", state=check.state))


def _told(asked: int) -> str:
    if asked == 0:
        return "Personne à relancer : pas de référent joignable, ou une question partie depuis moins d’une semaine."
    return "1 personne a reçu la question." if asked == 1 else f"{asked} personnes ont reçu la question."


def _site() -> Site:
    return Site(runtime.settings.public_url, runtime.settings.secret_key)
