"""Quarterly meetings, invitations and answers."""

from typing import Any
from uuid import UUID

from services.notifications.models import Invitation, Meeting
from services.notifications.queries import meetings as look
from services.notifications.runtime import runtime
from services.notifications.schemas.lists import HostsList, InvitationsPage, MeetingsPage
from services.notifications.schemas.meetings import (
    AnswerSchema,
    GuestsFilter,
    HoldingSchema,
    HostsQuery,
    InvitationSchema,
    MeetingChangesSchema,
    MeetingSchema,
    ProposalSchema,
    RemindedSchema,
)
from services.notifications.schemas.newsletters import SearchSchema
from services.notifications.usecases import answers, meetings
from services.notifications.usecases.writing import stationery
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("meetings", __name__, service="notifications", description="Quarterly meetings")


@blueprint.get("/meetings")
@door("meetings.read")
@blueprint.arguments(SearchSchema, location="query")
@blueprint.response(200, MeetingsPage)
def list_meetings(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return look.list_meetings(uow, **query)


@blueprint.get("/meetings/proposal")
@door("meetings.read")
@blueprint.response(200, ProposalSchema)
def show_proposal(uow: UnitOfWork) -> Any:
    """Days for the first quarter without a meeting; 404 when one is already planned."""
    proposal = look.next_proposal(uow)
    if proposal is None:
        raise NotFound
    return proposal


@blueprint.get("/meetings/hosts")
@door("meetings.read")
@blueprint.arguments(HostsQuery, location="query")
@blueprint.response(200, HostsList)
def list_hosts(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    """Structures that can host, least recent host first."""
    items, count = look.list_candidates(uow, **query)
    return {"items": items, "count": count}


@blueprint.post("/meetings")
@door("meetings.write")
@blueprint.arguments(MeetingSchema)
@blueprint.response(201, MeetingSchema)
def plan_meeting(uow: UnitOfWork, data: dict[str, Any]) -> Any:
    """Plans the meeting and invites every member."""
    return meetings.plan_meeting(uow, **data, organizer=stationery(uow, runtime.settings).organizer)


@blueprint.get("/meetings/<uuid:meeting_id>")
@door("meetings.read")
@blueprint.response(200, MeetingSchema)
def show_meeting(uow: UnitOfWork, meeting_id: UUID) -> Any:
    return uow.get(Meeting, meeting_id)


@blueprint.put("/meetings/<uuid:meeting_id>")
@door("meetings.write")
@blueprint.arguments(MeetingChangesSchema)
@blueprint.response(200, MeetingSchema)
def move_meeting(uow: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    """A new date or place raises the sequence and asks everybody again."""
    return meetings.move_meeting(uow, meeting_id=meeting_id, **data)


@blueprint.post("/meetings/<uuid:meeting_id>/cancellation")
@door("meetings.write")
@blueprint.response(200, MeetingSchema)
def cancel_meeting(uow: UnitOfWork, meeting_id: UUID) -> Any:
    return meetings.cancel_meeting(uow, meeting_id=meeting_id)


@blueprint.post("/meetings/<uuid:meeting_id>/reminders")
@door("meetings.write")
@blueprint.response(202, RemindedSchema)
def remind(uow: UnitOfWork, meeting_id: UUID) -> Any:
    """To those who have not answered; at most once a day."""
    return {"reminded": meetings.remind(uow, meeting_id=meeting_id)}


@blueprint.put("/meetings/<uuid:meeting_id>/holding")
@door("meetings.write")
@blueprint.arguments(HoldingSchema)
@blueprint.response(200, MeetingSchema)
def hold_meeting(uow: UnitOfWork, data: dict[str, Any], meeting_id: UUID) -> Any:
    """Who came, once the meeting has begun; may be corrected."""
    return meetings.hold_meeting(uow, meeting_id=meeting_id, **data)


@blueprint.get("/meetings/<uuid:meeting_id>/invitations")
@door("meetings.read")
@blueprint.arguments(GuestsFilter, location="query")
@blueprint.response(200, InvitationsPage)
def list_guests(uow: UnitOfWork, query: dict[str, Any], meeting_id: UUID) -> Any:
    uow.get(Meeting, meeting_id)
    return look.list_guests(uow, meeting_id, answer=query["answer"], text=query["q"], cursor=query["cursor"])


@blueprint.put("/invitations/<uuid:invitation_id>/answer")
@door("meetings.write")
@blueprint.arguments(AnswerSchema)
@blueprint.response(200, InvitationSchema)
def write_answer_down(uow: UnitOfWork, data: dict[str, Any], invitation_id: UUID) -> Any:
    """An answer given by telephone or at the counter."""
    return answers.answer_invitation(uow, invitation_id=invitation_id, **data)


@blueprint.get("/invitations/<uuid:invitation_id>")
@door("meetings.read")
@blueprint.response(200, InvitationSchema)
def show_invitation(uow: UnitOfWork, invitation_id: UUID) -> Any:
    return uow.get(Invitation, invitation_id)
