"""The list as a workbook: one line per structure, headings in French, every cell a value."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from services.directory.domain.national_columns import COLUMNS

_WIDTHS = {"label": 36, "address": 32, "services": 40, "summary": 48, "description": 48, "commune": 20, "emails": 28}


def write_xlsx(rows: Iterable[Mapping[str, Any]], *, title: str, author: str) -> bytes:
    """Text is written as text: what begins with ``=`` stays what somebody typed."""
    buffer = BytesIO()
    safe = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    book = xlsxwriter.Workbook(buffer, safe)
    book.set_properties({"title": title, "author": author})
    heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    sheet = book.add_worksheet("Structures")
    for position, column in enumerate(COLUMNS):
        sheet.set_column(position, position, _WIDTHS.get(column.attribute, 16))
        sheet.write_string(0, position, column.label, heading)
    last = 0
    for last, row in enumerate(rows, start=1):
        for position, column in enumerate(COLUMNS):
            _write(sheet, last, position, row[column.attribute])
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, line: int, position: int, value: Any) -> None:
    if value is None or value in ("", []):
        return
    if isinstance(value, float):
        sheet.write_number(line, position, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, position, value)
    else:
        sheet.write_string(line, position, " ; ".join(value) if isinstance(value, list | tuple) else value)
