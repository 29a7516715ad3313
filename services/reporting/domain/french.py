"""Values as a French reader writes them.

Spaces are non-breaking: narrow (U+202F) inside numbers, wide (U+00A0) before a sign.
"""

from datetime import date
from decimal import Decimal
from typing import Any

NARROW, WIDE = "\u202f", "\u00a0"
WITHHELD = "n.c."
"""« non communiqué »: a small number that is withheld."""
UNKNOWN = "—"

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def number(value: int) -> str:
    return f"{value:,}".replace(",", NARROW).replace("-", "−")


def decimal(value: float | Decimal) -> str:
    """Two places: « 8,74 »."""
    return f"{value:.2f}".replace(".", ",")


def tenth(value: float) -> str:
    """« 14,1 », « 14 »."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def percent(ratio: float) -> str:
    """To the whole point, halves up: « 88 % »."""
    return f"{int(100 * ratio + 0.5)}{WIDE}%"


def euros(cents: int) -> str:
    """« 7 900 € », « 12,50 € »."""
    whole, rest = divmod(cents, 100)
    return f"{number(whole)}{f',{rest:02d}' if rest else ''}{WIDE}€"


def day(value: date) -> str:
    """« 1ᵉʳ mars 2026 »."""
    first = "1ᵉʳ" if value.day == 1 else str(value.day)
    return f"{first}{WIDE}{_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """« 03/03/2026 »."""
    return f"{value:%d/%m/%Y}"


def count(value: int, singular: str, plural: str = "") -> str:
    """« 12 ateliers », « 1 atelier », « aucun » is the caller's affair. ``plural``: when it is not singular + s."""
    return f"{number(value)}{WIDE}{singular if abs(value) < 2 else plural or singular + 's'}"


def listed(parts: list[str]) -> str:
    """« a, b et c »."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}" if parts else ""


def show(value: Any, unit: str) -> str:
    """A value of the report. ``unit``: ``text``, ``count``, ``ratio``, ``cents``, ``score`` or ``day`` (ISO date)."""
    if value is None:
        return WITHHELD if unit == "count" else UNKNOWN
    if unit == "day" and value[:1].isdigit():
        return short_day(date.fromisoformat(value))
    if isinstance(value, str):  # the word « Ensemble » in a row of totals
        return value
    formats = {"count": number, "ratio": percent, "cents": euros, "score": decimal}
    return formats[unit](value)


def typeset(text: str) -> str:
    """The same text with the non-breaking spaces that French punctuation asks for."""
    for sign in ";!?":
        text = text.replace(f" {sign}", f"{NARROW}{sign}")
    for sign in ":%€»":
        text = text.replace(f" {sign}", f"{WIDE}{sign}")
    return text.replace("« ", f"«{WIDE}")
