"""Invitations into the network."""

from typing import Any
from uuid import UUID

from services.directory.models.invitation import Invitation
from services.directory.queries.members import all_invitations
from services.directory.runtime import runtime
from services.directory.schemas.lists import CursorQuery, InvitationsPageSchema
from services.directory.schemas.members import InvitationSchema
from services.directory.usecases import invitations
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("invitations", __name__, service="directory", description="Places offered to addresses")


@blueprint.get("/invitations")
@door("members.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, InvitationsPageSchema)
def list_invitations(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, all_invitations(), Invitation.id, **query)


@blueprint.post("/invitations")
@door("members.write")
@blueprint.arguments(InvitationSchema)
@blueprint.response(201, InvitationSchema)
def invite(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """The link itself is only in the message: whoever invites cannot enter in the guest's place."""
    return invitations.invite(uow, actor, **data, public_url=runtime.settings.public_url)


@blueprint.get("/invitations/<uuid:invitation_id>")
@door("members.read")
@blueprint.response(200, InvitationSchema)
def show_invitation(uow: UnitOfWork, invitation_id: UUID) -> Any:
    return uow.get(Invitation, invitation_id)


@blueprint.post("/invitations/<uuid:invitation_id>/reminder")
@door("members.write")
@blueprint.response(200, InvitationSchema)
def send_again(uow: UnitOfWork, actor: Actor, invitation_id: UUID) -> Any:
    public_url = runtime.settings.public_url
    return invitations.send_again(uow, actor, invitation_id=invitation_id, public_url=public_url)


@blueprint.post("/invitations/<uuid:invitation_id>/cancellation")
@door("members.write")
@blueprint.response(200, InvitationSchema)
def cancel(uow: UnitOfWork, actor: Actor, invitation_id: UUID) -> Any:
    return invitations.cancel_invitation(uow, actor, invitation_id=invitation_id)
