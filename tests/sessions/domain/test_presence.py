from hypothesis import given
from hypothesis import strategies as st

from services.sessions.domain.presence import Mark, Presence

marks = st.lists(st.tuples(st.sampled_from(Mark), st.booleans()))


def test_the_excused_are_expected_and_those_who_walk_in_are_not():
    presence = Presence(present=6, late=1, excused=1, absent=2, walk_ins=3)

    assert presence.expected == 10
    assert presence.rate == 0.7
    assert presence.came == 10


def test_without_anybody_expected_there_is_no_rate():
    assert Presence(walk_ins=4).rate is None


@given(marks)
def test_the_rate_is_a_share(pairs):
    presence = Presence.of(pairs)

    assert presence.rate is None or 0 <= presence.rate <= 1


@given(marks, marks)
def test_counts_of_two_meetings_add_up(first, second):
    assert Presence.of(first) + Presence.of(second) == Presence.of(first + second)
