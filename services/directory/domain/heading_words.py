"""What the words of a column's heading let guess, when it is none of the names that are known as a whole."""

import re
from collections.abc import Sequence

from services.directory.domain.search_text import fold

_HINTS = (
    (r"fax|\bdate d (?!maj|mise)|depuis|nombre d habitants|population|commentaire|observation", ""),
    (r"\bsire[nt]\b|\brna\b", "pivot"),
    (r"\binsee\b", "code_insee"),
    (
        r"\b(?:cp|code postal)\b(?=.*\b(?:ville|commune|localite)\b)|\b(?:ville|commune) (?:et |)(?:cp|code postal)\b",
        "cp",
    ),
    (r"\bcode postal\b|\bcp\b", "code_postal"),
    (r"\be ?mails?\b|\bmails?\b|\bcourriels?\b|\bmel\b", "courriels"),
    (r"\b(?:telephone|tel|phone|standard|portable|mobile)\b", "telephone"),
    (r"\bsites? (?:web|internet)\b|\burl\b|\bpage web\b", "site_web"),
    (r"\bhoraires?\b|\bheures? d? ?ouverture\b|\bjours? d? ?ouverture\b", "horaires"),
    (r"\bcomplement\b.*\badresse\b", "complement_adresse"),
    (r"\badresse\b|\bvoie\b", "adresse"),
    (r"\b(?:commune|ville|localite|lib com)\b", "commune"),
    (r"\b(?:geo ?point|coordonnees (?:gps|geographiques)|gps|geolocalisation|latlon|lat long?)\b", "position"),
    (r"^(?:nom|name|lib|libelle|intitule|denomination|raison sociale)\b", "nom"),
    (r"\btype\b|\bcategorie\b|\bcaracteristique\b", "typologie"),
    (r"\bgratuits?\b|\btarifs?\b|\bcouts?\b|\bpayants?\b|\bprix\b", "frais_a_charge"),
    (r"\bpublics?\b", "publics_specifiquement_adresses"),
    (r"\bordinateurs?\b|\bpostes informatiques\b", "reseau_ordinateurs"),
    (r"\bservices?\b|\bthematiques?\b|\boffres?\b", "services"),
    (
        r"\bhorodateur\b|\bmise? a jour\b|\bmaj\b|\bdate (?:de )?(?:modification|verification)\b"
        r"|\b(?:verifie|actualise)e?s? le\b|\bderniere (?:modification|verification|actualisation)\b",
        "date_maj",
    ),
)
"""The first that fits; nothing is proposed for what the first line names."""
_HELD = {
    "courriels": "@",
    "telephone": r"\d{2}",
    "code_postal": r"^\s*\d[\dAB ]{3,5}\s*$",
    "code_insee": r"^\s*\d[\dAB]\d{2,3}\s*$",
    "commune": r"^\D*[^\W\d]\D*$",
    "site_web": r"\w\.\w",
    "date_maj": r"\d",
    "horaires": r"\d",
    "nom": r"[^\W\d]",
    "adresse": r"[^\W\d]",
}
"""What most cells of such a column hold; a promise of the heading that the cells do not keep is not believed."""


def words_of(heading: str) -> str:
    """« Libellé_du_site » and « libelleDuSite » are ``libelle du site``; what is between brackets is left out."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", re.sub(r"\([^()]*\)", " ", heading))
    return " ".join(re.findall(r"[a-z0-9]+", fold(spaced)))


def target_of(words: str, cells: Sequence[str]) -> str:
    """Empty when nothing is likely; ``cp`` for a postal code and a commune in one cell, ``position`` for two degrees:
    whether they are there, the cells say."""
    target = next((name for pattern, name in _HINTS if re.search(pattern, words)), "")
    return target if holds(target, cells) else ""


def holds(target: str, cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return target not in _HELD or 2 * sum(bool(re.search(_HELD[target], cell)) for cell in filled) >= len(filled)
