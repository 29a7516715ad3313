"""Sending a person to a referent, and what becomes of it."""

from datetime import date, datetime
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import orientations as rules
from services.directory.domain.national_vocabulary import SERVICES
from services.directory.models.orientation import Orientation
from services.directory.pages.pickers import other_recipient
from services.directory.queries import orientations as queries
from services.directory.queries.recipients import list_recipients, phone_of_referent
from services.directory.queries.structures import get_structure
from services.directory.runtime import runtime
from services.directory.schemas.orientations import (
    AppointmentSchema,
    ClosingSchema,
    DecliningSchema,
    ForwardingSchema,
    NoteSchema,
    OrientationSchema,
    OrientationsQuery,
    Prefill,
)
from services.directory.usecases import orientation_answers as answers
from services.directory.usecases import orientations
from services.directory.usecases.orientations import Request
from shared.actor import Actor
from shared.errors import Forbidden
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("orientations", __name__, prefix="annuaire")


@blueprint.get("/orientations")
@door("orientations.read")
def list_orientations(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    query = load_query(OrientationsQuery)
    return render_template(
        "orientations/index.html",
        page=queries.list_orientations(uow, actor, query["view"], cursor=query["cursor"], limit=query["limit"]),
        view=query["view"],
        counts=queries.count_since(uow, _begin_of_year(uow.today)),
        waiting=queries.count_waiting(uow, actor),
        keeps=bool(queries.KEEPERS & actor.roles),
        rules=rules,
    )


@blueprint.get("/structures/<uuid:structure_id>/orientation")
@door("orientations.write")
def new_orientation(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    return render_template(
        "orientations/new.html",
        structure=get_structure(uow, structure_id),
        recipients=list_recipients(uow, actor, structure_id),
        found=load_query(Prefill),
        services=SERVICES,
        rules=rules,
        today=uow.today,
    )


@blueprint.post("/structures/<uuid:structure_id>/orientation")
@door("orientations.write", retry=new_orientation)
def send_orientation(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    form = load_form(OrientationSchema)
    sent = orientations.send_orientation(
        uow,
        actor,
        structure_id=structure_id,
        recipient_id=form["recipient"],
        request=Request.of(form),
        public_url=_public_url(),
    )
    return done(_told(sent), _page(sent.id))


@blueprint.get("/orientations/<uuid:orientation_id>")
@door("orientations.read")
def show_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    orientation = _get(uow, actor, orientation_id)
    return render_template(
        "orientations/show.html",
        orientation=orientation,
        chain=[(one, queries.may_see(actor, one)) for one in queries.list_chain(uow, orientation.chain_id)],
        answers=queries.may_answer(actor, orientation),
        on_behalf=queries.speaks_for(actor, orientation),
        receives=queries.is_receiver(actor, orientation),
        call=phone_of_referent(uow, actor, orientation) if orientation.is_to_be_called else "",
        actions=_actions(orientation_id),
        sent_it=queries.is_sender(actor, orientation) or bool(queries.KEEPERS & actor.roles),
        rules=rules,
        today=uow.today,
    )


@blueprint.post("/orientations/<uuid:orientation_id>/acceptation")
@door("orientations.write", retry=show_orientation)
def accept_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    note = load_form(NoteSchema)
    answers.accept_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **note)
    return done("L’orientation est acceptée. Proposez un rendez-vous quand vous voulez.", _page(orientation_id))


@blueprint.post("/orientations/<uuid:orientation_id>/refus")
@door("orientations.write", retry=show_orientation)
def decline_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    reason = load_form(DecliningSchema)
    answers.decline_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **reason)
    return done("L’orientation est déclinée ; la personne qui l’a envoyée est prévenue.", _page(orientation_id))


@blueprint.post("/orientations/<uuid:orientation_id>/rendez-vous")
@door("orientations.write", retry=show_orientation)
def give_appointment(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    form = load_form(AppointmentSchema)
    starts_at = datetime.combine(form["day"], form["time"], uow.zone)
    answers.give_appointment(
        uow, actor, orientation_id=orientation_id, starts_at=starts_at, place=form["place"], public_url=_public_url()
    )
    return done("Le rendez-vous est noté.", _page(orientation_id))


@blueprint.post("/orientations/<uuid:orientation_id>/venue")
@door("orientations.write", retry=show_orientation)
def note_meeting(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    note = load_form(NoteSchema)
    answers.note_meeting(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **note)
    return done("La rencontre est notée.", _page(orientation_id))


@blueprint.post("/orientations/<uuid:orientation_id>/fin")
@door("orientations.write", retry=show_orientation)
def close_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    form = load_form(ClosingSchema)
    answers.close_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url(), **form)
    return done("L’orientation est terminée. Merci d’avoir dit ce qu’elle a donné.", _page(orientation_id))


@blueprint.post("/orientations/<uuid:orientation_id>/annulation")
@door("orientations.write", retry=show_orientation)
def withdraw_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    gone = orientations.withdraw_orientation(uow, actor, orientation_id=orientation_id, public_url=_public_url())
    told = "rien n’est parti par e-mail" if gone.way == rules.PHONE else "le référent est prévenu"
    return done(f"L’orientation est annulée ; {told}.", _page(orientation_id))


@blueprint.get("/orientations/<uuid:orientation_id>/renvoi")
@door("orientations.write")
def new_forwarding(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    orientation = _get(uow, actor, orientation_id)
    recipient = other_recipient(uow, actor, orientation)
    return render_template(
        "orientations/forward.html", orientation=orientation, recipient=recipient, rules=rules, today=uow.today
    )


@blueprint.post("/orientations/<uuid:orientation_id>/renvoi")
@door("orientations.write", retry=new_forwarding)
def forward_orientation(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> ResponseReturnValue:
    form = load_form(ForwardingSchema)
    sent = orientations.forward_orientation(
        uow,
        actor,
        orientation_id=orientation_id,
        recipient_id=form["recipient"],
        consent_on=form["consent_on"],
        note=form["note"],
        public_url=_public_url(),
    )
    return done(_told(sent), _page(sent.id))


def _actions(orientation_id: UUID) -> dict[str, str]:
    """Of ``orientations/_answers.html``."""
    names = {"accept": "accept_orientation", "give_appointment": "give_appointment", "note_meeting": "note_meeting"}
    names |= {"close": "close_orientation", "decline": "decline_orientation", "forward": "new_forwarding"}
    return {name: url_for(f".{view}", orientation_id=orientation_id) for name, view in names.items()}


def _told(sent: Orientation) -> str:
    if sent.way == rules.PHONE:
        return f"L’orientation est notée. {sent.referent_label} n’a pas d’adresse e-mail : appelez maintenant."
    return f"Un e-mail est parti à {sent.referent_label}."


def _get(uow: UnitOfWork, actor: Actor, orientation_id: UUID) -> Orientation:
    orientation = uow.get(Orientation, orientation_id)
    if not queries.may_see(actor, orientation):
        raise Forbidden
    return orientation


def _begin_of_year(today: date) -> date:
    return today.replace(month=1, day=1)


def _public_url() -> str:
    return runtime.settings.public_url


def _page(orientation_id: UUID) -> str:
    return url_for(".show_orientation", orientation_id=orientation_id)
