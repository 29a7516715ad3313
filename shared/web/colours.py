"""A network's accent colour, made readable.

A network chooses one colour; everything written in it or on it must stay readable. The shades below are computed so
that text keeps a contrast of at least 4.5:1 (WCAG 2.2, criterion 1.4.3) on the surfaces of `static/maillage.css`.
"""

from __future__ import annotations

import re

Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
INK: Rgb = (0x1F, 0x24, 0x2B)
LIGHT_GROUND: Rgb = (0xF6, 0xF4, 0xEF)  # the darkest light surface text in the accent may stand on
DARK_SURFACE: Rgb = (0x26, 0x2A, 0x31)  # the lightest dark one
DEFAULT = "1d5c63"
READABLE = 4.5

_HEX = re.compile(r"#?([0-9a-fA-F]{6})\Z")


def parse(value: str | None) -> Rgb:
    """« #1D5C63 » or « 1d5c63 » as three numbers; anything else is the default colour."""
    match = _HEX.match(value or "")
    digits = match.group(1) if match else DEFAULT
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def as_hex(colour: Rgb) -> str:
    """« 1d5c63 »: six lower-case digits without the sign."""
    return "{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 (black) to 1 (white), as WCAG 2.2 defines it."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """`one` with `share` (0 to 1) of `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def text_on(colour: Rgb) -> Rgb:
    """The text colour that reads best on `colour`; white wins where it is readable."""
    return next((ink for ink in (WHITE, INK) if contrast(ink, colour) >= READABLE), BLACK)


def readable_on(colour: Rgb, ground: Rgb, towards: Rgb) -> Rgb:
    """`colour` moved towards black or white just until it can be read on `ground`."""
    steps = (mix(colour, towards, step / 20) for step in range(21))
    return next(shade for shade in steps if contrast(shade, ground) >= READABLE)


def shades(value: str | None) -> dict[str, str]:
    """The custom properties of a colour: name → « #rrggbb », for the light scheme and (`-dark`) for the dark one."""
    accent = parse(value)
    soft, soft_dark = mix(accent, WHITE, 0.9), mix(accent, DARK_SURFACE, 0.8)
    light = readable_on(readable_on(accent, LIGHT_GROUND, BLACK), soft, BLACK)
    dark = readable_on(readable_on(accent, DARK_SURFACE, WHITE), soft_dark, WHITE)
    colours = {
        "accent": accent,
        "accent-ink": text_on(accent),
        "accent-text": light,
        "accent-deep": mix(light, BLACK, 0.25),
        "accent-soft": soft,
        "accent-text-dark": dark,
        "accent-deep-dark": mix(dark, WHITE, 0.35),
        "accent-soft-dark": soft_dark,
    }
    return {name: "#" + as_hex(colour) for name, colour in colours.items()}


def stylesheet(value: str | None) -> str:
    """The small style sheet of one colour, served at `/_style/<rrggbb>.css`."""
    named = shades(value).items()
    light = "".join(f"--{name}:{shade};" for name, shade in named if not name.endswith("-dark"))
    dark = "".join(f"--{name.removesuffix('-dark')}:{shade};" for name, shade in named if name.endswith("-dark"))
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
