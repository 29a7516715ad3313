"""What the headings and the cells of a table let guess, for a person to confirm."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from services.directory.domain.day_hours import DAY_LABELS, DAYS
from services.directory.domain.national_columns import Kind
from services.directory.domain.national_repairs import key_of
from services.directory.domain.network_columns import EVERY_BY_NAME, EVERY_COLUMN, NETWORK_COLUMNS
from services.directory.domain.old_schema import OLD_ONLY
from services.directory.domain.terms import ANY_LIST, LISTS, guess, is_box, propose

_NAMES: dict[str, str] = {
    "id": "id identifiant idstructure identifiantstructure code ref reference",
    "pivot": "pivot siret numerosiret nsiret siretourna rna idsiret",
    "nom": "nom nomdelastructure nomstructure structure denomination raisonsociale intitule libelle lieu nomdulieu "
    "nomlieu etablissement",
    "commune": "commune ville communelieu nomcommune localite nomdelacommune",
    "code_postal": "codepostal cp codepostallieu",
    "code_insee": "codeinsee insee codecommune citycode codeinseecommune resultcitycode",
    "adresse": "adresse adressepostale rue voie adresselieu numeroetvoie adressenumeronomdelavoie",
    "complement_adresse": "complementadresse complementdadresse complement batiment adressecomplement "
    "complementdadresseexquartier",
    "latitude": "latitude lat y coordy ylambert93 ylambert ywgs84",
    "longitude": "longitude lon lng long x coordx xlambert93 xlambert xwgs84",
    "typologie": "typologie type typedestructure typestructure categorie typedelieu",
    "telephone": "telephone tel numerodetelephone telfixe telephonefixe numtelephone phone",
    "courriels": "courriel courriels email mail adressemail adresseemail adressecourriel emailcontact",
    "site_web": "siteweb site siteinternet url web lien adressedusite",
    "horaires": "horaires horairesdouverture heuresdouverture leshorairesdemastructure ouverture openinghours",
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
_BY_KEY = {key_of(column.label): column.name for column in EVERY_COLUMN} | {
    key_of(name): field for field, names in _NAMES.items() for name in (field, *names.split())
}
_FILLED_BY_SEVERAL = frozenset({ANY_LIST, *(column.name for column in NETWORK_COLUMNS if column.is_plural)})
_TICKED_INSTEAD = {"reseau_ordinateurs": "reseau_equipements", "reseau_places_rencontre": "reseau_accueil_rencontres"}
"""What a column says that was to give a number, when its cells are only ticked."""
# the names of people come in only when somebody chooses so: no column of a referent is ever proposed
_PERSON = re.compile(r"prenom|personne|referent|responsable|interlocuteur")
_HALF = re.compile(r"(matin|am|apresmidi|aprem|pm)$")
SAMPLE = 300
"""Lines looked at."""


def propose_columns(headings: Sequence[str], samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Target of each heading, empty when nothing is likely. A column of the schema that holds one value gets the most
    similar heading only. ``samples``: different cells by heading."""
    scored = [(*_scored(heading, samples.get(heading, ())), heading) for heading in headings]
    chosen = dict.fromkeys(headings, "")
    taken: set[str] = set()
    for _, target, heading in sorted(scored, key=lambda one: -one[0]):
        if target and (target not in taken or target in _FILLED_BY_SEVERAL or target.startswith("horaires:")):
            chosen[heading] = target
            taken.add(target)
    return chosen


def _scored(heading: str, cells: Sequence[str]) -> tuple[float, str]:
    key = key_of(heading)
    if day := _day(key):
        return 1.0, day
    if key in OLD_KEYS:
        return 1.0, OLD_KEYS[key]
    if key in _BY_KEY:
        return 1.0, _checked(_BY_KEY[key], cells)
    if _is_box(cells) and propose(ANY_LIST, "oui", heading):
        return 0.9, ANY_LIST
    if _PERSON.search(key):
        return 0.0, ""
    best = max(_BY_KEY, key=lambda name: SequenceMatcher(None, name, key).ratio())
    ratio = SequenceMatcher(None, best, key).ratio()
    return (ratio, _checked(_BY_KEY[best], cells)) if ratio >= 0.82 else (0.0, "")


OLD_KEYS = {key_of(old): new or ANY_LIST for old, new in OLD_ONLY.items() if old != "cle_ban"} | {
    "labelsnationaux": ANY_LIST
}
"""Version 0.1 had publics and labels in one column each, version 1 in two."""


def _day(key: str) -> str:
    for day, label in zip(DAYS, DAY_LABELS, strict=True):
        if key.startswith(label) or key.removeprefix("horaires").startswith(label):
            half = _HALF.search(key)
            return f"horaires:{day}" + (":am" if half and half[1] in ("matin", "am") else ":pm" if half else "")
    return ""


def _is_box(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(is_box(cell) for cell in filled)


def _checked(field: str, cells: Sequence[str]) -> str:
    """A heading may promise what the cells do not hold: ticks under « Services », a link under « Accessibilité »."""
    column = EVERY_BY_NAME[field]
    filled = [cell for cell in cells if cell.strip()]
    if column.kind is Kind.COUNT and filled and not _most_hold_figures(filled):
        return _TICKED_INSTEAD[field] if _is_box(cells) else ""
    if column.kind is Kind.YES_NO and filled and not _is_mostly_box(filled):
        return ""
    if column.kind is Kind.CHOICES and _is_box(cells):
        return ANY_LIST
    if field in LISTS and filled and len(filled) > 100 and not any(guess(field, cell) for cell in filled[:100]):
        return ""
    return field


def _most_hold_figures(cells: Sequence[str]) -> bool:
    """« 0 » and « 1 » are figures too, unless there is nothing else: then they are ticks."""
    return not _is_box(cells) and 2 * sum(any(sign.isdigit() for sign in cell) for cell in cells) >= len(cells)


def _is_mostly_box(cells: Sequence[str]) -> bool:
    return 2 * sum(map(is_box, cells)) >= len(cells)
