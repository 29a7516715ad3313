from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.periods import Quarter, due_quarters, midnight

PARIS, REUNION, MARTINIQUE = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion"), ZoneInfo("America/Martinique")

zones = st.sampled_from(
    [PARIS, REUNION, MARTINIQUE]
    + [ZoneInfo(name) for name in ("America/Cayenne", "Indian/Mayotte", "Pacific/Noumea", "America/Miquelon")]
)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
instants = st.datetimes(datetime(2015, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(days)
def test_every_day_is_in_exactly_one_quarter(day):
    quarter = Quarter.of(day)

    assert quarter.begin <= day < quarter.end
    assert day < quarter.next.begin
    assert day >= quarter.previous.end


@given(days)
def test_quarters_follow_each_other_without_gap_and_come_back(day):
    quarter = Quarter.of(day)

    assert quarter.next.previous == quarter
    assert quarter.end == quarter.next.begin
    assert quarter.previous.previous.previous.previous == quarter.same_last_year
    assert Quarter.parse(quarter.slug) == quarter
    assert quarter.last_day + timedelta(days=1) == quarter.end


@given(days, zones)
def test_a_quarter_lasts_as_many_local_days_as_its_months_have(day, zone):
    quarter = Quarter.of(day)

    assert quarter.begins_at(zone).astimezone(zone).date() == quarter.begin
    assert (quarter.ends_at(zone) - timedelta(microseconds=1)).astimezone(zone).date() == quarter.last_day


@given(instants, zones)
def test_an_instant_belongs_to_the_quarter_that_it_is_in_the_network(instant, zone):
    quarter = Quarter.at(instant, zone)

    assert quarter.begins_at(zone) <= instant < quarter.ends_at(zone)


def test_the_label_is_french():
    assert Quarter(2026, 1).label == "1ᵉʳ trimestre 2026"
    assert Quarter(2026, 3).label == "3ᵉ trimestre 2026"


def test_the_quarter_ends_at_each_networks_own_midnight():
    quarter = Quarter(2026, 3)

    assert quarter.ends_at(PARIS) == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert quarter.ends_at(REUNION) == datetime(2026, 9, 30, 20, tzinfo=UTC)
    assert quarter.ends_at(MARTINIQUE) == datetime(2026, 10, 1, 4, tzinfo=UTC)


def test_the_report_is_due_after_the_grace_days_even_across_the_change_of_hour():
    quarter = Quarter(2026, 1)

    assert quarter.due_at(PARIS, 5) == midnight(date(2026, 4, 6), PARIS) == datetime(2026, 4, 5, 22, tzinfo=UTC)


@pytest.mark.parametrize("slug", ["2026-T5", "2026-T0", "2026", "26-T1", "2026-t1", "2026-T1 ", "0000-T1", "٢٠٢٦-T1"])
def test_what_is_not_a_quarter_is_refused(slug):
    with pytest.raises(ValueError):
        Quarter.parse(slug)


def test_no_quarter_is_due_before_its_grace_days_have_passed():
    opened = datetime(2026, 7, 15, tzinfo=UTC)

    def due(now):
        return due_quarters(opened_at=opened, now=now, zone=PARIS, grace_days=5)

    assert due(datetime(2026, 10, 5, 21, 59, tzinfo=UTC)) == []
    assert due(datetime(2026, 10, 5, 22, 0, tzinfo=UTC)) == [Quarter(2026, 3)]


def test_after_a_long_outage_every_quarter_is_due_and_none_from_before_the_opening():
    opened, now = datetime(2025, 5, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)

    due = due_quarters(opened_at=opened, now=now, zone=PARIS, grace_days=5)

    assert due == [Quarter(2025, 2), Quarter(2025, 3), Quarter(2025, 4)]


@given(instants, st.timedeltas(timedelta(0), timedelta(days=900)), zones, st.integers(0, 30))
def test_what_is_due_has_ended_and_stays_due(opened, passed, zone, grace):
    now = opened + passed

    due = due_quarters(opened_at=opened, now=now, zone=zone, grace_days=grace)
    later = due_quarters(opened_at=opened, now=now + timedelta(days=100), zone=zone, grace_days=grace)

    assert later[: len(due)] == due
    assert all(opened < quarter.ends_at(zone) <= now for quarter in due)
