from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from services.directory.domain.quarters import next_report
from services.reporting.domain.periods import due_quarters

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
ZONE = ZoneInfo("Indian/Reunion")


def test_the_next_report_is_said_with_its_quarter_and_its_days():
    said = next_report(date(2026, 11, 27), opened_on=date(2026, 1, 1), grace_days=5, review_days=7)

    assert said.label == "4ᵉ trimestre 2026"
    assert (said.made_on, said.published_on) == (date(2027, 1, 6), date(2027, 1, 13))


@given(today=DAYS, age=st.integers(0, 700), grace_days=st.integers(0, 30))
@example(today=date(2027, 1, 5), age=400, grace_days=5)
@example(today=date(2027, 1, 5), age=3, grace_days=5)
def test_the_reporting_service_makes_it_on_that_very_day(today, age, grace_days):
    opened_on = today - timedelta(days=age)
    said = next_report(today, opened_on=opened_on, grace_days=grace_days, review_days=7)

    def due(day):
        opened, now = (datetime.combine(one, time(12), ZONE).astimezone(UTC) for one in (opened_on, day))
        return [q.label for q in due_quarters(opened_at=opened, now=now, zone=ZONE, grace_days=grace_days)]

    assert said.made_on > today
    assert due(said.made_on)[-1] == said.label
    assert due(today) == due(said.made_on)[:-1]
