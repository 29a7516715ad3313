"""French hours that were read, confirmed by a person: one structure on its page, or many on a page of their own."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.models.hours_reading import LEFT
from services.directory.opening import reading_of
from services.directory.queries import opening_hours as queries
from services.directory.schemas.opening_hours import DecisionChoiceSchema, ReadingsFormSchema, ReadingsQuery
from services.directory.usecases import opening_hours
from services.directory.usecases.opening_hours import Decided, Shown
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("opening_hours", __name__, prefix="annuaire")


@blueprint.get("/structures/horaires")
@door("structures.write")
def list_readings(uow: UnitOfWork) -> ResponseReturnValue:
    state = load_query(ReadingsQuery)["state"]
    return render_template(
        "opening_hours/index.html",
        page=queries.list_readable(uow, state=state, cursor=request.args.get("cursor")),
        state=state,
        counts=[(one, queries.count_readable(uow, one)) for one in queries.STATES],
        reading_of=reading_of,
    )


@blueprint.post("/structures/horaires/acceptation")
@door("structures.write", retry=list_readings)
def accept_readings(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    decided = opening_hours.accept_readings(uow, actor, shown=_shown())
    sentence = f"Les horaires de {_names(decided)} sont enregistrés."
    return done(sentence + _left_alone(decided), _list(), undo=_undo(decided))


@blueprint.post("/structures/horaires/maintien")
@door("structures.write", retry=list_readings)
def leave_texts(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    decided = opening_hours.leave_texts(uow, actor, shown=_shown())
    sentence = f"Les horaires de {_names(decided)} restent tels qu’ils sont écrits."
    return done(sentence + _left_alone(decided), _list(), undo=_undo(decided))


@blueprint.post("/structures/horaires/retour")
@door("structures.write", retry=list_readings)
def propose_again(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    decision_id = load_query(DecisionChoiceSchema)["decision"]
    decided = opening_hours.propose_again(uow, actor, decision_id=decision_id)
    sentence = f"Le texte de {_names(decided)} est de nouveau à confirmer."
    return done(sentence + _left_alone(decided), _list())


@blueprint.post("/structures/<uuid:structure_id>/horaires")
@door("structures.amend")
def confirm_hours(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    text = request.form.get("opening_hours", "")
    opening_hours.confirm_hours(uow, actor, structure_id=structure_id, read_from=text)
    return done("Les horaires sont enregistrés.", url_for("structures.show_structure", structure_id=structure_id))


def _shown() -> list[Shown]:
    form = load_form(ReadingsFormSchema)
    return [Shown(*pair) for pair in zip(form["structure"], form["text"], strict=True)]


def _names(decided: Decided) -> str:
    return f"« {decided.structures[0].label} »" if decided.count == 1 else f"{decided.count} structures"


def _left_alone(decided: Decided) -> str:
    if not decided.changed:
        return ""
    if decided.changed == 1:
        return " Une fiche a changé entre-temps : elle est laissée comme elle est."
    return f" {decided.changed} fiches ont changé entre-temps : elles sont laissées comme elles sont."


def _undo(decided: Decided) -> str:
    return url_for(".propose_again", decision=decided.decision_id)


def _list() -> str:
    """The same list as before: those who look at the texts that were left stay there."""
    left = load_query(ReadingsQuery)["state"] == LEFT
    return url_for(".list_readings", state=LEFT) if left else url_for(".list_readings")
