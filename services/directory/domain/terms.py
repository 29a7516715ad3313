"""The closed lists of the national schema, and the term that a text of somebody's table most likely means."""

import re
from difflib import SequenceMatcher, get_close_matches
from functools import cache, lru_cache

from services.directory.domain.national_columns import Kind
from services.directory.domain.national_repairs import key_of
from services.directory.domain.network_columns import EVERY_BY_NAME, EVERY_COLUMN, YES_NO
from services.directory.domain.old_schema import OLD_TERMS
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.domain.yes_no import read_yes_no

ANY_LIST = "termes"
"""Target of a column whose values belong to several lists: boxes to tick, publics of version 0.1."""
LISTS = tuple(column.name for column in EVERY_COLUMN if column.kind is Kind.CHOICES)
LIST_OF = {term: name for name in LISTS for term in EVERY_BY_NAME[name].choices}
"""No term is in two lists."""

_HINTS = (
    (r"non payant|sans frais", "Gratuit"),
    (r"sous condition|adherent|conditions de ressource", "Gratuit sous condition"),
    (r"gratui|\b0 ?(euro|€)|free\b", "Gratuit"),
    (r"payant|adhesion|\d ?(euro|€)|tarif", "Payant"),
    (r"libre acces|acces libre|en autonomie", "En autonomie"),
    (r"individuel", "Accompagnement individuel"),
    (r"collecti|atelier", "Dans un atelier collectif"),
    (r"a distance|visio", "À distance"),
    (r"itineran|mobile|domicile", "Itinérant"),
    (
        r"demarche|\bcaf\b|impots?\b|\bants\b|\bameli\b|\bcpam\b|\bmsa\b|pole emploi|france travail|prefecture",
        "Aide aux démarches administratives",
    ),
    (
        r"(?:mise a disposition|acces|pret|libre service).*(?:ordinateur|tablette|postes?\b|materiel|\bpc\b)",
        "Accès internet et matériel informatique",
    ),
    (
        r"initiation|perfectionnement|outils numeriques|ordinateur|tablette",
        "Maîtrise des outils numériques du quotidien",
    ),
    (r"wi ?fi\b", "Wifi"),
    (r"equipement|connexion|acces.*internet|wifi", "Accès internet et matériel informatique"),
    (r"emploi|insertion|professionnel", "Insertion professionnelle via le numérique"),
    (r"parent", "Parentalité et éducation avec le numérique"),
    (r"arnaque|securite", "Utilisation sécurisée du numérique"),
    (r"senior|personnes? agee", "Seniors"),
    (r"etudiant", "Étudiants"),
    (r"jeune", "Jeunes"),
    (r"famille", "Familles et/ou enfants"),
    (r"femme", "Femmes"),
    (r"illettri", "Illettrisme"),
    (r"france services?", "France Services"),
    (r"aidants? connect", "Aidants Connect"),
    (r"conseill.*numerique|\bcnfs\b", "Conseillers numériques"),
    (r"ordinateur|\bpc\b|poste", "Ordinateurs en libre accès"),
    (r"imprim|impress|photocop", "Imprimante"),
    (r"scan", "Scanner"),
    (r"\busb\b", "Clés USB acceptées"),
    (r"confidenti", "Coin confidentiel"),
    (r"sensibilis", "Sensibilisation"),
    (r"detect|reper(?:er|age)", "Détection"),
    (r"orient", "Orientation"),
    (r"faire pour|a la place", "Faire pour"),
    (r"faire avec|accompagn", "Faire avec"),
    (r"\bform(?:er|ation)", "Former"),
    (r"imprim|impress|photocop|scan|numeris", "Accès internet et matériel informatique"),
    (r"sans (?:rdv|rendez)|se presenter|sur place|libre", "Se présenter"),
    (r"telephon|\bappel", "Téléphoner"),
    (r"\be ?mails?\b|\bmails?\b|courriel", "Contacter par mail"),
    (r"(?:rdv|rendez vous).*en ligne", "Prendre un RDV en ligne"),
)
"""Words that give a term away, in plain letters; the first that fits in the column's lists."""
_YES_NO_SAID: dict[bool | None, str] = {True: "oui", False: "non"}
_KINDS = (
    (r"bibliotheque|mediatheque|ludotheque", "BIB"),
    (r"mairie|commune|municipal", "MUNI"),
    (r"bureau de poste|la poste", "LA_POSTE"),
    (r"\b[bp]ij\b|information jeunesse", "PIJ_BIJ"),
    (r"centre social|csc\b", "CS"),
    (r"prefecture", "PREF"),
    (r"cowo?rking|tiers lieu", "TIERS_LIEUX"),
    (r"france services?|maison de services", "RFS"),
    (r"association", "ASSO"),
)
"""The same for kinds of structure."""


