"""Closed lists of the national schema of places, version 1.0.2.

Source: LaMednum/standard-mediation-num, ``schema.json`` (Licence Ouverte 2.0). The French texts are the values
themselves, letter for letter: files are compared with them.
"""

SERVICES = (
    "Aide aux démarches administratives",
    "Maîtrise des outils numériques du quotidien",
    "Insertion professionnelle via le numérique",
    "Utilisation sécurisée du numérique",
    "Parentalité et éducation avec le numérique",
    "Loisirs et créations numériques",
    "Compréhension du monde numérique",
    "Accès internet et matériel informatique",
    "Acquisition de matériel informatique à prix solidaire",
)
SHORT_SERVICES = {
    "Aide aux démarches administratives": "Démarches",
    "Maîtrise des outils numériques du quotidien": "Outils du quotidien",
    "Insertion professionnelle via le numérique": "Emploi",
    "Utilisation sécurisée du numérique": "Sécurité",
    "Parentalité et éducation avec le numérique": "Parentalité",
    "Loisirs et créations numériques": "Loisirs et création",
    "Compréhension du monde numérique": "Culture numérique",
    "Accès internet et matériel informatique": "Accès et matériel",
    "Acquisition de matériel informatique à prix solidaire": "Matériel solidaire",
}
"""On a card, where the full names do not fit. Ours, not the schema's."""
TARGET_AUDIENCES = ("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes")
"""An empty list means "everyone"."""
SPECIAL_CARE = (
    "Surdité",
    "Handicaps moteurs",
    "Handicaps mentaux",
    "Illettrisme",
    "Langues étrangères (anglais)",
    "Langues étrangères (autres)",
    "Déficience visuelle",
)
FEES = ("Gratuit", "Gratuit sous condition", "Payant")
NATIONAL_PROGRAMMES = (
    "Aidants Connect",
    "Bibliothèques numérique de référence",
    "Certification PIX",
    "Conseillers numériques",
    "Emmaüs Connect",
    "France Services",
    "Grande école du numérique",
    "La Croix Rouge",
    "Point d'accès numérique CAF",
    "Promeneurs du net",
    "Relais numérique (Emmaüs Connect)",
)
TRAININGS = (
    "Formé à « Mon Espace Santé »",
    "Formé à « DUPLEX » (illettrisme)",
    "Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
    "Collectif ressources et acteurs réemploi (Normandie)",
    "Étapes numériques(La Poste)",  # without a space: so says the schema, whose pattern refuses the other spelling
    "Fabriques de Territoire",
    "Les Éclaireurs du numérique (Drôme)",
    "Mes Papiers (Métropole de Lyon)",
    "ORDI 3.0",
    "SUD LABS (PACA)",
)
ACCESS_MODES = (
    "Se présenter",
    "Téléphoner",
    "Contacter par mail",
    "Prendre un RDV en ligne",
    "Ce lieu n'accueille pas de public",
    "Envoyer un mail avec une fiche de prescription",
)
SUPPORT_MODES = ("En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance")
MOBILITY = ("Itinérant", "Fixe")
