"""A whole address in one cell, « 2 rue Neuve, 64000 Pau », taken apart; and a position in one cell."""

import re
from collections.abc import Callable, Sequence

WHOLE, PLACED = "adresse:entiere", "position"
"""Targets of columns that hold several of the schema's."""
TARGETS = {WHOLE: "Adresse entière (rue, code postal, commune)", PLACED: "Latitude et longitude ensemble"}
FILLS = {WHOLE: ("adresse", "code_postal", "commune"), PLACED: ("latitude", "longitude")}

_CODE = re.compile(r"(?<![\d.])(?:F-? ?)?(\d{2} ?\d{3})(?!\d)")
_ENDS = " ,;.–—-()/\t"
_COUNTRY = re.compile(r"[\s,–-]+france$", re.IGNORECASE)
_CEDEX = re.compile(r"\s*\bcedex\b(?:\s*\d{1,2})?", re.IGNORECASE)
_POSITIONS = (
    re.compile(r"\s*[\[(]?\s*(-?\d+\.\d+)\s*[,;/\s]\s*(-?\d+\.\d+)\s*[\])]?\s*"),
    re.compile(r"\s*(-?\d+,\d+)\s*(?:[;/]\s*|,?\s+)(-?\d+,\d+)\s*"),
)
"""« 43,29 » alone is one number with a decimal comma."""


def taken_apart(text: str) -> dict[str, str]:
    """By column of the schema, only what was found. Without a postal code, the whole is the street."""
    plain = _COUNTRY.sub("", ", ".join(line for line in map(_tidy, text.splitlines()) if line))
    codes = list(_CODE.finditer(plain))
    for code in reversed(codes):
        before, after = plain[: code.start()].strip(_ENDS), plain[code.end() :].strip(_ENDS)
        if re.match(r"[^\W\d]", after):
            return _told(before, code[1], after)
    if not codes:
        return _told(plain, "", "")
    before = plain[: codes[-1].start()].strip(_ENDS)
    street, comma, commune = before.rpartition(",")
    if comma or not re.search(r"\d", before):
        return _told(street.strip(_ENDS), codes[-1][1], commune.strip(_ENDS))
    return _told(before, codes[-1][1], "")


def _tidy(line: str) -> str:
    """Patterns would try thousands of spaces from each of them on."""
    return " ".join(line.split()).strip(_ENDS)


def _told(street: str, code: str, commune: str) -> dict[str, str]:
    name = _CEDEX.sub("", commune.split(",", maxsplit=1)[0]).strip(_ENDS)
    found = {"adresse": street, "code_postal": code.replace(" ", ""), "commune": name}
    return {column: said for column, said in found.items() if said}


def position(text: str) -> dict[str, str]:
    """« 43.29, -0.37 »: latitude first, as portals write it; the other way round is seen to with all positions."""
    tidy = " ".join(text.split())
    pair = next((match for pattern in _POSITIONS if (match := pattern.fullmatch(tidy))), None)
    return dict(zip(FILLS[PLACED], pair.groups(), strict=True)) if pair else {}


def are_whole(cells: Sequence[str]) -> bool:
    """Whether most of a column's cells hold a postal code with a commune."""
    return _most(cells, lambda cell: {"code_postal", "commune"} <= taken_apart(cell).keys())


def are_positions(cells: Sequence[str]) -> bool:
    return _most(cells, lambda cell: bool(position(cell)))


def _most(cells: Sequence[str], is_so: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(map(is_so, filled)) > len(filled)
