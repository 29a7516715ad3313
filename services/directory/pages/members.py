"""Members of the network: list, roles, removal."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.referents import in_short
from services.directory.errors import NotAMember
from services.directory.models.membership import Membership
from services.directory.pages.pickers import structures_to_tick
from services.directory.queries.api_tokens import list_working_tokens_of
from services.directory.queries.members import (
    count_former_members,
    find_members,
    labels_by_invitation,
    list_open_invitations,
)
from services.directory.queries.referents import labels_by_member
from services.directory.schemas.members import MembersQuery, RemovalSchema, RolesSchema
from services.directory.schemas.roles import role_choices
from services.directory.usecases import members
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("members", __name__, prefix="annuaire")


@blueprint.get("/membres")
@door("members.read")
def list_all(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(MembersQuery)
    page = find_members(uow, **query)
    labels = labels_by_member(uow, page.items)
    invitations = list_open_invitations(uow)
    promised = labels_by_invitation(uow, invitations)
    return render_template(
        "members/index.html",
        page=page,
        structures={member_id: in_short(names) for member_id, names in labels.items()},
        query=query,
        roles=role_choices(),
        former=count_former_members(uow),
        invitations=invitations,
        promised={invitation_id: in_short(names) for invitation_id, names in promised.items()},
        now=uow.now,
    )


@blueprint.get("/membres/<uuid:membership_id>")
@door("members.write")
def show_member(uow: UnitOfWork, membership_id: UUID) -> ResponseReturnValue:
    member = uow.get(Membership, membership_id)
    keys = list_working_tokens_of(uow, member.account_id)
    choices = {"roles": role_choices(), "keys": keys, "structures": structures_to_tick(uow, member.structure_ids)}
    return render_template("members/show.html", member=member, **choices)


@blueprint.post("/membres/<uuid:membership_id>/roles")
@door("members.write", retry=show_member)
def change_roles(uow: UnitOfWork, actor: Actor, membership_id: UUID) -> ResponseReturnValue:
    member = members.change_roles(uow, actor, membership_id=membership_id, **load_form(RolesSchema))
    return done(f"Les rôles de {member.account.display_name} sont enregistrés.", _index(uow))


@blueprint.post("/membres/<uuid:membership_id>/retrait")
@door("members.write", retry=show_member)
def remove_member(uow: UnitOfWork, actor: Actor, membership_id: UUID) -> ResponseReturnValue:
    member = members.remove_member(uow, actor, membership_id=membership_id, **load_form(RemovalSchema))
    undo = url_for("members.restore_member", network=uow.network.slug, membership_id=member.id)
    return done(f"{member.account.display_name} n’a plus accès au réseau.", _index(uow), undo=undo)


@blueprint.post("/membres/<uuid:membership_id>/retour")
@door("members.write", retry=show_member)
def restore_member(uow: UnitOfWork, actor: Actor, membership_id: UUID) -> ResponseReturnValue:
    member = members.restore_member(uow, actor, membership_id=membership_id)
    return done(f"{member.account.display_name} est de nouveau membre, avec les mêmes rôles.", _index(uow))


@blueprint.get("/quitter")
@door("members.leave")
def show_leaving(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("members/leaving.html")


@blueprint.post("/quitter")
@door("members.leave", retry=show_leaving)
def leave(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    member = members.find_member(uow, actor.account_id) if actor.account_id else None
    if member is None:
        raise NotAMember
    members.remove_member(uow, actor, membership_id=member.id)
    return redirect("/compte/reseaux", 303)


def _index(uow: UnitOfWork) -> str:
    return url_for("members.list_all", network=uow.network.slug)
