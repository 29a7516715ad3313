"""The words of French opening hours. What none of these patterns knows makes the whole text unknown."""

import re
from typing import NamedTuple

from services.directory.domain.search_text import fold

_TOKENS = re.compile(
    r"""(?P<all>\btous\ les\ jours\b|\b7\ ?j?\ ?(?:/|sur)\ ?7\ ?j?\b)
    | (?P<holidays>\b(?:les\ )?jours?\ feries?\b|\bferies?\b)
    | (?P<time>(?:\b|(?<=[\dh]a))\d{1,2}\ ?(?:heures?(?![a-z])|h|:)(?:\ ?[0-5]\d(?!\d|\ ?[h:]))?|\bmidi\b|\bminuit\b)
    | (?P<nth>\b(?:1\ ?(?:ers?|ere)|[2-5]\ ?(?:emes?|es?)|2\ ?nds?|premiers?|deuxiemes?|seconds?|troisiemes?|quatriemes?
        |cinquiemes?|derniers?)\b)
    | (?P<month>\b(?:du|de\ chaque|chaque|par)\ mois\b)
    | (?P<day>\b(?:lun?|mar?|mer?|jeu?|ven?|sam?|dim?)(?:\.|\b)
        |\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?\b)
    | (?P<closed>\bferme(?:e|s|es|ture)?\b)
    | (?P<except>\b(?:sauf|excepte|hors)\b)
    | (?P<to>\b(?:a|au|jusqu['’]?a|jusqu['’]?au)\b|(?<=[\dh])a(?=\d)|[-‐–—])
    | (?P<and>\b(?:et|ainsi\ que|puis)\b|[,&/+])
    | (?P<line>\n+)
    | (?P<stop>[;.|])
    | (?P<filler>\b(?:du|de|des(?=\ lundis|\ mardis)|le|les|l|horaires?|ouvertures?|ouvert(?:e|s|es)?|d)\b|[:'’()]|\ +)
    """,
    re.VERBOSE,
)
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^[-–—•*·] ", re.MULTILINE)
_TO = r"\ ?(?:-|‐|–|—|a)\ ?"
_AFTER_HOURS = r"(?<![\dh])(?<!h\ )(?<!\d:)(?<!\d:\ )(?<!\d\ :)(?<!\d\ :\ )(?<!heure\ )(?<!heures\ )"
_HOURLESS = re.compile(rf"{_AFTER_HOURS}\b(\d{{1,2}})(?={_TO}\d{{1,2}}\ ?[h:])", re.VERBOSE)
"""The first 9 of « 9-12h »."""
_TWICE_HOURLESS = re.compile(
    rf"{_AFTER_HOURS}\b(\d{{1,2}}{_TO}\d{{1,2}})(?=\ ?(?:/|,|et)\ ?\d{{1,2}}\ ?(?:h|{_TO}\d{{1,2}}\ ?h))", re.VERBOSE
)
"""« 10-12 » in front of « /14h-18h », which says that these are hours and not a date."""


_PLACES = {"pr": 1, "de": 2, "se": 2, "tr": 3, "qu": 4, "ci": 5, "der": -1}


def place_of(text: str) -> int:
    """In the month, of a word of the group ``nth``; the last one is -1."""
    return int(text[0]) if text[0].isdigit() else _PLACES.get(text[:3]) or _PLACES[text[:2]]


class Token(NamedTuple):
    """``kind``: a name of the groups above, without fillers."""

    kind: str
    text: str

    @property
    def is_dash(self) -> bool:
        return self.kind == "to" and not self.text[0].isalpha()


def tokens_of(text: str) -> list[Token] | None:
    """None when something in the text is no known word."""
    plain = _plain(text)
    tokens, position = [], 0
    while position < len(plain):
        match = _TOKENS.match(plain, position)
        if match is None:
            return None
        position = match.end()
        if match.lastgroup != "filler":
            tokens.append(Token(match.lastgroup or "", match[0]))
    return tokens


def _plain(text: str) -> str:
    """Lines without capitals, accents, spaces at their ends or marks of lists; each hour with its « h »."""
    lines = "\n".join(_SPACES.sub(" ", line).strip() for line in fold(text).strip().splitlines())
    return _HOURLESS.sub(r"\1h", _TWICE_HOURLESS.sub(r"\1h", _BULLET.sub("", lines)))
