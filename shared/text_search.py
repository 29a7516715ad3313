"""Words looked for in texts that have no column of their own for it: accents and capitals aside, anywhere in a word.

For lists of some hundreds of rows a network, which the wall lets be read by their network's index. The letters that
French, its neighbours and its regions write are known; what is looked for and what is stored are folded alike.
"""

import re
from typing import Any

from sqlalchemy import ColumnElement, Text, func, or_

ACCENTED = "àâäáãåçèéêëíìîïñòóôöõùúûüýÿᵉʳ"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyyer"
LIGATURES = {"œ": "oe", "æ": "ae"}
_FOLDED = str.maketrans(dict(zip(ACCENTED, PLAIN, strict=True)) | LIGATURES)
_SEPARATORS = re.compile(r"[\W_]+")


def search_words(text: str) -> list[str]:
    """« L’Été à Reims » is looked for as ``l``, ``ete``, ``a``, ``reims``."""
    return _SEPARATORS.sub(" ", fold(text)).split()


def fold(text: str) -> str:
    return text.lower().translate(_FOLDED)


def folded(column: Any) -> ColumnElement[str]:
    """As :func:`fold`, by the database."""
    text: ColumnElement[str] = func.translate(func.lower(column), ACCENTED, PLAIN, type_=Text())
    for ligature, letters in LIGATURES.items():
        text = func.replace(text, ligature, letters, type_=Text())
    return text


def holds(word: str, *columns: Any) -> ColumnElement[bool]:
    """``word``: one of :func:`search_words`, to be found in one of the columns."""
    return or_(*(folded(column).contains(word, autoescape=True) for column in columns))
