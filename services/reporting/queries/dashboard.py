"""The quarter under way, against the previous one and the same one last year."""

from datetime import timedelta
from typing import Any

from services.reporting.domain.figures import figures
from services.reporting.domain.measures import compared
from services.reporting.domain.periods import Quarter
from services.reporting.domain.report import highlights, worth_comparing
from services.reporting.domain.sentences import summary
from services.reporting.queries.facts import load_facts
from shared.unit_of_work import UnitOfWork

Json = dict[str, Any]


def current_quarter(uow: UnitOfWork) -> Json:
    """``{"period", "summary", "highlights", "measures", "compared"}``, up to and including today."""
    quarter = Quarter.of(uow.today)
    facts = load_facts(uow)
    now = figures(facts, quarter.begin, uow.today + timedelta(days=1))
    previous, last_year = (
        worth_comparing(figures(facts, one.begin, one.end)) for one in (quarter.previous, quarter.same_last_year)
    )
    return {
        "period": {"slug": quarter.slug, "label": quarter.label, "begin": quarter.begin, "last_day": uow.today},
        "is_empty": now.is_empty,
        "summary": summary(now),
        "highlights": highlights(now),
        "measures": compared(now, previous, last_year),
        "compared": {
            "previous": quarter.previous.label if previous else None,
            "last_year": quarter.same_last_year.label if last_year else None,
        },
    }
