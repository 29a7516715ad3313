"""A week of hours as a French sentence says it, where there is no room for a table."""

from collections.abc import Sequence

from services.directory.domain.weekly_hours import CLOSED, Hours, Monthly

DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
PLACES = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"}
"""In a month."""


def hours_in_words(hours: Hours) -> str:
    """« du lundi au jeudi 9 h – 12 h et 14 h – 17 h, samedi 10 h – 12 h, fermé les jours fériés »."""
    told = []
    for spans in dict.fromkeys(day for day in hours.week if day):
        days = [day for day in range(7) if hours.week[day] == spans]
        told.append(f"{_days(days)} {_spans(spans)}")
    told += [monthly_in_words(one) for one in hours.monthly]
    told += ["fermé les jours fériés"] if hours.public_holidays == CLOSED else []
    return ", ".join(told)


def monthly_in_words(one: Monthly) -> str:
    """« le premier et le troisième mardi du mois 14 h – 17 h »."""
    return f"{nth_days(one.places, one.day)} {_spans(one.spans)}"


def nth_days(places: Sequence[int], day: int) -> str:
    """« le premier et le troisième mardi du mois »."""
    return f"{_listed([f'le {PLACES[place]}' for place in places])} {DAY_NAMES[day]} du mois"


def clock(edge: str) -> str:
    """« 9 h », « 9 h 30 »; past midnight, the hour of the next day."""
    hour, minutes = edge.split(":")
    shown = int(hour) if int(hour) <= 24 else int(hour) - 24
    return f"{shown} h" if minutes == "00" else f"{shown} h {minutes}"


def _days(days: list[int]) -> str:
    """Three days in a row or more are « du … au … »."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = []
    for run in runs:
        several = len(run) > 2
        told += [f"du {DAY_NAMES[run[0]]} au {DAY_NAMES[run[-1]]}"] if several else [DAY_NAMES[day] for day in run]
    return _listed(told)


def _listed(told: Sequence[str]) -> str:
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} et {told[-1]}"


def _spans(spans: Sequence[str]) -> str:
    return " et ".join(" – ".join(clock(edge) for edge in span.split("-")) for span in spans)
