"""Opens a workbook in a process of its own, started by its path: its standard input is the workbook, its output JSON.

python-calamine (MIT, the Rust reader of the same name) ends its whole process when a cell far from the others asks for
more memory than there is, and panics on a damaged .xls: nobody else's request is to end with it.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

MOST_MEMORY = 1024**3
"""Bytes: three times what 20,000 lines of 100 columns take."""
MOST_SECONDS = 60
"""Of the processor: six times what 20,000 lines of 100 columns take."""
LOCKED, TOO_LARGE = 3, 4
"""Exit codes; any other but 0 is a file that cannot be read."""


def main() -> None:
    """Writes, for each sheet that is shown, its name, its rows of texts, the place of their first cell and the areas
    that are merged: ``[[row, column], [row, column]]``, counted from 0."""
    allowed = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = MOST_MEMORY if allowed == resource.RLIM_INFINITY else min(MOST_MEMORY, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    from python_calamine import PasswordError

    try:
        sys.stdout.write(json.dumps(list(_sheets(sys.stdin.buffer.read()))))
    except PasswordError:
        sys.exit(LOCKED)
    except MemoryError:
        sys.exit(TOO_LARGE)


def _sheets(data: bytes) -> Iterator[Sequence[Any]]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    for name in shown or book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        rows = [
            [cell if type(cell) is str else text_of(cell) for cell in row]
            for row in sheet.to_python(skip_empty_area=True)
        ]
        yield name, rows, sheet.start, sheet.merged_cell_ranges or ()


def text_of(cell: Any) -> str:
    """As a person reads the cell: whole numbers without decimals, dates as year-month-day."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    main()
