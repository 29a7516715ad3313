from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.quarters import Quarter, propose, public_holidays

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))


def test_without_any_meeting_the_first_quarter_with_enough_notice_is_proposed():
    proposal = propose(date(2026, 11, 22), [])

    assert proposal is not None
    assert proposal.quarter == Quarter(2026, 4)
    assert proposal.days == [date(2026, 12, 15), date(2026, 12, 17), date(2026, 12, 22)]


def test_a_meeting_held_this_quarter_moves_the_proposal_to_the_next():
    proposal = propose(date(2026, 11, 22), [date(2026, 11, 3)])

    assert proposal is not None
    assert proposal.days == [date(2027, 2, 9), date(2027, 2, 11), date(2027, 2, 16)]


def test_a_meeting_still_to_come_needs_no_proposal():
    assert propose(date(2026, 11, 22), [date(2026, 12, 10)]) is None


@given(DAYS)
def test_proposed_days_leave_time_to_plan_and_avoid_holidays_and_weekends(today):
    proposal = propose(today, [])

    assert proposal is not None
    for day in proposal.days:
        assert day >= today + timedelta(days=21)
        assert day.weekday() in (1, 3)
        assert day not in public_holidays(day.year)
        assert Quarter.of(day) == proposal.quarter


def test_public_holidays_follow_easter():
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} <= public_holidays(2026)
    assert {date(2024, 4, 1), date(2024, 5, 9), date(2024, 5, 20)} <= public_holidays(2024)
