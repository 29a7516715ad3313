"""Short names for addresses: « Réseau de l’Aisne » is found at ``/annuaire/reseau-de-l-aisne/``."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 40
RESERVED = frozenset({"api", "compte", "exploitation", "nouveau", "static"})
# NFKD leaves these whole, and would drop the typographic apostrophe that separates two words in French.
_SPELLED_OUT = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": " "})


def slug_of(label: str) -> str:
    """Lower-case letters, digits and single hyphens, at most 40 characters; never empty."""
    plain = unicodedata.normalize("NFKD", label.translate(_SPELLED_OUT)).encode("ascii", "ignore").decode()
    hyphened = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return hyphened[:LONGEST].strip("-") or "reseau"


def free_slug(label: str, taken: Collection[str]) -> str:
    """The slug of ``label``, numbered from 2 when another network has it already."""
    wanted = slug_of(label)
    unavailable = RESERVED | set(taken)
    if wanted not in unavailable:
        return wanted
    number = 2
    while f"{wanted}-{number}" in unavailable:
        number += 1
    return f"{wanted}-{number}"
