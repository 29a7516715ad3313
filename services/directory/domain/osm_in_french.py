"""OpenStreetMap's ``opening_hours`` in French, sign by sign, for what no table of a week can show.

« Tu[1,3] 14:00-17:00 » is nothing that a visitor should have to read. Source:
https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

import re

from services.directory.domain.hours_in_words import DAY_NAMES, clock, nth_days
from services.directory.domain.opening_hours import DAYS
from services.directory.domain.weekly_hours import MONTHS

MONTH_NAMES = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_DAY, _MONTH, _TIME = f"(?:{'|'.join(DAYS)})", f"(?:{'|'.join(MONTHS)})", r"\d{1,2}:\d\d"
_DATE = rf"(?:\d{{4}}\ )?{_MONTH}(?:\ \d{{1,2}})?"
_SIGNS = re.compile(
    rf"""(?P<comment>"[^"]*")
    | (?P<weeks>week\ 0[12]-5[23]/2)
    | (?P<nth>{_DAY}\[(?:-1|[1-5])(?:,(?:-1|[1-5]))*\])
    | (?P<days>{_DAY}(?:-{_DAY})?)
    | (?P<dates>{_DATE}(?:\ ?-\ ?(?:{_DATE}|\d{{1,2}}\b))?)
    | (?P<span>{_TIME}-{_TIME})
    | (?P<from>{_TIME}\+)
    | (?P<holidays>\b(?:PH|SH)\ (?:off|closed)\b)
    | (?P<word>\b(?:PH|SH|off|closed|open|unknown)\b|24/7|\|\||[,;:])
    """,
    re.VERBOSE,
)
_WORDS = {
    "PH": "jours fériés",
    "SH": "vacances scolaires",
    "off": "fermé",
    "closed": "fermé",
    "open": "",
    "unknown": "à confirmer",
    "24/7": "tous les jours, jour et nuit",
    "||": "\nsinon",
    ",": ",",
    ";": "\n",
    ":": "",
}


def osm_in_french(text: str) -> str | None:
    """One rule on each line: « du lundi au vendredi 9 h – 12 h ». None when a sign is not known."""
    told, position = [], 0
    while position < len(text):
        match = _SIGNS.match(text, position)
        if match is None:
            if not text[position].isspace():
                return None
            position += 1
            continue
        told.append(_SAID[match.lastgroup or ""](match[0]))
        position = match.end()
    lines = " ".join(told).split("\n")
    return "\n".join(line for line in (_tidy(line) for line in lines) if line) or None


def _tidy(line: str) -> str:
    """One space between words, none before a comma, a capital first."""
    line = " ".join(line.split()).replace(" ,", ",").strip(", ")
    return line[:1].upper() + line[1:]


def _weeks(text: str) -> str:
    return "semaines impaires," if text.startswith("week 01") else "semaines paires,"


def _nth(text: str) -> str:
    places = [int(place) for place in text[3:-1].split(",")]
    return nth_days(places, DAYS.index(text[:2])) + ","


def _days(text: str) -> str:
    first, _, last = text.partition("-")
    names = [DAY_NAMES[DAYS.index(day)] for day in (first, last) if day]
    return names[0] if len(names) == 1 else f"du {names[0]} au {names[1]}"


def _dates(text: str) -> str:
    first, _, last = re.sub(r"\s?-\s?", "-", text).partition("-")
    if not last:
        return f"{'le' if _names_a_day(first) else 'en'} {_date(first)},"
    if last.isdigit():
        last = f"{first.rsplit(' ', 1)[0]} {last}"
    if _names_a_day(first):
        return f"du {_date(first)} au {_date(last)},"
    return f"{_elided('de', _date(first))} à {_date(last)},"


def _names_a_day(date: str) -> bool:
    return re.search(rf"{_MONTH} \d", date) is not None


def _date(text: str) -> str:
    year, month, day = re.fullmatch(rf"(\d{{4}} )?({_MONTH})(?: (\d+))?", text).groups()  # type: ignore[union-attr]
    number = "1er" if day and int(day) == 1 else str(int(day)) if day else ""
    return " ".join(filter(None, (number, MONTH_NAMES[MONTHS.index(month)], (year or "").strip())))


def _elided(word: str, name: str) -> str:
    return f"{word[:-1]}’{name}" if name[0] in "aeiouy" else f"{word} {name}"


def _span(text: str) -> str:
    return " – ".join(clock(edge) for edge in text.split("-"))


_SAID = {
    "comment": lambda text: f"({text[1:-1]})",
    "weeks": _weeks,
    "nth": _nth,
    "days": _days,
    "dates": _dates,
    "span": _span,
    "from": lambda text: f"à partir de {clock(text[:-1])}",
    "holidays": lambda text: f"fermé {'les jours fériés' if text[0] == 'P' else 'pendant les vacances scolaires'}",
    "word": _WORDS.__getitem__,
}
