"""French opening hours, as people write them, read as :class:`Hours`; or not read at all.

Every word must be understood: what is left over (« sur rendez-vous », « le matin », « semaines paires ») gives nothing,
because hours that are half right send people to a closed door. A person confirms what was read.
"""

import re
from dataclasses import replace
from itertools import pairwise

from services.directory.domain.opening_hours import Week
from services.directory.domain.search_text import fold
from services.directory.domain.weekly_hours import CLOSED, Hours

_TOKENS = re.compile(
    r"""(?P<all>\btous\sles\sjours\b|\b7\s?j?\s?(?:/|sur)\s?7\s?j?\b)
    | (?P<holidays>\b(?:les\s)?jours?\sferies?\b|\bferies?\b)
    | (?P<time>\b\d{1,2}\s?(?:heures?\b|h|:)\s?(?:[0-5]\d\b)?|\bmidi\b|\bminuit\b)
    | (?P<day>\b(?:lun|mar|mer|jeu|ven|sam|dim)(?:\.|\b)|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b)
    | (?P<closed>\bferme(?:e|s|es|ture)?\b)
    | (?P<except>\b(?:sauf|excepte|hors)\b)
    | (?P<to>\b(?:a|au|jusqu['’]?a|jusqu['’]?au)\b|[-–—])
    | (?P<and>\b(?:et|ainsi\sque|puis)\b|[,&/+])
    | (?P<stop>[;.|\n])
    | (?P<filler>\b(?:du|de|des(?=\slundis|\smardis)|le|les|l|horaires?|ouvertures?|ouvert(?:e|s|es)?|d)\b|[:'’()]|\s+)
    """,
    re.VERBOSE,
)
_DAY_NAMES = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
_HOURLESS = re.compile(r"(?<![h:\d])(?<!h\s)(?<!:\s)\b(\d{1,2})(\s?(?:-|–|a)\s?\d{1,2}\s?(?:h|:))")
_MOMENT = re.compile(r"(\d{1,2})\s?(?:heures?|h|:)\s?(\d\d)?")
Token = tuple[str, str]


def read_french(text: str) -> Hours | None:
    """None when a word is not understood, or when no day has hours."""
    tokens = _tokens(text)
    if tokens is None:
        return None
    reading = _Reading(tokens)
    try:
        return reading.read()
    except (_Unclear, IndexError):
        return None


class _Unclear(Exception):
    pass


def _tokens(text: str) -> list[Token] | None:
    plain = _HOURLESS.sub(r"\1h\2", fold(text))
    tokens, position = [], 0
    while position < len(plain):
        match = _TOKENS.match(plain, position)
        if match is None:
            return None
        position = match.end()
        if match.lastgroup != "filler":
            tokens.append((match.lastgroup or "", match[0].strip()))
    return tokens


class _Reading:
    """Walks the words once: days, then their spans or « fermé »; « fermé », then days or public holidays."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.week: list[tuple[str, ...] | None] = [None] * 7
        self.holidays = ""

    def read(self) -> Hours | None:
        while self.kind():
            self.statement()
        if not any(self.week):
            return None
        week: Week = tuple(spans or () for spans in self.week)
        return replace(Hours(week=week), public_holidays=self.holidays)

    def kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def statement(self) -> None:
        if self.kind() in ("and", "stop"):
            self.at += 1
        elif self.kind() in ("closed", "except"):
            self.at += 1
            self.close(self.days(closing=True))
        elif self.kind() in ("day", "all"):
            self.open(self.days())
        elif self.kind() == "holidays":
            self.at += 1
            if self.kind() != "closed":
                raise _Unclear
            self.at += 1
            self.holidays = CLOSED
        else:
            raise _Unclear

    def open(self, days: list[int]) -> None:
        excepted: list[int] = []
        if self.kind() == "except":
            self.at += 1
            excepted = self.days(closing=True)
        if self.kind() == "closed":
            self.at += 1
            self.close(days)
            return
        spans = self.spans()
        for day in days:
            if day not in excepted:
                self.say(day, spans)
        self.close(excepted)

    def close(self, days: list[int]) -> None:
        for day in days:
            self.week[day] = ()

    def say(self, day: int, spans: tuple[str, ...]) -> None:
        """« lundi 9h-12h, lundi 14h-17h » adds up when the later spans follow the earlier ones."""
        known = self.week[day] or ()
        if known and known[-1][-5:] > spans[0][:5]:
            raise _Unclear
        self.week[day] = (*known, *spans)

    def days(self, *, closing: bool = False) -> list[int]:
        """Days, ranges of days, and « jours fériés » among closed ones, up to what is neither."""
        found: list[int] = []
        while True:
            if self.kind() == "all":
                self.at += 1
                found += range(7)
            elif self.kind() == "holidays" and closing:
                self.at += 1
                self.holidays = CLOSED
            elif self.kind() == "day":
                found += self.range_of_days()
            else:
                raise _Unclear
            following = self.tokens[self.at + 1][0] if self.at + 1 < len(self.tokens) else ""
            if self.kind() != "and" or following not in ("day", "holidays"):
                return list(dict.fromkeys(found))
            self.at += 1

    def range_of_days(self) -> list[int]:
        first = _DAY_NAMES.index(self.take()[:3])
        if self.kind() != "to":
            return [first]
        self.at += 1
        if self.kind() != "day":
            raise _Unclear
        last = _DAY_NAMES.index(self.take()[:3])
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]

    def spans(self) -> tuple[str, ...]:
        found = [self.span()]
        while self.kind() in ("and", "time", "to"):
            following = self.tokens[self.at + 1][0] if self.at + 1 < len(self.tokens) else ""
            if self.kind() != "time" and following != "time":
                break
            self.at += self.kind() != "time"
            found.append(self.span())
        if any(one[-5:] > other[:5] for one, other in pairwise(found)):
            raise _Unclear
        return tuple(found)

    def span(self) -> str:
        start = self.moment()
        if self.kind() not in ("to", "and"):
            raise _Unclear
        if self.kind() == "and" and self.take() != "/":
            raise _Unclear
        self.at += self.kind() == "to"
        end = self.moment(end=True)
        if start >= end:
            raise _Unclear
        return f"{start}-{end}"

    def moment(self, *, end: bool = False) -> str:
        if self.kind() != "time":
            raise _Unclear
        word = self.take()
        if word in ("midi", "minuit"):
            return "12:00" if word == "midi" else "24:00" if end else "00:00"
        match = _MOMENT.fullmatch(word)
        if match is None or int(match[1]) > 23 + end or (match[1] == "24" and match[2] not in (None, "00")):
            raise _Unclear
        return f"{int(match[1]):02d}:{match[2] or '00'}"
