"""Names of people, as one searches for them."""

import unicodedata


def search_key(*parts: str | None) -> str:
    """Lower case, without accents, hyphens or apostrophes, single spaces: « Zoé  D’Alès-Roy » is ``zoe d ales roy``."""
    joined = " ".join(part for part in parts if part)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", joined).casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() or c in "@.+_" else " " for c in plain).split())
