"""Opening hours in French words, for pages."""

import re
from datetime import datetime
from functools import partial
from typing import Any

from services.directory.domain.hours_in_words import DAY_NAMES, PLACES, monthly_in_words
from services.directory.domain.hours_in_words import clock as clock_in_words
from services.directory.domain.osm_in_french import osm_in_french
from services.directory.domain.weekly_hours import CLOSED, Hours
from services.directory.opening import Opening, Place, is_readable, opening_at
from shared.unit_of_work import UnitOfWork
from shared.web.formats import NO_BREAK, clock, short_day, typeset

_HOUR = re.compile(r"\d h(?: \d\d)?")
_CLOSED_IN_SCHOOL_HOLIDAYS = re.compile(r"\bSH (?:off|closed)")
DOUBTFUL = "Jour férié : horaires à confirmer"


def opening_words(uow: UnitOfWork) -> Any:
    """``f(text)`` → ``(tone, sentence)`` or None, at this instant where the network is."""
    place = Place(uow.zone, uow.network.department)
    return partial(_words_of, now=uow.now, place=place)


def _words_of(text: str, *, now: datetime, place: Place) -> tuple[str, str] | None:
    opening = opening_at(text, now, place)
    if opening is None:
        return None
    tone, sentence = words_of(opening, now.astimezone(place.zone))
    if opening.is_open and _CLOSED_IN_SCHOOL_HOLIDAYS.search(text):
        sentence += ", sauf vacances scolaires"  # their dates change by area and year: nobody here knows them
    return tone, sentence


def words_of(opening: Opening, here: datetime) -> tuple[str, str]:
    """Tone of the badge and sentence: « Ouvert, ferme à 17 h 30 », « Fermé, ouvre mardi à 9 h »."""
    if opening.is_doubtful:
        return "neutral", DOUBTFUL
    if opening.is_open:
        return "success", "Ouvert" + (f", ferme {_when(opening.changes_at, here)}" if opening.changes_at else "")
    if opening.changes_at is None:
        return "neutral", "Fermé"
    return "neutral", f"Fermé, ouvre {_when(opening.changes_at, here)}"


def _when(moment: datetime, here: datetime) -> str:
    """« à 14 h », « demain à 9 h », « mardi à 9 h », « le 3 mars 2026 à 9 h »."""
    days = (moment.date() - here.date()).days
    if days == 0:
        day = ""
    elif days == 1:
        day = "demain "
    elif days < 7:
        day = f"{DAY_NAMES[moment.weekday()]} "
    else:
        day = f"le {short_day(moment.date())} "
    return f"{day}à{NO_BREAK}{clock(moment, moment.tzinfo)}"


def span_in_words(span: str) -> str:
    """``09:00-12:30`` is shown as « 9 h – 12 h 30 »."""
    return _unbroken(" – ".join(map(clock_in_words, span.split("-"))))


def text_in_words(text: str) -> str:
    """Hours that no table shows: the notation of OpenStreetMap in French, and other text as it was written."""
    told = osm_in_french(text) if is_readable(text) else None
    return text if told is None else _unbroken(typeset(told))


def _unbroken(text: str) -> str:
    """« 9 h 30 » stays on one line."""
    return _HOUR.sub(lambda hour: hour[0].replace(" ", NO_BREAK), text)


def exceptions_in_words(hours: Hours) -> list[str]:
    """What the week's table does not show, one sentence each."""
    lines = [_unbroken(monthly_in_words(one).capitalize()) for one in hours.monthly]
    lines += [f"Fermé le {PLACES[place]} {DAY_NAMES[day]} du mois" for place, day in hours.nth_closed]
    for first, last in hours.closures:
        when = f"le {short_day(first)}" if first == last else f"du {short_day(first)} au {short_day(last)}"
        lines.append(f"Fermé {when}")
    lines += ["Fermé les jours fériés"] if hours.public_holidays == CLOSED else []
    lines += ["Fermé pendant les vacances scolaires"] if hours.school_holidays == CLOSED else []
    return lines
