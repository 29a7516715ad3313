"""A week of hours as a French sentence says it, where there is no room for a table."""

from services.directory.domain.weekly_hours import CLOSED, Hours

_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def hours_in_words(hours: Hours) -> str:
    """« du lundi au jeudi 9 h – 12 h et 14 h – 17 h, samedi 10 h – 12 h, fermé les jours fériés »."""
    told = []
    for spans in dict.fromkeys(day for day in hours.week if day):
        days = [day for day in range(7) if hours.week[day] == spans]
        told.append(f"{_days(days)} {' et '.join(map(_span, spans))}")
    told += ["fermé les jours fériés"] if hours.public_holidays == CLOSED else []
    return ", ".join(told)


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
        several = [f"du {_NAMES[run[0]]} au {_NAMES[run[-1]]}"] if len(run) > 2 else [_NAMES[day] for day in run]
        told += several
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} et {told[-1]}"


def _span(span: str) -> str:
    return " – ".join(_clock(edge) for edge in span.split("-"))


def _clock(edge: str) -> str:
    hour, minutes = edge.split(":")
    return f"{int(hour)} h" if minutes == "00" else f"{int(hour)} h {minutes}"
