"""Cells that a spreadsheet would run.

https://owasp.org/www-community/attacks/CSV_Injection: a cell of a CSV file that begins with one of these signs is a
formula to Excel and LibreOffice, whatever its quotes; some versions take their full-width forms for them.
"""

import re

_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[\d\s.,()]+")


def inert(text: str) -> str:
    """An apostrophe before what would run; numbers and telephones, which do not, stay as they are."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """The cell that :func:`inert` was given. Of a number too: other programs write « '+33559000000 »."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
