"""Workbooks of LibreOffice say « this row comes a million times » in one line: what that makes is counted first."""

import io
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from services.directory.files.archives import BROKEN, ArchiveDamaged, ArchiveSwollen
from services.directory.files.source_table import MAX_COLUMNS, MAX_LINES

MOST_CELLS = MAX_LINES * MAX_COLUMNS
_ROW, _CELL = "table:table-row", "table:table-cell"
_CHUNK = 256 * 1024


def refuse_repeated(data: bytes) -> None:
    """Raises ArchiveSwollen when the filled cells of the sheets are more than a table may have, ArchiveDamaged for
    what is no XML."""
    counter = _Counter()
    parser = expat.ParserCreate()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.EntityDeclHandler = counter.entity
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk)
    except ArchiveSwollen:
        raise
    except (expat.ExpatError, *BROKEN) as error:
        raise ArchiveDamaged from error


class _Counter:
    def __init__(self) -> None:
        self.cells = self._pending = self._in_row = 0
        self._rows = 1

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _ROW:
            self._rows, self._in_row, self._pending = _times(attributes, "rows"), 0, 0
        elif name == _CELL:
            times = _times(attributes, "columns")
            self._pending += times
            if "office:value-type" in attributes:
                # empty cells in front of a filled one are cells of the row too
                self._in_row, self._pending = self._in_row + self._pending, 0

    def end(self, name: str) -> None:
        if name == _ROW:
            self.cells += self._in_row * self._rows
            if self.cells > MOST_CELLS:
                raise ArchiveSwollen

    def entity(self, *_: object) -> None:
        raise ArchiveSwollen


def _times(attributes: Mapping[str, str], what: str) -> int:
    return max(int(attributes.get(f"table:number-{what}-repeated", "1")), 1)
