"""Tags: the short names stuck on pieces of equipment, such as ``T-014``."""

from collections.abc import Iterable

MAX_AT_ONCE = 200
"""Items registered in one go: more is a typing error more often than a purchase."""


def clean_tag(text: str) -> str:
    """As printed on the label: capitals, no space. What a scanner or a hurried person types comes to the same."""
    return "".join(text.split()).upper()


def tag_sequence(prefix: str, *, first: int, count: int, width: int = 3) -> list[str]:
    """``T-``, 1, 15 → ``T-001`` … ``T-015``. Longer numbers are not cut: ``T-1000`` follows ``T-999``."""
    cleaned = clean_tag(prefix)
    return [f"{cleaned}{number:0{width}d}" for number in range(first, first + count)]


def next_number(prefix: str, tags: Iterable[str]) -> int:
    """Number after the highest one already used behind this prefix; 1 when there is none."""
    cleaned = clean_tag(prefix)
    return 1 + max((number for tag in tags if (number := _number_behind(cleaned, tag)) is not None), default=0)


def _number_behind(prefix: str, tag: str) -> int | None:
    rest = tag.removeprefix(prefix)
    return int(rest) if tag.startswith(prefix) and rest.isascii() and rest.isdecimal() else None
