"""What may stand in a published file: only what the national map's own validators accept.

A cell that one of them refuses is left out if it may be empty; if it may not, its structure is left out, but for what
can be said otherwise: a SIRET that is unknown, an address with a sign too many. Sources: the
national schema 1.0.2, and the library that the national map reads files with, npm
``@gouvfr-anct/lieux-de-mediation-numerique`` 2.3.0, which is narrower in places.

Neither looks at hours nor at the check key of a SIRET, and readers take both at their word: they are looked at here.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.directory.domain.national_columns import BY_NAME, COLUMNS
from services.directory.domain.national_schema import SEPARATOR, read_cell
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.national import sirets
from services.directory.national.export import Record, record_of
from services.directory.national.remarks import is_email
from services.directory.opening import is_readable

_LETTERS = "A-Za-z0-9À-ÖØ-öø-ÿœ-ŸŒ"
_COMMUNE = re.compile(rf"[{_LETTERS}\-'’\s]+")
_NO_STREET = re.compile(rf"[^{_LETTERS}\-,()°.&:+–|;'’/\s]+")
_PIVOT = re.compile(r"\w{14}|W\w{9}", re.ASCII)
_PHONE = re.compile(r"\+(33|262|269|508|590|594|596|681|687|689)([1-9]\d{8}|\d{6})")
_LINK = re.compile(r"https?://[A-Za-z0-9.-]+((/[+~,%@/.\w-]*)?\??[-+=&;%@.\w]*#?[.!/\\\w]*)?", re.ASCII)
_NOT_IN_LIBRARY = {"Étapes numériques(La Poste)"}
"""The schema writes it without a space, the library with one: no spelling passes both."""

Rule = tuple[Callable[[str], Any], str]
_RULES: dict[str, Rule] = {
    "pivot": (_PIVOT.fullmatch, "n’est ni un SIRET, ni un RNA"),
    "commune": (_COMMUNE.fullmatch, "porte un signe que la carte nationale refuse"),
    "adresse": (lambda text: not _NO_STREET.search(text), "porte un signe que la carte nationale refuse"),
    "telephone": (_PHONE.fullmatch, "n’est pas un numéro français complet"),
    "horaires": (is_readable, "ne se lit pas comme des horaires : remplissez-les jour par jour sur la fiche"),
    "fiche_acces_libre": (_LINK.fullmatch, "porte un signe que la carte nationale refuse"),
    "prise_rdv": (_LINK.fullmatch, "porte un signe que la carte nationale refuse"),
}
_PARTS: dict[str, Rule] = {
    "typologie": (TYPOLOGIES.__contains__, "n’est pas un code connu"),
    "courriels": (is_email, "n’est pas une adresse e-mail"),
    "site_web": (_LINK.fullmatch, "n’est pas une adresse web que la carte nationale accepte"),
    "formations_labels": (lambda part: part not in _NOT_IN_LIBRARY, "s’écrit de deux façons selon les validateurs"),
}
_FALSE_SIRET = "n’est pas un SIRET (la clé de contrôle est fausse)"
_ALSO_NEEDED = {"services": "aucun service coché : la carte nationale croirait le lieu fermé au public"}


@dataclass(frozen=True)
class Left:
    """What is not published of a structure: the whole of it, or some cells. ``reasons``: French sentences."""

    structure: Mapping[str, Any]
    is_whole: bool
    reasons: list[str]


@dataclass(frozen=True)
class Published:
    rows: list[Mapping[str, Any]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def sift(rows: Iterable[Mapping[str, Any]], today: date) -> Published:
    """``rows`` and ``records`` go together, one by one."""
    published = Published()
    for row in rows:
        record, reasons, is_whole = sift_record(record_of(row), today)
        if reasons:
            published.left.append(Left(row, is_whole, reasons))
        if not is_whole:
            published.rows.append(row)
            published.records.append(record)
    return published


def sift_record(record: Record, today: date) -> tuple[Record, list[str], bool]:
    """The record without what may not be published, why, and whether the whole of it may not."""
    kept, reasons, is_whole = dict(record), [], False
    for column in COLUMNS:
        text, faults = _sift_cell(column.name, record[column.name], today)
        if faults:
            kept[column.name] = text
            reasons += [f"{column.label} : {fault}" for fault in faults]
        if kept[column.name] == "" and (column.required or column.name in _ALSO_NEEDED):
            is_whole = True
            reasons += [] if faults else [f"{column.label} : {_ALSO_NEEDED.get(column.name, 'la case est vide')}"]
    if (kept["latitude"] == "") != (kept["longitude"] == ""):
        kept["latitude"] = kept["longitude"] = ""
    return kept, reasons, is_whole


def _sift_cell(name: str, value: Any, today: date) -> tuple[Any, list[str]]:
    """What may stand in the cell, and what is wrong with the rest."""
    if isinstance(value, float) or (value == "" and name != "pivot"):
        return value, []
    if fault := _fault(name, value, today):
        instead = _INSTEAD[name](value) if name in _INSTEAD else ""
        said = f"« {_short(value)} » {fault}" if value else fault
        return instead, [f"{said} : {_short(instead)} est publié à sa place" if instead else said]
    if name in _PARTS:
        good, fault = _PARTS[name]
        parts = value.split(SEPARATOR)
        wrong = [part for part in parts if not good(part)]
        return SEPARATOR.join(part for part in parts if good(part)), [f"« {_short(part)} » {fault}" for part in wrong]
    return value, []


_INSTEAD: dict[str, Callable[[str], str]] = {
    "pivot": lambda _: sirets.PLACEHOLDER,  # how files of the national schema say « not known »
    "adresse": lambda text: " ".join(_NO_STREET.sub(" ", text).split()),
}
"""Of what may not be empty: what is published in place of a value that is refused."""


def _fault(name: str, value: str, today: date) -> str:
    """What is wrong with the whole cell, as the end of a French sentence; empty when nothing is."""
    if not value:
        return "la case est vide"
    if name == "date_maj" and value > today.isoformat():
        return "est dans l’avenir"
    if read_cell(BY_NAME[name], value).faults:
        return "n’est pas une valeur du schéma national"
    if name == "pivot" and sirets.is_false(value):
        return _FALSE_SIRET
    return _RULES[name][1] if name in _RULES and not _RULES[name][0](value) else ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
