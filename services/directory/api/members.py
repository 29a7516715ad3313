"""Members of the network."""

from typing import Any
from uuid import UUID

from services.directory.models.membership import Membership
from services.directory.queries.members import all_members
from services.directory.schemas.lists import CursorQuery, MembersPageSchema
from services.directory.schemas.members import MemberSchema, RemovalSchema, RolesSchema
from services.directory.usecases import members
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("members", __name__, service="directory", description="Who belongs, in which roles")


@blueprint.get("/members")
@door("members.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, MembersPageSchema)
def list_members(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, all_members(), Membership.id, **query)


@blueprint.get("/members/<uuid:membership_id>")
@door("members.read")
@blueprint.response(200, MemberSchema)
def show_member(uow: UnitOfWork, membership_id: UUID) -> Any:
    return uow.get(Membership, membership_id)


@blueprint.put("/members/<uuid:membership_id>/roles")
@door("members.write")
@blueprint.arguments(RolesSchema)
@blueprint.response(200, MemberSchema)
def change_roles(uow: UnitOfWork, actor: Actor, data: dict[str, Any], membership_id: UUID) -> Any:
    return members.change_roles(uow, actor, membership_id=membership_id, **data)


@blueprint.post("/members/<uuid:membership_id>/removal")
@door("members.write")
@blueprint.arguments(RemovalSchema)
@blueprint.response(200, MemberSchema)
def remove_member(uow: UnitOfWork, actor: Actor, data: dict[str, Any], membership_id: UUID) -> Any:
    """Keys are the network's: those that the member created go on working, unless they are revoked too."""
    return members.remove_member(uow, actor, membership_id=membership_id, **data)


@blueprint.post("/members/<uuid:membership_id>/restoring")
@door("members.write")
@blueprint.response(200, MemberSchema)
def restore_member(uow: UnitOfWork, actor: Actor, membership_id: UUID) -> Any:
    """With the same roles as before."""
    return members.restore_member(uow, actor, membership_id=membership_id)
