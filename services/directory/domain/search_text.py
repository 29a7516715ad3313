"""Text as it is searched and sorted: without capitals, accents or punctuation."""

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_SEPARATORS = re.compile(r"[\W_]+")
_SAINTS = {"st": "saint", "ste": "sainte"}
_SAINT = re.compile(r"\bste?\b")
_CEDEX = re.compile(r" cedex(?: \d+)?$")
_BEGINNINGS = {"st": ("st", "saint"), "ste": ("ste", "sainte"), "saint": ("saint", "st "), "sainte": ("sainte", "ste ")}


def plain(text: str) -> str:
    """« L’Œuvre d’Été » becomes ``l oeuvre d ete``."""
    return _SEPARATORS.sub(" ", fold(text)).strip()


def fold(text: str) -> str:
    """Without capitals or accents; punctuation stays."""
    text = text.casefold()
    if text.isascii():
        return text
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae")))


def commune_key(name: str) -> str:
    """One name for one commune: « ST JEAN DE LUZ CEDEX » and « Saint-Jean-de-Luz » are ``saint jean de luz``."""
    return _SAINT.sub(lambda word: _SAINTS[word[0]], _CEDEX.sub("", plain(name)))


def words(text: str) -> list[str]:
    """The words to look for, each of which must be found."""
    return plain(text).split()


def stem(word: str) -> str:
    """Without the marks of a French plural, so that what is left begins the singular and the plural alike.

    « médiathèques » and « médiathèque », « hôpital » and « hôpitaux », « jeux » and « jeu ».
    """
    if len(word) > 5 and word.endswith(("al", "aux")) and not word.endswith("eaux"):
        return word[: word.rindex("a") + 1]
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def beginnings(word: str) -> tuple[str, ...]:
    """What may begin the words that are looked for: the stem; « st » and « saint » are the same."""
    return _BEGINNINGS.get(word) or (stem(word),)
