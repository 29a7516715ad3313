"""Every table of the service, so that the metadata is complete for whoever imports the package."""

from services.sessions.models import journaled
from services.sessions.models.assessment import Assessment
from services.sessions.models.attendance import Attendance
from services.sessions.models.base import Base
from services.sessions.models.credit import CreditEntry, CreditRules, CreditStock
from services.sessions.models.enrolment import Enrolment
from services.sessions.models.item import Item, ItemKind, ItemStatus
from services.sessions.models.loan import Loan, LoanOutcome
from services.sessions.models.person import Person
from services.sessions.models.purchase import Purchase
from services.sessions.models.series import Kind, Series
from services.sessions.models.sim_card import SimCard, SimReception
from services.sessions.models.structure_copy import StructureCopy
from services.sessions.models.workshop_date import Status, WorkshopDate

__all__ = [
    "Assessment",
    "Attendance",
    "Base",
    "CreditEntry",
    "CreditRules",
    "CreditStock",
    "Enrolment",
    "Item",
    "ItemKind",
    "ItemStatus",
    "Kind",
    "Loan",
    "LoanOutcome",
    "Person",
    "Purchase",
    "Series",
    "SimCard",
    "SimReception",
    "Status",
    "StructureCopy",
    "WorkshopDate",
    "journaled",
]
