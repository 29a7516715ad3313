"""Inviting into the network, and accepting."""

from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.addresses import name_from
from services.directory.errors import LinkUnusable
from services.directory.pages import browser
from services.directory.pages.pickers import structures_to_tick
from services.directory.queries.members import list_labels
from services.directory.runtime import runtime
from services.directory.schemas.members import InvitationListSchema, InvitationSchema, NameSchema
from services.directory.schemas.roles import role_choices
from services.directory.usecases import invitations
from services.directory.usecases.accounts import find_account
from shared.actor import Actor
from shared.roles import Role
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_form

blueprint = page_blueprint("invitations", __name__, prefix="annuaire")


@blueprint.get("/membres/inviter")
@door("members.write")
def show_form(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("invitations/form.html", roles=role_choices(), structures=structures_to_tick(uow))


@blueprint.post("/membres/inviter")
@door("members.write", retry=show_form)
def invite(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    invitation = invitations.invite(uow, actor, **load_form(InvitationSchema), public_url=runtime.settings.public_url)
    told = f"Invitation envoyée à {invitation.email}."
    if Role.REFERENT in invitation.roles and not invitation.structure_ids:
        told += " Aucune structure n’est choisie : donnez-lui les siennes par « Modifier » quand elle aura répondu."
    return done(told, _members(uow))


@blueprint.get("/membres/inviter-plusieurs")
@door("members.write")
def show_list_form(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("invitations/list_form.html", roles=role_choices(), outcome=None)


@blueprint.post("/membres/inviter-plusieurs")
@door("members.write", retry=show_list_form)
def invite_list(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    """Lines that could not be invited stay in the field, each with its reason: nothing is lost."""
    form = load_form(InvitationListSchema)
    outcome = invitations.invite_list(
        uow, actor, text=form["people"], roles=form["roles"], public_url=runtime.settings.public_url
    )
    if not outcome.refused:
        return done(_sent(len(outcome.invited)), _members(uow))
    left = "\n".join(line.text for line in outcome.refused)
    return render_template(
        "invitations/list_form.html",
        roles=role_choices(),
        outcome=outcome,
        sentence=_sent(len(outcome.invited)),
        left=left,
        chosen=form["roles"],
    )


@blueprint.post("/membres/invitations/<uuid:invitation_id>/relance")
@door("members.write")
def send_again(uow: UnitOfWork, actor: Actor, invitation_id: UUID) -> ResponseReturnValue:
    invitation = invitations.send_again(uow, actor, invitation_id=invitation_id, public_url=runtime.settings.public_url)
    return done(f"Un nouveau lien est parti à {invitation.email}. L’ancien ne marche plus.", _members(uow))


@blueprint.post("/membres/invitations/<uuid:invitation_id>/annulation")
@door("members.write")
def cancel(uow: UnitOfWork, actor: Actor, invitation_id: UUID) -> ResponseReturnValue:
    invitation = invitations.cancel_invitation(uow, actor, invitation_id=invitation_id)
    return done(f"L’invitation de {invitation.email} est annulée.", _members(uow))


@blueprint.get("/invitation/<secret>")
@door(PUBLIC)
def show_link(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    """Only shows a button: mail scanners follow links, they do not press buttons."""
    try:
        invitation = invitations.find_invitation(uow, secret)
    except LinkUnusable:
        return browser.without_referrer(make_response(render_template("invitations/unusable.html"), 404))
    account = find_account(uow, invitation.email)
    page = render_template(
        "invitations/accept.html",
        invitation=invitation,
        account=account,
        structures=list_labels(uow, invitation.structure_ids),
        name=invitation.display_name or name_from(invitation.email),
        action=request.path,
    )
    return browser.without_referrer(make_response(page))


@blueprint.post("/invitation/<secret>")
@door(PUBLIC, retry=show_link)
def accept(uow: UnitOfWork, secret: str) -> ResponseReturnValue:
    # Who has an account has a name already: the form asks for none.
    name = load_form(NameSchema)["display_name"] if "display_name" in request.form else ""
    signed_in = invitations.accept_invitation(
        uow, secret=secret, display_name=name, public_url=runtime.settings.public_url
    )
    if signed_in is None:
        return render_template("invitations/moved.html")
    browser.start_afresh()
    response = done(f"Bienvenue dans le réseau « {uow.network.label} ».", f"/annuaire/{uow.network.slug}/")
    return browser.remember(response, signed_in)


def _members(uow: UnitOfWork) -> str:
    return url_for("members.list_all", network=uow.network.slug)


def _sent(count: int) -> str:
    if count == 0:
        return "Aucune invitation n’est partie."
    return "1 invitation est partie." if count == 1 else f"{count} invitations sont parties."
