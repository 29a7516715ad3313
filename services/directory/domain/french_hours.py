"""French opening hours, as people write them, read as :class:`Hours`; or not read at all.

Every word must be understood: what is left over (« sur rendez-vous », « le matin », « semaines paires ») gives nothing,
because hours that are half right send people to a closed door. For the same reason hours without days are not read, nor
texts that could be cut in two ways. A person confirms what was read.
"""

import re
from itertools import pairwise

from services.directory.domain.french_hours_words import Token, place_of, tokens_of
from services.directory.domain.weekly_hours import CLOSED, Hours, Monthly

_DAYS = ("lu", "ma", "me", "je", "ve", "sa", "di")
"""How each begins, in full or in short."""
_MOMENT = re.compile(r"(\d{1,2}) ?(?:heures?|h|:) ?(\d\d)?")
_NOTHING = Token("", "")
_SEPARATORS = ("and", "stop", "line")
_ENDS = ("", "stop", "line")


def read_french(text: str) -> Hours | None:
    """None when a word is not understood, or when no day has hours."""
    tokens = tokens_of(text)
    if tokens is None:
        return None
    try:
        return _Reading(tokens).read()
    except _Unclear:
        return None


class _Unclear(Exception):
    pass


class _Reading:
    """Walks the words once. A statement is days and their spans, or days that are closed.

    All statements begin like the first one, with days or with spans: that is what makes « lundi 9h-12h mardi 14h-17h »
    say one thing only.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.opened: list[tuple[list[int], tuple[str, ...]]] = []
        self.closed: set[int] = set()
        self.monthly: list[Monthly] = []
        self.holidays = ""
        self.hours_first: bool | None = None

    def read(self) -> Hours | None:
        while self.kind():
            self.statement()
        week: list[tuple[str, ...]] = [()] * 7
        for days, spans in self.opened:
            if self.closed.issuperset(days):
                raise _Unclear
            for day in set(days) - self.closed:
                week[day] = _added(week[day], spans)
        if any(week[one.day] or one.day in self.closed for one in self.monthly):
            raise _Unclear  # besides the others of that day, or in their place?
        hours = Hours(week=tuple(week), public_holidays=self.holidays, monthly=tuple(self.monthly))
        return hours if any(week) or self.monthly else None

    def token(self, ahead: int = 0) -> Token:
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else _NOTHING

    def kind(self, ahead: int = 0) -> str:
        return self.token(ahead).kind

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1].text

    def statement(self) -> None:
        if self.kind() in _SEPARATORS:
            self.at += 1
        elif self.kind() in ("closed", "except"):
            self.at += 1
            self.closed.update(self.days(closing=True))
        elif self.kind() in ("day", "all"):
            self.days_then_spans()
        elif self.kind() == "nth":
            self.monthly_days_then_spans()
        elif self.kind() == "time":
            self.spans_then_days()
        elif self.kind() == "holidays" and self.kind(1) == "closed":
            self.at += 2
            self.holidays = CLOSED
        else:
            raise _Unclear

    def days_then_spans(self) -> None:
        days = self.days()
        self.excepted()
        own_line = self.kind() == "line"
        self.at += own_line or self.token().is_dash
        if self.kind() == "closed":
            self.at += 1
            self.closed.update(days)
            if own_line and self.kind() not in _ENDS:
                raise _Unclear
            return
        self.keep_order(hours_first=False)
        self.opened.append((days, self.spans()))

    def monthly_days_then_spans(self) -> None:
        """« le 1er et le 3e mardi du mois 14h-17h »."""
        self.keep_order(hours_first=False)
        days = [self.monthly_day()]
        while self.kind() == "and" and self.kind(1) == "nth":
            self.at += 1
            days.append(self.monthly_day())
        self.at += self.kind() == "line" or self.token().is_dash
        spans = self.spans()
        self.monthly += [Monthly(places, day, spans) for places, day in days]

    def monthly_day(self) -> tuple[tuple[int, ...], int]:
        places = [place_of(self.take())]
        while self.kind() == "nth" or (self.kind() == "and" and self.kind(1) == "nth"):
            self.at += self.kind() == "and"
            places.append(place_of(self.take()))
        if self.kind() != "day" or self.kind(1) != "month":
            raise _Unclear
        day = _DAYS.index(self.take()[:2])
        self.at += 1
        return tuple(dict.fromkeys(places)), day

    def spans_then_days(self) -> None:
        if self.kind(-1) not in ("", *_SEPARATORS):
            raise _Unclear
        self.keep_order(hours_first=True)
        spans = self.spans()
        own_line = self.kind() == "line"
        self.at += own_line or self.token().is_dash
        self.opened.append((self.days(), spans))
        self.excepted()
        if self.kind() not in (_ENDS if own_line else ("", *_SEPARATORS)):
            raise _Unclear

    def keep_order(self, *, hours_first: bool) -> None:
        if self.hours_first not in (None, hours_first):
            raise _Unclear
        self.hours_first = hours_first

    def excepted(self) -> None:
        if self.kind() == "except":
            self.at += 1
            self.closed.update(self.days(closing=True))

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
            if self.kind() == "and" and self.kind(1) in ("day", "holidays"):
                self.at += 1
            elif self.kind() != "day":
                return list(dict.fromkeys(found))

    def range_of_days(self) -> list[int]:
        first = _DAYS.index(self.take()[:2])
        if self.kind() != "to" or (self.token().is_dash and self.kind(1) in ("time", "closed")):
            return [first]
        self.at += 1
        if self.kind() != "day":
            raise _Unclear
        last = _DAYS.index(self.take()[:2])
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]

    def spans(self) -> tuple[str, ...]:
        """Spans that follow each other, on one line or each on its own."""
        found = [self.span()]
        crossed = False
        while self.kind() == "time" or (self.kind() in ("and", "to", "line") and self.kind(1) == "time"):
            if self.kind() == "line" and self.token().text != "\n":
                break
            crossed = crossed or self.kind() == "line"
            self.at += self.kind() != "time"
            found.append(self.span())
        if crossed and self.kind() not in _ENDS:
            raise _Unclear
        if any(one[-5:] > other[:5] for one, other in pairwise(found)):
            raise _Unclear
        return tuple(found)

    def span(self) -> str:
        start = self.moment()
        if self.kind() != "to" and self.token().text != "/":
            raise _Unclear
        self.at += 1
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


def _added(known: tuple[str, ...], spans: tuple[str, ...]) -> tuple[str, ...]:
    """« lundi 9h-12h, lundi 14h-17h » adds up when the later spans follow the earlier ones."""
    if known and known[-1][-5:] > spans[0][:5]:
        raise _Unclear
    return (*known, *spans)
