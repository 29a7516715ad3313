"""Answering « is this still right? » by the link of the mail, without an account. Opening the link changes nothing."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import national_vocabulary
from services.directory.domain.weekly_hours import parse_hours
from services.directory.errors import LinkUnusable
from services.directory.models.record_check import RecordCheck
from services.directory.models.referent import Referent
from services.directory.models.structure import Structure
from services.directory.pages import browser, hours_form
from services.directory.pages.structures import read_record
from services.directory.runtime import runtime
from services.directory.schemas.record_checks import AnswerSchema, ListAnswerSchema
from services.directory.schemas.structures import StructureSchema
from services.directory.usecases import record_checks
from services.directory.usecases.record_letters import word_of
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import SeenSchema, load_form

blueprint = page_blueprint("record_answers", __name__, prefix="annuaire")

FIELDS = ("address", "address_extra", "postcode", "commune", "phone", "emails", "websites", "booking_url")
FIELDS += ("summary", "services")
"""What a person who works there knows without looking it up; the rest is left as it is."""


@blueprint.get("/fiche/<token>")
@door(PUBLIC)
def show(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    try:
        check = _find(uow, token)
    except LinkUnusable:
        return _private("record_answers/unusable.html", 404)
    template = "record_answers/thanks.html" if check.answer else "record_answers/show.html"
    about = _about(uow, check)
    hours = parse_hours(about["structure"].opening_hours)
    return _private(template, token=token, hours=hours, **about)


@blueprint.post("/fiche/<token>")
@door(PUBLIC, retry=show)
def answer(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    check = _find(uow, token)
    if load_form(AnswerSchema)["answer"] == "yes":
        record_checks.confirm(uow, check)
    else:
        record_checks.pass_on(uow, check)
    return redirect(url_for(".show", network=uow.network.slug, token=token, list=_listed()), 303)


@blueprint.get("/fiche/<token>/correction")
@door(PUBLIC)
def edit(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    about = _about(uow, _find(uow, token))
    choices = {"vocabulary": national_vocabulary, "hours_choices": hours_form.choices()}
    hours = hours_form.form_of(about["structure"].opening_hours)
    return _private("record_answers/edit.html", token=token, hours=hours, **choices, **about)


@blueprint.post("/fiche/<token>/correction")
@door(PUBLIC, retry=edit)
def correct(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    check = _find(uow, token)
    record_checks.correct(uow, check, read_record(StructureSchema(only=FIELDS)) | load_form(SeenSchema))
    return redirect(url_for(".show", network=uow.network.slug, token=token, list=_listed()), 303)


@blueprint.get("/fiches/<token>")
@door(PUBLIC)
def show_list(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    """All that the letter asked about and that still waits for an answer, on one page."""
    secret = runtime.settings.secret_key
    try:
        asked = record_checks.find_listed(uow, secret, token)
    except LinkUnusable:
        return _private("record_answers/unusable.html", 404)
    records = [(one, word_of(uow, secret, one), parse_hours(one.structure.opening_hours)) for one in asked]
    return _private("record_answers/list.html", token=token, records=records)


@blueprint.post("/fiches/<token>")
@door(PUBLIC, retry=show_list)
def answer_list(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    """« Oui » to each record that was on the page."""
    record_checks.find_listed(uow, runtime.settings.secret_key, token)
    for word in load_form(ListAnswerSchema)["checks"]:
        record_checks.confirm(uow, _find(uow, word))
    return redirect(url_for(".show_list", network=uow.network.slug, token=token), 303)


def _find(uow: UnitOfWork, token: str) -> RecordCheck:
    return record_checks.find_check(uow, runtime.settings.secret_key, token)


def _about(uow: UnitOfWork, check: RecordCheck) -> dict[str, Any]:
    structure, referent = uow.get(Structure, check.structure_id), uow.get(Referent, check.referent_id)
    return {"check": check, "structure": structure, "referent": referent}


def _private(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """The address is a key: it is not told to the sites that the page links to."""
    page = render_template(template, listed=_listed(), **values)
    return browser.without_referrer(make_response(page, status))


def _listed() -> str | None:
    """The word of the list that the person comes from, and goes back to."""
    return request.args.get("list")
