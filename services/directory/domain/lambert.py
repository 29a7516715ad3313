"""Lambert-93, the projected metres of French files, to degrees.

Source: IGN, « Projection cartographique conique conforme de Lambert » (NTG 71), algorithms ALG0002 and ALG0004, with
the constants of Lambert-93. RGF93 and WGS84 are taken for one, as everybody does: they differ by less than a metre.
Thirty lines rather than PROJ, which weighs thirty megabytes for this one formula.
"""

from math import atan, atan2, degrees, exp, hypot, log, pi, radians, sin

_EXPONENT = 0.7256077650
_CONSTANT = 11754255.426
_POLE_EAST, _POLE_NORTH = 700_000.0, 12655612.050
_ECCENTRICITY = 0.0818191910428
_MERIDIAN = radians(3)


def looks_like(east: float, north: float) -> bool:
    """Whether the metres fall on metropolitan France and its waters."""
    return 0 < east < 1_300_000 and 6_000_000 < north < 7_200_000


def to_degrees(east: float, north: float) -> tuple[float, float]:
    """``(latitude, longitude)``, rounded to the tenth of a metre."""
    radius = hypot(east - _POLE_EAST, north - _POLE_NORTH)
    angle = atan2(east - _POLE_EAST, _POLE_NORTH - north)
    isometric = -log(radius / _CONSTANT) / _EXPONENT
    return round(degrees(_latitude(isometric)), 6), round(degrees(_MERIDIAN + angle / _EXPONENT), 6)


def _latitude(isometric: float) -> float:
    """ALG0002: converges to 1e-11 radians in a few rounds."""
    latitude = 2 * atan(exp(isometric)) - pi / 2
    for _ in range(12):
        swing = _ECCENTRICITY * sin(latitude)
        factor = ((1 + swing) / (1 - swing)) ** (_ECCENTRICITY / 2)
        latitude = 2 * atan(factor * exp(isometric)) - pi / 2
    return latitude
