"""The lines of a preview, some at a time: five hundred of each group are kept, and a page puts fifty into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.directory.models.structure_import import StructureImport
from services.directory.pages.preview_words import line_in_words

PER_PAGE = 50
KEYS = ("refused", "changed", "created", "repairs", "doubts", "unchanged")


@dataclass(frozen=True)
class Group:
    """``total``: how many lines there are; ``kept``: how many of them the preview holds."""

    key: str
    lines: Sequence[Any]
    total: int
    kept: int
    page: int

    @property
    def pages(self) -> int:
        return -(-self.kept // PER_PAGE)

    @property
    def begin(self) -> int:
        return (self.page - 1) * PER_PAGE + 1

    @property
    def end(self) -> int:
        return self.begin + len(self.lines) - 1


def groups_of(known: StructureImport, chosen: str | None = None, page: int = 1) -> dict[str, Group]:
    """Those that have lines, by key: all of them, or only the ``chosen`` one at its ``page``."""
    keys = (chosen,) if chosen in KEYS else KEYS
    groups = (_group(known, key, page if chosen in KEYS else 1) for key in keys)
    return {group.key: group for group in groups if group.lines}


def _group(known: StructureImport, key: str, page: int) -> Group:
    preview: Mapping[str, Any] = known.preview or {}
    kept = preview.get(key, [])
    page = min(max(page, 1), max(-(-len(kept) // PER_PAGE), 1))
    total = preview.get(f"{key}_count", getattr(known, f"{key}_count", len(kept)))
    lines = [line_in_words(key, line) for line in kept[(page - 1) * PER_PAGE : page * PER_PAGE]]
    return Group(key, lines, total, len(kept), page)
