"""Opening hours in French words, for pages."""

from datetime import datetime
from functools import partial
from typing import Any

from services.directory.domain.weekly_hours import CLOSED, Hours
from services.directory.opening import Opening, Place, opening_at
from services.directory.pages.hours_form import DAY_NAMES, PLACES
from shared.unit_of_work import UnitOfWork
from shared.web.formats import NO_BREAK, clock, short_day

DOUBTFUL = "Jour férié : horaires à confirmer"


def opening_words(uow: UnitOfWork) -> Any:
    """``f(text)`` → ``(tone, sentence)`` or None, at this instant where the network is."""
    place = Place(uow.zone, uow.network.department)
    return partial(_words_of, now=uow.now, place=place)


def _words_of(text: str, *, now: datetime, place: Place) -> tuple[str, str] | None:
    opening = opening_at(text, now, place)
    return None if opening is None else words_of(opening, now.astimezone(place.zone))


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
    return " – ".join(_hour(*moment.split(":")) for moment in span.split("-"))


def _hour(hours: str, minutes: str) -> str:
    return f"{int(hours)}{NO_BREAK}h" + (f"{NO_BREAK}{minutes}" if minutes != "00" else "")


def exceptions_in_words(hours: Hours) -> list[str]:
    """What the week's table does not show, one sentence each."""
    places = dict(PLACES)
    lines = [f"Fermé le {places[place]} {DAY_NAMES[day]} du mois" for place, day in hours.nth_closed if place in places]
    for first, last in hours.closures:
        when = f"le {short_day(first)}" if first == last else f"du {short_day(first)} au {short_day(last)}"
        lines.append(f"Fermé {when}")
    lines += ["Fermé les jours fériés"] if hours.public_holidays == CLOSED else []
    lines += ["Fermé pendant les vacances scolaires"] if hours.school_holidays == CLOSED else []
    return lines
