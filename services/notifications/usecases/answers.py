"""A guest answers an invitation: by the link of the mail, or through someone who writes it down for them."""

from uuid import UUID

from services.notifications.errors import MeetingIsOver
from services.notifications.models import Invitation, Meeting
from shared.unit_of_work import UnitOfWork


def answer_invitation(uow: UnitOfWork, *, invitation_id: UUID, answer: str) -> Invitation:
    """``answer``: accepted, tentative or declined. Can be changed until the end of the meeting."""
    invitation = uow.get(Invitation, invitation_id, lock=True)
    meeting = uow.get(Meeting, invitation.meeting_id)
    meeting.refuse_unless_planned()
    if meeting.ends_at <= uow.now:
        raise MeetingIsOver
    if invitation.answer != answer:
        invitation.reply(answer, uow.now)
        uow.publish(invitation.answered())
    return invitation