def lists_of(target: str) -> tuple[str, ...]:
    """The closed lists that a column with this target may speak of; none for any other target."""
    if target == ANY_LIST:
        return LISTS
    return (target,) if target in LISTS else ()


@lru_cache(maxsize=8192)
def guess(target: str, text: str) -> str | None:
    """The term meant, empty for what version 1 has no word for, None when it cannot be told."""
    if target in YES_NO:
        return _YES_NO_SAID.get(read_yes_no(text))
    known = _known(target)
    if not (key := key_of(text)):
        return None if is_box(text) else ""
    if key in known:
        return known[key]
    close = get_close_matches(key, known, n=1, cutoff=0.87)
    return known[close[0]] if close else None


@lru_cache(maxsize=8192)
def propose(target: str, text: str, heading: str) -> str:
    """Like :func:`guess`, with less certainty: for a person to confirm. Empty when nothing comes to mind."""
    sure = guess(target, text)
    if sure is not None:
        return sure
    if is_tick(text):
        return guess(target, heading) or _hinted(target, heading)
    return "" if read_yes_no(text) is False else _hinted(target, text)


LONGEST_KIND = 200
"""Letters looked at, more than any kind has: each is compared with those of every kind."""


def near_kinds(text: str) -> list[str]:
    """French names of the kinds of structure that somebody may have meant, at most three, nearest first."""
    text = text[:LONGEST_KIND]
    hinted = _hinted("typologie", text)
    near = {label: likeness for label in TYPOLOGIES.values() if (likeness := _likeness(text, label)) >= 0.75}
    near |= {TYPOLOGIES[hinted]: 1.0} if hinted else {}
    return sorted(near, key=lambda label: -near[label])[:3]


def _likeness(text: str, label: str) -> float:
    """Of the whole, or of each word with the one that it resembles most."""
    whole = SequenceMatcher(None, key_of(text), key_of(label)).ratio()
    known = [word for word in plain_words(label).split() if len(word) > 3]
    typed = [word for word in plain_words(text).split() if len(word) > 2]
    best = [max((SequenceMatcher(None, one, word).ratio() for word in known), default=0) for one in typed]
    return max(whole, 0.95 * sum(best) / len(best) if best else 0)


def is_tick(text: str) -> bool:
    return read_yes_no(text) is True


def is_box(text: str) -> bool:
    """Whether the text only says yes or no."""
    return read_yes_no(text) is not None


def _hinted(target: str, text: str) -> str:
    words = plain_words(text)
    if target == "typologie":
        return next((code for pattern, code in _KINDS if re.search(pattern, words)), "")
    allowed = lists_of(target)
    found = (term for pattern, term in _HINTS if LIST_OF[term] in allowed and re.search(pattern, words))
    return next(found, "")


def plain_words(text: str) -> str:
    """« Enlibreacces » and « En libre accès » are searched alike: letters without accents, words kept."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = re.sub(r"[^a-z0-9€]+", " ", _unaccented(spaced)).strip()
    return f"{plain} {_JOINED.sub(lambda match: _SPLIT[match[0]], plain)}"


_SPLIT = {"libreacces": "libre acces", "acceslibre": "acces libre", "enautonomie": "en autonomie"}
_JOINED = re.compile("|".join(_SPLIT))


def _unaccented(text: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _known(target: str) -> dict[str, str]:
    if target == "typologie":
        return {key_of(text): code for code, label in TYPOLOGIES.items() for text in (label, code)}
    known: dict[str, str] = {}
    for name in lists_of(target):
        for old, term in OLD_TERMS.get(name, {}).items():
            if term or key_of(old) not in known:
                known[key_of(old)] = term
        known |= {key_of(term): term for term in EVERY_BY_NAME[name].choices}
    return known
