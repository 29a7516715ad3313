"""What can be said of a ``pivot`` beyond the schema's own pattern."""

import re

from stdnum.fr import siret

PLACEHOLDER = "0" * 14
_SHORT = re.compile(r"\d{13}", re.ASCII)
_NONE_LEFT = re.compile(r"0{1,13}|\d[.,]\d+E\+?\d{1,2}", re.ASCII | re.IGNORECASE)
_FULL = re.compile(r"\d{14}", re.ASCII)
_TELEPHONE = re.compile(r"0[1-9]\d{8}|(?:00)?33[1-9]\d{8}", re.ASCII)


def as_before_spreadsheet(pivot: str) -> str:
    """What a spreadsheet makes of a file that it opens and saves: a SIRET that begins with zero loses it, which the
    check digit tells; the placeholder becomes ``0``; ``1,30025E+13`` has lost its figures, and says nothing more."""
    if _NONE_LEFT.fullmatch(pivot):
        return PLACEHOLDER
    padded = "0" + pivot
    if _SHORT.fullmatch(pivot) and siret.is_valid(padded):
        return padded
    return pivot


def is_good(pivot: str) -> bool:
    """Worth keeping when a file brings something that is not."""
    return pivot != "" and doubt(pivot) is None


def is_false(pivot: str) -> bool:
    """As long as a SIRET, and none: a mistyped one may be somebody else's."""
    return len(pivot) == len(PLACEHOLDER) and not siret.is_valid(pivot)


def sifted(pivot: str) -> tuple[str, list[str]]:
    """A telephone number in the wrong column is well-formed for the schema: the placeholder takes its place."""
    if _TELEPHONE.fullmatch(pivot):
        return PLACEHOLDER, [f"« {pivot} » est un numéro de téléphone, pas un SIRET : il n’est pas repris"]
    said = doubt(pivot)
    return pivot, [f"« {pivot} » {said}"] if said else []


def doubt(pivot: str) -> str | None:
    """Why a well-formed pivot is still suspect, as the end of a French sentence.

    Only a doubt: files in use hold placeholders, and the schema lets them through.
    """
    if pivot == PLACEHOLDER:
        return "est un SIRET d’attente, à compléter un jour"
    if _FULL.fullmatch(pivot) and not siret.is_valid(pivot):
        if pivot.endswith("00000"):
            return "paraît avoir été arrondi par un tableur (la clé de contrôle est fausse) : vérifiez-le"
        return "ne ressemble pas à un vrai SIRET (la clé de contrôle est fausse) : vérifiez-le"
    return None
