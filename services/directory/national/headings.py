"""Which schema the first line of a file speaks, if any."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from services.directory.domain.national_columns import BY_NAME, REQUIRED
from services.directory.domain.network_columns import EVERY_BY_NAME, EVERY_COLUMN
from services.directory.domain.old_schema import OLD_ONLY
from services.directory.files.source_table import FileRefused

__all__ = [
    "FileRefused",
    "heading",
    "is_national",
    "is_old",
    "is_workbook_of_ours",
    "names_of_workbook",
    "refuse_repeated",
]

_GAPS = re.compile(r"[\s_-]+")


@lru_cache(maxsize=1024)
def heading(cell: str) -> str:
    """``" Code postal "`` and ``code_postal`` are the same column."""
    letters = unicodedata.normalize("NFKD", cell.strip().casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _GAPS.sub("_", plain).strip("_")


def is_national(headings: Sequence[str]) -> bool:
    """Version 1 of the schema: every required column is there, and none that only version 0.1 has."""
    named = {heading(cell) for cell in headings}
    return named.issuperset(REQUIRED) and not is_old(headings)


def is_old(headings: Sequence[str]) -> bool:
    """Version 0.1: the same required columns, others beside them."""
    named = {heading(cell) for cell in headings}
    later = named & (BY_NAME.keys() - OLD_ONLY.keys() - {"services", "modalites_accompagnement"})
    return named.issuperset(REQUIRED) and bool(named & OLD_ONLY.keys()) and not later & _SINCE_ONE


_SINCE_ONE = frozenset(
    {"courriels", "publics_specifiquement_adresses", "frais_a_charge", "dispositif_programmes_nationaux"}
)


def refuse_repeated(headings: Sequence[str]) -> None:
    """Raises FileRefused when a known column is there twice: nobody can tell which one is meant."""
    named = [heading(re.sub(r" \(\d+\)$", "", cell)) for cell in headings]
    twice = sorted({name for name in named if name in EVERY_BY_NAME and named.count(name) > 1})
    if twice:
        raise FileRefused("columns_repeated", f"La colonne {twice[0]} est présente deux fois. Gardez-en une seule.")


def is_workbook_of_ours(headings: Sequence[str]) -> bool:
    """The list as members download it as a workbook: the columns under the words of the screens, and no others."""
    named = {heading(cell) for cell in headings}
    return named.issubset(_LABELS) and named.issuperset(_REQUIRED_LABELS)


def names_of_workbook(headings: Sequence[str]) -> dict[str, str]:
    return {cell: _LABELS[heading(cell)] for cell in headings}


_LABELS = {heading(column.label): column.name for column in EVERY_COLUMN}
_REQUIRED_LABELS = frozenset(heading(BY_NAME[name].label) for name in REQUIRED)
