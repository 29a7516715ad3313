"""What can be said of a ``pivot`` beyond the schema's own pattern."""

import re

from stdnum.fr import siret

PLACEHOLDER = "0" * 14


def restore_lost_zero(pivot: str) -> str:
    """A SIRET that begins with zero loses it in a spreadsheet; the check digit tells that this is what happened."""
    padded = "0" + pivot
    if re.fullmatch(r"\d{13}", pivot, re.ASCII) and siret.is_valid(padded):
        return padded
    return pivot


def doubt(pivot: str) -> str | None:
    """Why a well-formed pivot is still suspect, as the end of a French sentence.

    Only a doubt: files in use hold placeholders, and the schema lets them through.
    """
    if pivot == PLACEHOLDER:
        return "est un SIRET d’attente, à compléter un jour"
    if re.fullmatch(r"\d{14}", pivot, re.ASCII) and not siret.is_valid(pivot):
        return "ne ressemble pas à un vrai SIRET (la clé de contrôle est fausse) : vérifiez-le"
    return None
