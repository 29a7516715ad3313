"""What the headings and the cells of a table let guess, for a person to confirm."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from services.directory.domain import heading_words, whole_addresses
from services.directory.domain.day_hours import DAY_LABELS, DAYS
from services.directory.domain.national_columns import Kind
from services.directory.domain.national_repairs import key_of
from services.directory.domain.network_columns import EVERY_BY_NAME, EVERY_COLUMN, NETWORK_COLUMNS
from services.directory.domain.old_schema import OLD_ONLY
from services.directory.domain.terms import ANY_LIST, LISTS, guess, is_box, propose
from services.directory.domain.whole_addresses import PLACED, WHOLE

_NAMES: dict[str, str] = {
    "id": "id identifiant idstructure identifiantstructure code ref reference",
    "pivot": "pivot siret numerosiret nsiret siretourna rna idsiret",
    "nom": "nom name nomdelastructure nomstructure structure denomination raisonsociale intitule libelle lieu "
    "nomdulieu nomlieu etablissement",
    "commune": "commune ville communelieu nomcommune localite nomdelacommune",
    "code_postal": "codepostal cp codepostallieu",
    "code_insee": "codeinsee insee codecommune citycode codeinseecommune resultcitycode",
    "adresse": "adresse adressecomplete adressepostale rue voie adresselieu numeroetvoie adressenumeronomdelavoie",
    "complement_adresse": "complementadresse complementdadresse complement batiment adressecomplement "
    "complementdadresseexquartier",
    "latitude": "latitude lat y coordy ylambert93 ylambert ywgs84",
    "longitude": "longitude lon lng long x coordx xlambert93 xlambert xwgs84",
    "typologie": "typologie type typedestructure typestructure categorie typedelieu",
    "telephone": "telephone tel numerodetelephone telfixe telephonefixe numtelephone phone",
    "courriels": "courriel courriels email mail adressemail adresseemail adressecourriel emailcontact",
    "site_web": "siteweb site siteinternet url web lien adressedusite",
    "horaires": "horaires horairesaccueil horairesdouverture heuresdouverture leshorairesdemastructure ouverture "
    "openinghours",
    "presentation_resume": "presentationresume resume accroche",
    "presentation_detail": "presentationdetail presentation description descriptif activites "
    "jedecrislesactionsdinclusionnumeriquedemastructureenquelquesmots actions",
    "source": "source producteur",
    "structure_parente": "structureparente organisme reseau gestionnaire tutelle epci",
    "date_maj": "datemaj datedemiseajour misajourle datemodification derniermaj maj datedemaj",
    "services": "services service offre offredeservices thematiques",
    "publics_specifiquement_adresses": "publics public publicsaccueillis publiccible typedepublics",
    "frais_a_charge": "frais tarif tarifs cout lestarifsdemastructure conditionsfinancieres",
    "dispositif_programmes_nationaux": "dispositifs programmes labels labelsnationaux",
    "autres_formations_labels": "labelsautres autreslabels",
    "modalites_acces": "modalitesdacces acces",
    "modalites_accompagnement": "modalites accompagnement typedaccompagnement",
    "fiche_acces_libre": "acceslibre accessibilite",
    "prise_rdv": "priserdv prisederdv rendezvous lienrdv",
    "reseau_etapes": "etapes etape etapesduparcours etapesduparcoursusager parcours parcoursusager",
    "reseau_equipements": "equipements equipement materiel equipementsdisponibles materieldisponible equipementdulieu "
    "equipementinformatique materielinformatique",
    "reseau_ordinateurs": "ordinateurs nombredordinateurs nbordinateurs nbdordinateurs nombredepostes nbpostes "
    "nbdepostes postesinformatiques ordinateursenlibreacces nombredordinateursenlibreacces pc nbpc",
    "reseau_partage": "partage apartager contenusapartager contenuspartages ressourcesapartager savoirfaireapartager",
    "reseau_accueil_rencontres": "accueilrencontres accueilderencontres accueilreunions accueildereunions "
    "peutaccueillirunereunion peutaccueillirdesrencontres salledereunion sallereunion salle",
    "reseau_places_rencontre": "placesrencontre placesderencontre nombredeplaces nbplaces nbdeplaces places "
    "capacitedaccueil capacite capacitedelasalle jauge",
    "reseau_visible_public": "visible visiblepublic visibledupublic visiblesurlesite publie publier publiable "
    "diffusion diffusable montreaupublic affichepublic",
}
_BY_KEY = {key_of(text): column.name for column in EVERY_COLUMN for text in (column.label, column.name)} | {
    key_of(name): field for field, names in _NAMES.items() for name in (field, *names.split())
}
_FILLED_BY_SEVERAL = frozenset({ANY_LIST, *(column.name for column in NETWORK_COLUMNS if column.is_plural)})
_TICKED_INSTEAD = {"reseau_ordinateurs": "reseau_equipements", "reseau_places_rencontre": "reseau_accueil_rencontres"}
"""What a column says that was to give a number, when its cells are only ticked."""
# the names of people come in only when somebody chooses so: no column of a referent is ever proposed
_PERSON = re.compile(
    r"prenom|personne|referent|responsable|interlocuteur|nom.*contact|contact.*nom|mediateur|conseiller"
)
_DAY = re.compile(rf"(?:h|horaires?|heures?|ouverture|le)? ?({'|'.join(DAY_LABELS)})\b.*")
_LAST_PART = re.compile(r"\.| – ")
"""Of « contact.telephone », which objects inside others make, and « Contact – Téléphone », of a title over several."""
_HALF = re.compile(r"(matin|am|apresmidi|aprem|pm)$")
_STREET_NUMBER = re.compile(r"\d{1,4}(?: ?(?:bis|ter|quater|[a-d]))?", re.IGNORECASE)
SAMPLE = 300
"""Lines looked at."""


def propose_columns(
    headings: Sequence[str], samples: Mapping[str, Sequence[str]], above: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Target of each heading, empty when nothing is likely. A column of the schema that holds one value gets the most
    similar heading only. ``samples``: different cells by heading; ``above``: a title over several, such as
    « Référent » over a telephone that is somebody's own."""
    about_people = {heading for heading, title in (above or {}).items() if _PERSON.search(key_of(title))}
    likely = [heading for heading in headings if heading not in about_people]
    scored = [(*_scored(heading, samples.get(heading, ())), heading) for heading in likely]
    chosen = dict.fromkeys(headings, "")
    taken: set[str] = set()
    for _, likely, heading in sorted(scored, key=lambda one: -one[0]):
        # the second line of an address is its complement
        target = "complement_adresse" if likely == "adresse" and likely in taken else likely
        if target and (target not in taken or target in _FILLED_BY_SEVERAL or target.startswith("horaires:")):
            chosen[heading] = target
            taken.add(target)
    return _with_street_number(chosen, samples)


