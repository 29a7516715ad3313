from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directory.domain.freshness import Freshness, Thresholds, months_before

TODAY = date(2026, 8, 31)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
THRESHOLDS = st.sets(st.integers(1, 60), min_size=3, max_size=3).map(lambda months: Thresholds(*sorted(months)))


@pytest.mark.parametrize(
    ("updated_on", "state"),
    [
        (date(2026, 8, 31), "fresh"),
        (date(2026, 3, 1), "fresh"),
        (date(2026, 2, 28), "watch"),
        (date(2025, 9, 1), "watch"),
        (date(2025, 8, 31), "check"),
        (date(2025, 2, 28), "check"),
        (date(2025, 2, 27), "refresh"),
        (None, "refresh"),
    ],
)
def test_a_record_ages_by_months_of_the_calendar(updated_on, state):
    assert Thresholds().state_of(updated_on, TODAY) == state


@settings(max_examples=60)
@given(thresholds=THRESHOLDS, updated_on=DAYS, today=DAYS)
def test_a_day_has_the_state_in_whose_span_it_lies(thresholds, updated_on, today):
    since, before = thresholds.span_of(thresholds.state_of(updated_on, today), today)

    assert since <= updated_on
    assert before is None or updated_on < before


@settings(max_examples=60)
@given(day=DAYS, months=st.integers(0, 40))
def test_months_go_back_by_the_calendar(day, months):
    earlier = months_before(day, months)

    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == day.day or (earlier.day < day.day and months_before(day, 0) == day)


def test_every_state_is_said_in_words_with_the_thresholds_of_the_network():
    assert [state.label for state in Freshness] == ["À jour", "À surveiller", "À vérifier", "À actualiser"]
    assert [Thresholds(3, 9, 24).meaning_of(state) for state in Freshness] == [
        "vérifiée il y a moins de 3 mois",
        "vérifiée il y a 3 à 9 mois",
        "vérifiée il y a 9 à 24 mois",
        "pas vérifiée depuis plus de 24 mois, ou jamais",
    ]


@pytest.mark.parametrize(
    ("months", "wrong"),
    [
        ((6, 12, 18), []),
        ((12, 12, 18), ["check_months"]),
        ((6, 20, 18), ["refresh_months"]),
        ((9, 9, 9), ["check_months", "refresh_months"]),
    ],
)
def test_each_threshold_exceeds_the_one_before(months, wrong):
    faults = Thresholds(*months).faults()

    assert list(faults) == wrong
    assert all("écrivez plus de" in sentence for (sentence,) in faults.values())
