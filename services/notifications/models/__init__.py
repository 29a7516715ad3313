"""Every table of the service, so that the metadata is complete for whoever imports the package."""

from services.notifications.models import journaled
from services.notifications.models.base import Base
from services.notifications.models.contact import Contact
from services.notifications.models.host import Host
from services.notifications.models.invitation import Invitation
from services.notifications.models.meeting import Meeting
from services.notifications.models.message import Message
from services.notifications.models.newsletter import Newsletter
from services.notifications.models.sender import Sender
from services.notifications.models.suppression import Suppression

__all__ = [
    "Base",
    "Contact",
    "Host",
    "Invitation",
    "Meeting",
    "Message",
    "Newsletter",
    "Sender",
    "Suppression",
    "journaled",
]
