"""Names of people, compared as people do: without accents, capitals, punctuation or the order of the words.

The database does it, on both sides alike, so that no table is read into memory. E-mail addresses and telephones are
not names: they are compared as they are.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, literal_column, or_

ACCENTS = "[\u0300-\u036f]"
LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}


def same_name(column: Any, name: str) -> ColumnElement[bool]:
    """« DUPRE Helene » is « Hélène Dupré », « Jean Pierre » is « Jean‑Pierre ». A name without a word is nobody's."""
    known, wanted = _words(column), _words(literal(name))
    same_words = and_(func.cardinality(wanted) > 0, known.op("@>")(wanted), known.op("<@")(wanted))
    return or_(func.lower(column) == name.lower(), same_words)


def _words(text: ColumnElement[str]) -> ColumnElement[Any]:
    for ligature, letters in LIGATURES.items():
        text = func.replace(text, ligature, letters)
    bare = func.regexp_replace(func.normalize(text, literal_column("NFKD")), ACCENTS, "", "g")
    spaced = func.regexp_replace(func.lower(bare), "[^[:alnum:]]+", " ", "g")
    return func.string_to_array(func.btrim(spaced), " ")