def _with_street_number(chosen: dict[str, str], samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A column of numbers just before the street's is its beginning."""
    headings = list(chosen)
    for heading, following in pairwise(headings):
        cells = samples.get(heading, ())
        is_before = not chosen[heading] and chosen[following] == "adresse"
        if is_before and cells and all(_STREET_NUMBER.fullmatch(cell) for cell in cells):
            chosen[heading] = "adresse"
    return chosen


def _scored(heading: str, cells: Sequence[str]) -> tuple[float, str]:
    key = key_of(heading)
    words = heading_words.words_of(heading)
    if sure := _day(words) or OLD_KEYS.get(key):
        return 1.0, sure
    if key in _BY_KEY:
        return 1.0, _checked(_BY_KEY[key], cells)
    if _is_box(cells) and propose(ANY_LIST, "oui", heading):
        return 0.9, ANY_LIST
    if _PERSON.search(key):
        return 0.0, ""
    *above, last = _LAST_PART.split(heading)
    return _scored(last, cells) if above else _likely(key, words, cells)


def _likely(key: str, words: str, cells: Sequence[str]) -> tuple[float, str]:
    best = max(_BY_KEY, key=lambda name: SequenceMatcher(None, name, key).ratio())
    ratio = SequenceMatcher(None, best, key).ratio()
    if ratio >= 0.86:
        return ratio, _checked(_BY_KEY[best], cells)
    return 0.8, _checked(heading_words.target_of(words, cells), cells)


OLD_KEYS = {key_of(old): new or ANY_LIST for old, new in OLD_ONLY.items() if old != "cle_ban"} | {
    "labelsnationaux": ANY_LIST
}
"""Version 0.1 had publics and labels in one column each, version 1 in two."""


def _day(words: str) -> str:
    named = _DAY.fullmatch(words)
    if not named:
        return ""
    half = _HALF.search(words.replace(" ", ""))
    return f"horaires:{DAYS[DAY_LABELS.index(named[1])]}" + (
        ":am" if half and half[1] in ("matin", "am") else ":pm" if half else ""
    )


def _is_box(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(is_box(cell) for cell in filled)


def _checked(field: str, cells: Sequence[str]) -> str:
    """A heading may promise what the cells do not hold: ticks under « Services », a link under « Accessibilité ».
    Or less than they hold: a whole address under « Adresse »."""
    if field in _OF_AN_ADDRESS and whole_addresses.are_whole(cells):
        return WHOLE
    if field in _OF_A_POSITION and whole_addresses.are_positions(cells):
        return PLACED
    if field not in EVERY_BY_NAME:
        return ""
    filled = [cell for cell in cells if cell.strip()]
    return _believed(field, filled) if filled else field


def _believed(field: str, filled: Sequence[str]) -> str:
    column = EVERY_BY_NAME[field]
    if column.kind is Kind.COUNT and not _most_hold_figures(filled):
        return _TICKED_INSTEAD[field] if _is_box(filled) else ""
    if column.kind is Kind.YES_NO and not _is_mostly_box(filled):
        return ""
    if column.kind is Kind.CHOICES and _is_box(filled):
        return ANY_LIST
    if field in LISTS and len(filled) > 100 and not any(guess(field, cell) for cell in filled[:100]):
        return ""
    return field


_OF_AN_ADDRESS = ("adresse", "complement_adresse", "commune", "code_postal", "cp")
_OF_A_POSITION = ("latitude", "longitude", PLACED)


def _most_hold_figures(cells: Sequence[str]) -> bool:
    """« 0 » and « 1 » are figures too, unless there is nothing else: then they are ticks."""
    return not _is_box(cells) and 2 * sum(any(sign.isdigit() for sign in cell) for cell in cells) >= len(cells)


def _is_mostly_box(cells: Sequence[str]) -> bool:
    return 2 * sum(map(is_box, cells)) >= len(cells)
