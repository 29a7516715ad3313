"""The figures of a report as a workbook: values as numbers, one table a sheet, no merged cells, no formula.

Text is written as text: what begins with ``=`` in the title of a workshop stays a title.
"""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from services.reporting.domain.french import UNKNOWN, WITHHELD

Json = dict[str, Any]

_NUMBERS = {"count": "#,##0", "ratio": "0 %", "cents": "#,##0.00 €", "score": "0.00", "day": "dd/mm/yyyy"}


def write_xlsx(report: Json) -> bytes:
    """The same bytes for the same report."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made_at = datetime.fromisoformat(report["produced_at"]).astimezone(UTC).replace(tzinfo=None)
    title = f"{report['title']}, {report['period']['label']}"
    book.set_properties({"title": title, "author": report["network"], "created": made_at})
    writer = _Writer(book)
    writer.cover(report, title)
    writer.figures(report)
    for chapter in report["chapters"]:
        for table in chapter["tables"]:
            writer.table(table)
    writer.definitions(report["aid"])
    book.close()
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True})
        self.numbers = {unit: book.add_format({"num_format": form}) for unit, form in _NUMBERS.items()}

    def cover(self, report: Json, title: str) -> None:
        sheet = self.book.add_worksheet("À lire d’abord")
        sheet.set_column(0, 0, 110, self.wrapped)
        sheet.write_string(0, 0, title, self.title)
        edition = f"Édition {report['edition']}, établie le {report['produced_on']}."
        lines = [
            f"{report['network']} ({report['department']})",
            edition,
            *report["summary"],
            *report["aid"]["completeness"],
        ]
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line, self.wrapped)

    def figures(self, report: Json) -> None:
        sheet = self.book.add_worksheet("Chiffres")
        compared = [(name, label) for name, label in report["compared"].items() if label]
        self._heads(sheet, ["Chiffre", report["period"]["label"], *(label for _, label in compared)])
        for row, line in enumerate(report["measures"], start=1):
            sheet.write_string(row, 0, line["label"])
            for column, name in enumerate(["value", *(name for name, _ in compared)], start=1):
                self._write(sheet, row, column, line[name], line["unit"], missing=UNKNOWN)

    def table(self, table: Json) -> None:
        sheet = self.book.add_worksheet(_sheet_name(table["caption"]))
        self._heads(sheet, [column["label"] for column in table["columns"]])
        units = [column["unit"] for column in table["columns"]]
        for row, values in enumerate(table["rows"], start=1):
            for column, (value, unit) in enumerate(zip(values, units, strict=True)):
                missing = WITHHELD if unit == "count" else UNKNOWN
                self._write(sheet, row, column, value, unit, missing=missing)

    def definitions(self, aid: Json) -> None:
        sheet = self.book.add_worksheet("Définitions")
        self._heads(sheet, ["Chiffre", "Définition"])
        sheet.set_column(1, 1, 100, self.wrapped)
        for row, entry in enumerate(aid["definitions"], start=1):
            sheet.write_string(row, 0, entry["term"])
            sheet.write_string(row, 1, entry["text"], self.wrapped)

    def _heads(self, sheet: Worksheet, labels: list[str]) -> None:
        for column, label in enumerate(labels):
            sheet.write_string(0, column, label, self.head)
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, max(len(labels) - 1, 1), 16)
        sheet.freeze_panes(1, 0)

    def _write(self, sheet: Worksheet, row: int, column: int, value: Any, unit: str, *, missing: str) -> None:
        if value is None:
            sheet.write_string(row, column, missing)
        elif unit == "day":
            sheet.write_datetime(row, column, _midnight(value), self._format(unit))
        elif isinstance(value, str):
            sheet.write_string(row, column, value)
        else:
            sheet.write_number(row, column, value / 100 if unit == "cents" else value, self._format(unit))

    def _format(self, unit: str) -> Format:
        return self.numbers[unit]


def _midnight(value: str) -> datetime:
    return datetime.combine(date.fromisoformat(value), datetime.min.time())


def _sheet_name(caption: str) -> str:
    """At most 31 characters, none of those that workbooks refuse."""
    return "".join(sign for sign in caption if sign not in "[]:*?/\\").strip("'")[:31]
