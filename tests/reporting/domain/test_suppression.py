from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.suppression import withheld_rows

columns = st.lists(st.integers(0, 40), max_size=12)
thresholds = st.integers(3, 20)


@given(columns, thresholds)
def test_every_small_number_is_withheld_and_zero_is_not(people, threshold):
    withheld = withheld_rows(people, threshold)

    assert all(index in withheld for index, count in enumerate(people) if 0 < count < threshold)
    assert all(people[index] > 0 for index in withheld)


@given(columns, thresholds)
def test_what_is_withheld_cannot_be_found_by_subtraction(people, threshold):
    withheld = withheld_rows(people, threshold)
    everyone = {index for index, count in enumerate(people) if count}

    enough = len(withheld) > 1 and sum(people[index] for index in withheld) >= threshold
    assert not withheld or enough or withheld == everyone


@given(columns, thresholds)
def test_nothing_is_withheld_without_a_small_number(people, threshold):
    large = [count + threshold if count else 0 for count in people]

    assert withheld_rows(large, threshold) == set()
