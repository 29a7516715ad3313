"""One table as a workbook or as CSV: a line of headings, then values."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from shared.formula_cells import inert


def write_xlsx(
    headings: Sequence[tuple[str, int]],
    lines: Iterable[Sequence[Any]],
    *,
    sheet: str,
    title: str,
    author: str,
    frozen: int = 1,
    as_typed: bool = False,
) -> bytes:
    """``headings``: texts and widths; ``frozen``: columns that stay in view. Text is written as text: what begins with
    ``=`` stays what somebody typed. ``as_typed``: for a table to be mended, in which text stays text when somebody
    types in its cell again; long texts are shown whole."""
    buffer = BytesIO()
    safe = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    book = xlsxwriter.Workbook(buffer, safe)
    book.set_properties({"title": title, "author": author})
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    page = book.add_worksheet(sheet)
    usual = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}) if as_typed else None
    for position, (label, width) in enumerate(headings):
        page.set_column(position, position, width, usual)
        page.write_string(0, position, label, bold)
    last = 0
    for last, line in enumerate(lines, start=1):
        for position, value in enumerate(line):
            _write(page, last, position, value, usual)
    page.freeze_panes(1, frozen)
    page.autofilter(0, 0, max(last, 1), len(headings) - 1)
    book.close()
    return buffer.getvalue()


def _write(page: Any, line: int, position: int, value: Any, style: Any) -> None:
    if value is None or value in ("", []):
        return
    if isinstance(value, float | int):
        page.write_number(line, position, value)
    elif isinstance(value, date):
        page.write_datetime(line, position, value)
    else:
        page.write_string(line, position, " ; ".join(value) if isinstance(value, list | tuple) else value, style)


def write_csv(headings: Sequence[tuple[str, int]], lines: Iterable[Sequence[Any]]) -> bytes:
    """As French spreadsheets open it: semicolons, decimal commas, a byte-order mark. Nothing in it is computed."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([label for label, _ in headings])
    writer.writerows([_told(value) for value in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _told(value: Any) -> Any:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return inert(value) if isinstance(value, str) else value
