"""E-mail addresses as people type and paste them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

LONGEST = 254
"""RFC 5321, 4.5.3.1.3."""

_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_INVISIBLE = re.compile("[\u00a0\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Line:
    """One line of a pasted list. ``email`` is None when none could be read from ``text``."""

    number: int
    text: str
    name: str
    email: str | None


def normal(address: str) -> str:
    """Without the spaces that pasting brings, in lower case: no provider of our users tells case apart."""
    return _INVISIBLE.sub(" ", address).strip().lower()


def is_address(address: str) -> bool:
    """True for a normalised address that can be written to: one ``@``, a domain with a dot, no quoted form."""
    if len(address) > LONGEST or ".." in address:
        return False
    return _ADDRESS.fullmatch(address) is not None and not address.startswith(".") and ".@" not in address


def read_lines(text: str) -> Iterator[Line]:
    """Each non-empty line: ``a@b.fr``, ``Nadia Benali <a@b.fr>``, ``Nadia Benali; a@b.fr`` or the reverse."""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _INVISIBLE.sub(" ", raw).strip().strip(",;").strip()
        if line:
            name, address = _split(line)
            email = normal(address)
            yield Line(number, line, name, email if is_address(email) else None)


def name_from(address: str) -> str:
    """« nadia.benali@ville.fr » gives « Nadia Benali »: better than nothing until the person gives a name."""
    local = re.sub(r"\d+", " ", re.split("[@+]", address, maxsplit=1)[0])
    words = re.split(r"[._\s-]+", local)
    return " ".join(word.capitalize() for word in words if word) or address


def _split(line: str) -> tuple[str, str]:
    if "<" in line:
        return parseaddr(line)
    parts = [part.strip() for part in re.split(r"[;,\t]", line) if part.strip()]
    with_at = [part for part in parts if "@" in part]
    if len(with_at) != 1:
        return "", line
    return " ".join(part for part in parts if part is not with_at[0]), with_at[0]
