"""A network's accent colour: white text on it must stay legible."""

import re

DEFAULT = "#1f5f8b"
LEAST_CONTRAST = 4.5
"""WCAG 2.2, criterion 1.4.3 (level AA)."""

_HEXADECIMAL = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    return _HEXADECIMAL.fullmatch(text) is not None


def contrast_with_white(colour: str) -> float:
    """WCAG contrast ratio, 1 to 21, between ``#rrggbb`` and white."""
    return 1.05 / (_luminance(colour) + 0.05)


def is_legible(colour: str) -> bool:
    return contrast_with_white(colour) >= LEAST_CONTRAST


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (definition in WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
