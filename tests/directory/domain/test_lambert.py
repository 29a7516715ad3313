import pytest

from services.directory.domain.lambert import looks_like, to_degrees


@pytest.mark.parametrize(
    ("east", "north", "latitude", "longitude"),
    [
        (700_000, 6_600_000, 46.5, 3.0),  # the origin of the projection, by definition
        (652_469, 6_862_035, 48.8567, 2.3522),  # Paris, Hôtel de Ville
        (426_900, 6_250_500, 43.297, -0.370),  # Pau
    ],
)
def test_metres_become_degrees(east, north, latitude, longitude):
    assert looks_like(east, north)
    assert to_degrees(east, north) == pytest.approx((latitude, longitude), abs=0.01)


def test_degrees_are_not_taken_for_metres():
    assert not looks_like(-0.37, 43.295)
