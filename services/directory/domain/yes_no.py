"""The words with which people's tables say yes, no, and nothing."""

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


_NOTHING = re.compile(
    r"n\.?[cars]\.?|n/[acrs]|nd|neant|rien|vide|inconnue?s?|sans objet|sans|non|aucune?|\?+|x+"
    r"|en cours|a (?:completer|preciser|venir|renseigner|verifier|creer)"
    r"|(?:non|pas)(?: encore)? (?:renseignee?|connue?|communiquee?|disponible|precisee?)s?"
    r"|pas d.{1,2}(?:e-?mail|courriel|site.*|telephone|siret|horaires.*)"
)


def says_nothing(text: str) -> bool:
    """« NC », « en cours », « pas de mail »: what people write where a cell has to stay empty."""
    return _NOTHING.fullmatch(fold(text).strip(" .()")) is not None or not text.strip(" -–—/.?")
