"""What an import says of a column: under the title that the person reads in their own table, and without notations."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from services.directory.domain.hours_in_words import hours_in_words
from services.directory.domain.import_plan import Remark
from services.directory.domain.network_columns import EVERY_BY_NAME
from services.directory.domain.weekly_hours import parse_hours
from shared.web.formats import short_day, telephone

_OF_A_COLUMN = re.compile(r"^(Ligne \d+), ([a-z_]+) : ")


def titles_of(headings: Sequence[str], targets: Mapping[str, str]) -> dict[str, str]:
    """What to call each column of the schema in a table whose ``headings`` were given ``targets``.

    Its heading when one alone fills it, else the words of the form. A name of the schema that is a heading of the
    table as well is left as it is: a sentence about it may already mean the table's own column.
    """
    filled_by: dict[str, list[str]] = {}
    for heading in headings:
        filled_by.setdefault(targets.get(heading, "").split(":")[0], []).append(heading)
    return {
        name: filled_by[name][0] if len(filled_by.get(name, ())) == 1 else column.label
        for name, column in EVERY_BY_NAME.items()
        if name not in headings
    }


def in_own_words(sentence: str, titles: Mapping[str, str]) -> str:
    """« Ligne 3, code_postal : … » as « Ligne 3, CP : … »."""
    return _OF_A_COLUMN.sub(lambda found: f"{found[1]}, {titles.get(found[2], found[2])} : ", sentence)


def remark_in_french(remark: Remark) -> str:
    """« … lu comme « 05 59 00 00 01 » », where the directory keeps ``+33559000001``."""
    if remark.column not in _SAID or not remark.is_repair:
        return remark.sentence
    return remark.sentence.replace(f"lu comme « {remark.after} »", f"lu comme « {shown(remark.column, remark.after)} »")


def shown(column: str, text: str) -> str:
    """What a cell of the schema says, as screens show it."""
    return _SAID[column](text) if column in _SAID else text


def _hours(text: str) -> str:
    hours = parse_hours(text)
    return text if hours is None or hours.is_empty else hours_in_words(hours)


_SAID: Mapping[str, Callable[[str], str]] = {
    "telephone": telephone,
    "horaires": _hours,
    "date_maj": lambda text: short_day(date.fromisoformat(text)),
}
