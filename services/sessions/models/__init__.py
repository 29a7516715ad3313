"""Every table of the service, so that the metadata is complete for whoever imports the package."""

from services.sessions.models.assessment import Assessment
from services.sessions.models.attendance import Attendance
from services.sessions.models.base import Base
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.person import Person
from services.sessions.models.series import Kind, Series
from services.sessions.models.structure_copy import StructureCopy
from services.sessions.models.workshop_date import Status, WorkshopDate

__all__ = [
    "Assessment",
    "Attendance",
    "Base",
    "Enrolment",
    "Kind",
    "Person",
    "Series",
    "Status",
    "StructureCopy",
    "WorkshopDate",
]
