"""What an import says of a column, under the title that the person reads in their own table."""

import re
from collections.abc import Mapping, Sequence

from services.directory.domain.network_columns import EVERY_BY_NAME

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
