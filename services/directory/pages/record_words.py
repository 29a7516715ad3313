"""What a structure's record says, in French: the name of each attribute, and its value without a code."""

from collections.abc import Callable
from datetime import date
from typing import Any

from services.directory.domain.coordinates import in_french
from services.directory.domain.hours_in_words import DAY_NAMES
from services.directory.domain.network_columns import EVERY_BY_ATTRIBUTE
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.typologies import typology_label
from services.directory.domain.weekly_hours import parse_hours
from services.directory.pages.opening_words import exceptions_in_words, span_in_words, text_in_words
from shared.web.formats import number, short_day, telephone, typeset

LABELS = {attribute: column.label for attribute, column in EVERY_BY_ATTRIBUTE.items()}


def in_words(name: str, value: Any) -> str:
    """Empty when the record says nothing."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        said = _TERMS.get(name, str)
        return ", ".join(said(one) for one in value)
    return _SAID.get(name, str)(value)


def hours_in_words(text: str) -> str:
    """« lundi : 9 h – 12 h ; Fermé les jours fériés »; one line when it is no week."""
    return typeset(" ; ".join(hours_in_lines(text)))


def hours_in_lines(text: str) -> list[str]:
    """« lundi : 9 h – 12 h », « Fermé les jours fériés »; what is no week, as the structure's page shows it."""
    hours = parse_hours(text)
    if hours is None:
        return [text_in_words(text)]
    days = [
        f"{DAY_NAMES[day]} : {', '.join(map(span_in_words, spans))}" for day, spans in enumerate(hours.week) if spans
    ]
    return [typeset(line) for line in days + exceptions_in_words(hours)] or ["toujours fermé"]


def _day(value: date | str) -> str:
    """« 3 mars 2026 », from a day or from how JSON has it; other text as it is."""
    try:
        return short_day(date.fromisoformat(value) if isinstance(value, str) else value)
    except ValueError:
        return str(value)


def _pivot(text: str) -> str:
    """Zeros stand for what is still to be found."""
    return text if text.strip("0") else "à compléter"


_TERMS: dict[str, Callable[[str], str]] = {
    "typologies": typology_label,
    "stages": lambda code: STAGES.get(code, code),
    "equipment": lambda code: EQUIPMENT.get(code, code),
}
_SAID: dict[str, Callable[[Any], str]] = {
    "pivot": _pivot,
    "phone": telephone,
    "opening_hours": hours_in_words,
    "latitude": in_french,
    "longitude": in_french,
    "seats": number,
    "computers": number,
    "updated_on": _day,
}
