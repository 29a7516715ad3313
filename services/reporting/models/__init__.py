"""Every table of the service, so that the metadata is complete for whoever imports the package."""

from services.reporting.models import journaled
from services.reporting.models.base import Base
from services.reporting.models.equipment_facts import CreditFact, ItemState, LoanFact, PurchaseFact, SimFact
from services.reporting.models.network_facts import (
    AnswerFact,
    MeetingAttendance,
    MeetingPlan,
    NewsletterFact,
    StructureCopy,
    StructureMerge,
)
from services.reporting.models.orientation_facts import OrientationAnswerFact, OrientationEndFact, OrientationFact
from services.reporting.models.report import ReportEdition, ReportRun, State
from services.reporting.models.report_rules import ReportRules
from services.reporting.models.session_facts import AssessmentFact, EnrolmentFact, WorkshopAttendance, WorkshopPlan

__all__ = [
    "AnswerFact",
    "AssessmentFact",
    "Base",
    "CreditFact",
    "EnrolmentFact",
    "ItemState",
    "LoanFact",
    "MeetingAttendance",
    "MeetingPlan",
    "NewsletterFact",
    "OrientationAnswerFact",
    "OrientationEndFact",
    "OrientationFact",
    "PurchaseFact",
    "ReportEdition",
    "ReportRules",
    "ReportRun",
    "SimFact",
    "State",
    "StructureCopy",
    "StructureMerge",
    "WorkshopAttendance",
    "WorkshopPlan",
    "journaled",
]
