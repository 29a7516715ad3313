from hypothesis import given
from hypothesis import strategies as st

from services.sessions.domain.tags import clean_tag, next_number, tag_sequence

prefixes = st.text(alphabet="ABCT-é ", min_size=1, max_size=6)


def test_fifteen_tablets_get_fifteen_labels():
    tags = tag_sequence("T-", first=1, count=15)

    assert (tags[0], tags[-1], len(tags)) == ("T-001", "T-015", 15)


def test_a_number_of_four_figures_is_not_cut():
    assert tag_sequence("T-", first=999, count=2) == ["T-999", "T-1000"]


def test_what_a_hurried_person_types_is_the_printed_tag():
    assert clean_tag(" t-0 14 ") == "T-014"


@given(prefixes, st.integers(1, 5000), st.integers(1, 200))
def test_tags_generated_together_differ(prefix, first, count):
    assert len(set(tag_sequence(prefix, first=first, count=count))) == count


@given(prefixes, st.integers(1, 5000), st.integers(1, 50))
def test_numbering_goes_on_where_it_stopped(prefix, first, count):
    known = tag_sequence(prefix, first=first, count=count)

    following = tag_sequence(prefix, first=next_number(prefix, known), count=3)

    assert not set(known) & set(following)


def test_tags_of_another_shape_do_not_count():
    assert next_number("T-", ["T-BLEUE", "TAB-007", "P-012"]) == 1
