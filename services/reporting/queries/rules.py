"""The network's own delays and threshold, or everybody's until they are known."""

from services.reporting.domain.rules import Rules
from services.reporting.models import ReportRules
from shared.unit_of_work import UnitOfWork


def rules_of(uow: UnitOfWork) -> Rules:
    own = uow.session.get(ReportRules, (uow.tenant_id, uow.tenant_id))
    return Rules(own.grace_days, own.review_days, own.small_number) if own else Rules()
