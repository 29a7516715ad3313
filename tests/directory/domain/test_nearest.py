"""The nearest of many points is the one that comparing with each of them would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.distances import Point, metres_between
from services.directory.domain.nearest import Nearest

anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
in_town = st.builds(Point, st.floats(49.25, 49.26), st.floats(4.03, 4.04))


@given(st.lists(anywhere | in_town, min_size=1, max_size=60), anywhere | in_town)
def test_nothing_is_nearer_than_what_is_found(points, here):
    rank, metres = Nearest(points).to(here)

    assert metres == pytest.approx(metres_between(here, points[rank]), abs=0.5)
    assert metres <= min(metres_between(here, point) for point in points) + 0.5


def test_of_equals_the_first_one_is_found():
    town, far = Point(49.25, 4.03), Point(48.0, 2.0)

    assert Nearest([far, town, town]).to(Point(49.0, 4.0))[0] == 1
    assert Nearest([]).to(town) is None


def test_reims_is_forty_kilometres_from_chalons():
    assert metres_between(Point(49.2583, 4.0317), Point(48.9566, 4.3631)) == pytest.approx(41_000, abs=1000)
