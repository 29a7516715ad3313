"""How dates, numbers and money are written in French, on pages and in messages.

Groups of thousands are parted by a narrow no-break space (U+202F); a no-break space (U+00A0) stands before €, % and
around « h ». Dates keep ordinary spaces. `None` is written as nothing.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask, g, has_app_context
from markupsafe import Markup, escape

LOCALE = "fr_FR"
DEFAULT_ZONE = "Europe/Paris"
NO_BREAK = "\u00a0"
FRENCH_CODES = {33, 262, 508, 590, 594, 596, 687, 689}
"""Country codes of France: mainland, La Réunion and Mayotte, Saint-Pierre-et-Miquelon, Guadeloupe, Guyane,
Martinique, Nouvelle-Calédonie, Polynésie."""

REMEMBERED = 2000
"""Dates and telephone numbers whose writing is kept: lists show the same ones again and again."""

Number = int | float | Decimal


def request_zone() -> tzinfo:
    """The time zone of the network of this request; Paris where there is none."""
    network = g.get("network") if has_app_context() else None
    return ZoneInfo(getattr(network, "time_zone", None) or DEFAULT_ZONE)


def _local(value: date | datetime, zone: tzinfo | None) -> date | datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(zone or request_zone())
    return value


def _written(value: date | datetime, pattern: str) -> str:
    # A plain date: two instants that are equal may be two different days, each in its own zone.
    return _written_day(value.date() if isinstance(value, datetime) else value, pattern)


@lru_cache(REMEMBERED)
def _written_day(value: date, pattern: str) -> str:
    """Babel's pattern, with « 1er » for the first of a month (Babel writes « 1 »)."""
    ordinal = "d'er'" if value.day == 1 else "d"
    return format_date(value, pattern.replace("d", ordinal), locale=LOCALE)


def day(value: date | datetime | None, zone: tzinfo | None = None) -> str:
    """« mardi 3 mars 2026 »."""
    return "" if value is None else _written(_local(value, zone), "EEEE d MMMM y")


def short_day(value: date | datetime | None, zone: tzinfo | None = None) -> str:
    """« 3 mars 2026 »."""
    return "" if value is None else _written(_local(value, zone), "d MMMM y")


def clock(value: datetime | time | None, zone: tzinfo | None = None) -> str:
    """« 14 h » or « 14 h 30 »."""
    if value is None:
        return ""
    local = _local(value, zone) if isinstance(value, datetime) else value
    assert isinstance(local, datetime | time)
    minutes = f"{NO_BREAK}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NO_BREAK}h{minutes}"


def moment(value: datetime | None, zone: tzinfo | None = None) -> str:
    """« mardi 3 mars, 14 h ». An instant is shown in the network's time zone."""
    if value is None:
        return ""
    return f"{_written(_local(value, zone), 'EEEE d MMMM')}, {clock(value, zone)}"


def _rounded(value: Number, digits: int) -> Decimal:
    """Rounded as people do by hand: halves go up."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def number(value: Number | None) -> str:
    """« 1 250 »: a whole number."""
    return "" if value is None else format_decimal(_rounded(value, 0), "#,##0", locale=LOCALE)


def decimal(value: Number | None, digits: int = 2) -> str:
    """« 8,74 », « 11,5 », « 12 »: at most `digits` decimals, no useless zeros."""
    pattern = "#,##0." + "#" * digits
    return "" if value is None else format_decimal(_rounded(value, digits), pattern, locale=LOCALE)


def weight(size: int | None) -> str:
    """« 12 Mo », « 3 Ko »: of a file, from its bytes."""
    if size is None:
        return ""
    return f"{number(max(1, round(size / 1024)))} Ko" if size < 1024**2 else f"{decimal(size / 1024**2, 1)} Mo"


def euros(cents: int | None) -> str:
    """« 7 900 € », « 12,50 € »: integer euro cents; decimals only where there are cents."""
    if cents is None:
        return ""
    amount = Decimal(cents) / 100
    pattern = "#,##0.00" if cents % 100 else "#,##0"
    return format_decimal(amount, pattern, locale=LOCALE) + NO_BREAK + "€"


def percent(ratio: Number | None, digits: int = 0) -> str:
    """« 88 % » from the ratio 0.88."""
    if ratio is None:
        return ""
    return decimal(Decimal(str(ratio)) * 100, digits) + NO_BREAK + "%"


def telephone(value: str | None) -> str:
    """« 06 12 34 56 78 » from E.164; a foreign number keeps its country code."""
    return _written_number(value) if value else ""


@lru_cache(REMEMBERED)
def _written_number(value: str) -> str:
    number = phonenumbers.parse(value, "FR")
    is_french = number.country_code in FRENCH_CODES
    form = phonenumbers.PhoneNumberFormat.NATIONAL if is_french else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form).replace(" ", NO_BREAK)


def typeset(sentence: str | None) -> str:
    """French spacing, so that no line begins with « : » or ends with an opening quotation mark. Markup stays markup."""
    spaced = re.sub(r" (?=[:;!?»%€])", NO_BREAK, sentence or "").replace("« ", "«" + NO_BREAK)
    return Markup(spaced) if isinstance(sentence, Markup) else spaced


def breakable(address: str | None) -> Markup:
    """An e-mail address that goes to the next line at its « @ », and not in the middle of a word."""
    return escape(address or "").replace("@", Markup("<wbr>@"))


FILTERS = (day, short_day, clock, moment, number, decimal, weight, euros, percent, telephone, typeset, breakable)


def install(app: Flask) -> None:
    """Give the filters of this module to the application's templates."""
    for one in FILTERS:
        app.add_template_filter(one, one.__name__)
