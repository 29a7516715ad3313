"""Repairs of a cell that lose nothing and leave no doubt: what spreadsheets and hands do to national files.

Each function takes the text of a cell and gives the mended text, or the same text when it does not know better.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from services.directory.domain.national_columns import Kind, NationalField
from services.directory.domain.national_schema import SEPARATOR
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.domain.written_dates import iso_day
from shared.formula_cells import restored

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_WHOLE_NUMBER = re.compile(r"(\d+)[.,]0+")
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d{1,2}", re.IGNORECASE)
_OSM_DAY = re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)\b")
_HOUR = re.compile(r"\b([01]?\d|2[0-4])\s?[hH]\s?([0-5]\d)?(?![a-zA-Z\d])")
_SHORT_HOUR = re.compile(r"(?<![\d:])(\d):([0-5]\d)(?!\d)")
_EMPTY_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Trims, composes accents, and takes away the apostrophe that keeps a spreadsheet from computing the cell: nobody
    sees it, it is never announced."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return restored(text.strip())


def repair_cell(column: NationalField, text: str) -> str:
    """The cleaned text mended by what its column allows (telephones and postal codes need more than their own cell)."""
    if column.kind is Kind.TEXT and column.name != "horaires":
        return text
    if column.name == "horaires":
        return repair_hours(text)
    plain = " ".join(text.split())
    if column.kind is Kind.CODE:
        return plain if column.name == "telephone" else _CODES.get(column.name, _same)(repair_code(plain))
    return _BY_KIND[column.kind](column, plain)


def _same(text: str) -> str:
    return text


_CODES: dict[str, Callable[[str], str]] = {
    "code_insee": lambda text: text.upper() if re.fullmatch(r"2[ab]\d{3}", text) else text,
    "code_postal": lambda text: re.sub(r"^F-?(?=\d{5}$)", "", text, flags=re.IGNORECASE),
}
"""« 2a004 » and « F-64000 »."""


def repair_code(text: str) -> str:
    """``12345678900012.0``, ``1,2345678900012E+13`` and ``64 100`` become digits when no digit was lost."""
    compact = text.replace(" ", "")
    if whole := _WHOLE_NUMBER.fullmatch(compact):
        return whole[1]
    return _expanded(compact) if _SCIENTIFIC.fullmatch(compact) else compact


def _expanded(text: str) -> str:
    """Scientific notation, unless the spreadsheet rounded the number: then nobody can guess it."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text
    _, digits, exponent = number.as_tuple()
    return "".join(map(str, digits)) if exponent == 0 else text


def restore_zero(code: str, departments: set[str]) -> str:
    """``1000`` becomes ``01000`` when that falls in one of the departments that the line or the network speaks of.

    ``6410`` in a line of department 64 stays as it is: a missing figure, not a missing zero.
    """
    padded = "0" + code
    is_plausible = bool(re.fullmatch(r"\d{4}", code, re.ASCII)) and padded[:2] in departments
    return padded if is_plausible else code


def repair_hours(text: str) -> str:
    """``Mo 9h-12h,13h30-17 :00`` as OpenStreetMap writes it: ``Mo 09:00-12:00,13:30-17:00``.

    Free French text is left alone: in « ouvert 24h/24 » there is nothing to mend. It keeps its lines, which say what
    goes with what, and loses needless spaces.
    """
    if not _OSM_DAY.search(text):
        lines = [" ".join(line.split()) for line in text.splitlines()]
        return _EMPTY_LINES.sub("\n\n", "\n".join(lines).strip())
    joined = re.sub(r"(?<=\d) ?: ?(?=\d\d)", ":", " ".join(text.split()))
    dotted = _HOUR.sub(lambda hour: f"{int(hour[1]):02d}:{hour[2] or '00'}", joined)
    return _SHORT_HOUR.sub(r"0\1:\2", dotted)


def _repair_number(_column: NationalField, text: str) -> str:
    return text.replace(" ", "").replace(",", ".").removesuffix("°")


def _repair_date(_column: NationalField, text: str) -> str:
    return iso_day(text)


def _repair_choices(column: NationalField, text: str) -> str:
    """Capitals, accents, apostrophes and spacing of a known value; ``;`` or ``,`` instead of ``|``."""
    known = _known(column.choices)
    for separator in (SEPARATOR, ";", ","):
        parts = [part for part in text.split(separator) if part.strip()]
        if parts and all(key_of(part) in known for part in parts):
            return SEPARATOR.join(known[key_of(part)] for part in parts)
    return SEPARATOR.join(known.get(key_of(part), part.strip()) for part in text.split(SEPARATOR))


@cache
def _known(choices: tuple[str, ...]) -> dict[str, str]:
    return {key_of(choice): choice for choice in choices}


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """Letters and figures alone: how two spellings of a term are compared."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _repair_typologies(_column: NationalField, text: str) -> str:
    """« Mission locale » becomes its code, ``ML``."""
    parts = [part.strip() for part in re.split(r"[|;]", text)]
    return SEPARATOR.join(_TYPOLOGY_CODES.get(key_of(part), part) for part in parts)


_TYPOLOGY_CODES = {key_of(text): code for code, label in TYPOLOGIES.items() for text in (label, code)}


def _repair_emails(_column: NationalField, text: str) -> str:
    return SEPARATOR.join(part.strip() for part in re.split(r"[|;]", re.sub(r"(?i)mailto:", "", text)))


def _repair_url(_column: NationalField, text: str) -> str:
    if re.fullmatch(r"(?!https?:)[\w-]+(\.[\w-]+)+(/\S*)?", text, re.IGNORECASE):
        return "https://" + text
    return text


def _repair_urls(column: NationalField, text: str) -> str:
    parts = re.split(r"\||[;,\s]+(?=https?://|www\.)", text, flags=re.IGNORECASE)
    return SEPARATOR.join(_repair_url(column, part.strip()) for part in parts)


_COUNTED = re.compile(r"(\d{1,4})(?:[.,]0+)?(?: [^\W\d_]+){0,2}")
_NONE = frozenset(["aucun", "aucune", "non", "neant", "zero", "pasde", "sans"])


def _repair_count(_column: NationalField, text: str) -> str:
    """« 3 postes » and ``3.0`` are 3, « aucun » is none; « 3 à 5 » is left for somebody to decide."""
    if key_of(text) in _NONE:
        return "0"
    counted = _COUNTED.fullmatch(text)
    return counted[1] if counted else text


def _as_it_is(_column: NationalField, text: str) -> str:
    return text


_BY_KIND = {
    Kind.COUNT: _repair_count,
    Kind.YES_NO: _as_it_is,
    Kind.NUMBER: _repair_number,
    Kind.DATE: _repair_date,
    Kind.CHOICES: _repair_choices,
    Kind.LIST: _repair_typologies,
    Kind.EMAILS: _repair_emails,
    Kind.URL: _repair_url,
    Kind.URLS: _repair_urls,
}
