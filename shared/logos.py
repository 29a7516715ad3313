"""A network's logo. Its name says what it holds and how large it is: ``<sha256>-<width>x<height>.png``, or ``.jpg``.

So any service can show it at the right size, and a browser may keep it for ever.
"""

import re
from dataclasses import dataclass
from uuid import UUID

WIDEST, HIGHEST = 400, 160
"""Points of the kept picture, twice what is shown: sharp on fine screens and in print."""
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
PATTERN = r"[0-9a-f]{64}-([1-9]\d{0,2})x([1-9]\d{0,2})\.(png|jpg)"
"""Of a name, for Python as for PostgreSQL."""


@dataclass(frozen=True)
class ShownLogo:
    """``width`` and ``height``: as shown, in the proportions of the picture."""

    href: str
    width: int
    height: int


def name_of(digest: str, width: int, height: int, ending: str) -> str:
    return f"{digest}-{width}x{height}.{ending}"


def is_name(name: str) -> bool:
    return re.fullmatch(PATTERN, name) is not None


def key_of(tenant_id: UUID, name: str) -> str:
    """Where the picture lies in the object storage."""
    return f"{tenant_id}/logo/{name}"


def shown(slug: str, name: str, *, width: int, height: int, site: str = "") -> ShownLogo | None:
    """As large as ``width`` and ``height`` allow; None without a logo. ``site``: before the path, in mails."""
    sizes = re.fullmatch(PATTERN, name)
    if sizes is None:
        return None
    own_width, own_height = int(sizes[1]), int(sizes[2])
    scale = min(width / own_width, height / own_height, 1)
    href = f"{site}/annuaire/{slug}/logo/{name}"
    return ShownLogo(href, max(1, round(own_width * scale)), max(1, round(own_height * scale)))
