"""The first line of a national file, and the refusal of a whole file."""

import unicodedata
from collections.abc import Sequence

from services.directory.domain.national_columns import BY_NAME, REQUIRED


class FileRefused(ValueError):
    """The file as a whole cannot be read; the text is a French sentence that says how to mend it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def heading(cell: str) -> str:
    """``" Code postal "`` and ``code_postal`` are the same column."""
    letters = unicodedata.normalize("NFKD", cell.strip().casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "_".join(plain.replace("-", " ").replace("_", " ").split())


def check_headings(headings: Sequence[str]) -> None:
    """Raises FileRefused when a required column is missing or a column is there twice."""
    missing = [name for name in REQUIRED if name not in headings]
    if missing:
        raise FileRefused("columns_missing", _missing(missing))
    twice = sorted({name for name in headings if name in BY_NAME and headings.count(name) > 1})
    if twice:
        raise FileRefused("columns_repeated", f"La colonne {twice[0]} est présente deux fois. Gardez-en une seule.")


def _missing(names: Sequence[str]) -> str:
    if len(names) == len(REQUIRED):
        return (
            "La première ligne ne contient aucun des titres attendus. "
            f"Elle doit nommer les colonnes du schéma national : {', '.join(REQUIRED)}…"
        )
    first, last = ", ".join(names[:-1]), names[-1]
    what, them = (f"les colonnes {first} et {last}", "les") if first else (f"la colonne {last}", "la")
    return f"Il manque {what}. Ajoutez-{them} à la première ligne, avec une valeur pour chaque structure."
