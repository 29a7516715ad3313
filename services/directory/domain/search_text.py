"""Text as it is searched and sorted: without capitals, accents or punctuation."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def plain(text: str) -> str:
    """« L’Œuvre d’Été » becomes ``l oeuvre d ete``."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_LIGATURES)
    kept = (letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def words(text: str) -> list[str]:
    """The words to look for, each of which must be found."""
    return plain(text).split()
