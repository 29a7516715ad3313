"""The clock is a dependency: demonstration and tests can move it, the code asks nobody else for the time.

A moved clock is an offset in seconds, written in a file that every process of the installation reads.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Real time."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        return datetime.now(UTC)


class MovableClock(Clock):
    """Real time plus the offset kept in ``path``; an absent file is an offset of zero."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._read()

    def move_to(self, instant: datetime) -> None:
        """``instant`` becomes the present, for every process."""
        offset = (instant - datetime.now(UTC)).total_seconds()
        draft = self._path.with_suffix(".new")
        draft.write_text(str(offset))
        os.replace(draft, self._path)

    def _read(self) -> timedelta:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return timedelta()
        if (status.st_ino, status.st_mtime_ns) != self._seen:
            self._offset = timedelta(seconds=float(self._path.read_text()))
            self._seen = (status.st_ino, status.st_mtime_ns)
        return self._offset


def clock_from(path: str | None) -> Clock:
    return MovableClock(Path(path)) if path else Clock()
