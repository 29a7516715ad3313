"""The words with which people's tables say yes and no."""

import re

from services.directory.domain.search_text import fold

YES = frozenset(
    ["x", "oui", "o", "vrai", "true", "yes", "1", "ok", "souvent", "toujours", "detempsentemps", "regulierement"]
)
NO = frozenset(["non", "n", "faux", "false", "no", "0", "pasdutout", "jamais", "exceptionnellement", "rarement"])
_SIGNS = {"✓": True, "✔": True, "☑": True, "✅": True, "☒": True, "✗": False, "✘": False, "☐": False, "❌": False}


def read_yes_no(text: str) -> bool | None:
    """None when the text says neither."""
    key = re.sub(r"[\W_]", "", fold(text))
    if not key:
        return _SIGNS.get(text.strip().removesuffix("\ufe0f"))
    return True if key in YES else False if key in NO else None
