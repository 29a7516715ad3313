"""The list as a workbook: one line per structure, headings in French, every cell a value."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.directory.domain.network_columns import EVERY_COLUMN, in_words
from services.directory.files import sheet

_WIDTHS = {
    **{"label": 36, "address": 32, "services": 40, "summary": 48, "description": 48, "commune": 20, "emails": 28},
    **{"stages": 32, "equipment": 40, "shared_content": 40},
}


def write_xlsx(rows: Iterable[Mapping[str, Any]], *, title: str, author: str) -> bytes:
    headings = [(column.label, _WIDTHS.get(column.attribute, 16)) for column in EVERY_COLUMN]
    lines = ([in_words(column, row[column.attribute]) for column in EVERY_COLUMN] for row in rows)
    return sheet.write_xlsx(headings, lines, sheet="Structures", title=title, author=author, frozen=3)
