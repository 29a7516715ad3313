"""Words of the national schema, and what data·inclusion calls them (its version 1).

Source: gip-inclusion/data-inclusion, ``pipeline/dbt/models/intermediate/v1/001_mappings/mediation_numerique/``.
"""

from collections.abc import Sequence

Words = dict[str, tuple[str, ...]]

_BASICS = "numerique--maitriser-les-fondamentaux-du-numerique"
_ONLINE = "numerique--acceder-a-des-services-en-ligne"
_DEVICE = "numerique--acquerir-un-equipement"

THEMES: Words = {
    "Aide aux démarches administratives": (
        "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
        _ONLINE,
    ),
    "Maîtrise des outils numériques du quotidien": (_BASICS, _ONLINE),
    "Insertion professionnelle via le numérique": (
        "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
        _BASICS,
    ),
    "Utilisation sécurisée du numérique": (_BASICS,),
    "Parentalité et éducation avec le numérique": ("famille--soutien-a-la-parentalite-et-a-leducation", _BASICS),
    "Loisirs et créations numériques": ("remobilisation--activites-sportives-et-culturelles", _BASICS),
    "Compréhension du monde numérique": (_BASICS,),
    "Accès internet et matériel informatique": ("numerique--acceder-a-une-connexion-internet", _DEVICE),
    "Acquisition de matériel informatique à prix solidaire": (_DEVICE,),
}
FEES: Words = {"Gratuit": ("gratuit",), "Gratuit sous condition": ("gratuit",), "Payant": ("payant",)}
"""A place with both is found among the free ones; ``frais_precisions`` says the rest."""
KINDS: Words = {
    "Accompagnement individuel": ("accompagnement",),
    "Dans un atelier collectif": ("atelier",),
    "En autonomie": ("aide-materielle",),
}
ACCESS: Words = {
    "Se présenter": ("se-presenter",),
    "Téléphoner": ("telephoner",),
    "Contacter par mail": ("envoyer-un-courriel",),
    "Envoyer un mail avec une fiche de prescription": ("envoyer-un-courriel",),
    "Prendre un RDV en ligne": ("utiliser-lien-mobilisation",),
}
_PUBLICS: Words = {
    "Jeunes": ("jeunes",),
    "Étudiants": ("etudiants",),
    "Familles et/ou enfants": ("familles",),
    "Seniors": ("seniors",),
    "Femmes": ("femmes",),
}
_CARE: Words = {
    "Surdité": ("personnes-en-situation-de-handicap",),
    "Handicaps moteurs": ("personnes-en-situation-de-handicap",),
    "Handicaps mentaux": ("personnes-en-situation-de-handicap",),
    "Déficience visuelle": ("personnes-en-situation-de-handicap",),
    "Langues étrangères (anglais)": ("personnes-exilees",),
    "Langues étrangères (autres)": ("personnes-exilees",),
}


def publics_of(audiences: Sequence[str], care: Sequence[str]) -> list[str]:
    """Nobody in particular is everybody; a place with special care for some stays open to everybody too."""
    if not audiences:
        return ["tous-publics"]
    found = [word for part in audiences for word in _PUBLICS.get(part, ())]
    return sorted({*found, *(word for part in care for word in _CARE.get(part, ()))})
