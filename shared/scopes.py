"""What a token of the programming interface can be limited to: one scope for each right, with its French sentence.

``structures.read`` in a service's table of rights is the scope ``structures:read``. A service never imports another, so
the sentences of all of them stand here; a test holds this table to the rights of the four services.
"""

HUMAN_ONLY = frozenset({"members.leave", "charter.sign", "network.close"})
"""Rights that no program may use, whatever its token."""

SCOPES = {
    "home:read": "Lire la page d’accueil du réseau",
    "network:read": "Lire la présentation du réseau",
    "network:write": "Modifier les réglages du réseau",
    "network:export": "Exporter tout le réseau",
    "charter:read": "Lire la charte du réseau",
    "charter:follow": "Voir qui a signé la charte",
    "charter:write": "Publier la charte et la rappeler",
    "members:read": "Lire la liste des membres",
    "members:write": "Inviter et retirer des membres",
    "structures:read": "Lire l’annuaire des structures",
    "structures:write": "Créer et archiver des structures",
    "structures:amend": "Modifier les fiches des structures",
    "imports:write": "Importer des structures, en compléter plusieurs",
    "coverage:read": "Lire la couverture du département",
    "diagnoses:write": "Faire un diagnostic rapide",
    "orientations:read": "Lire les orientations",
    "orientations:write": "Orienter des personnes et y répondre",
    "resources:read": "Lire ce que les membres partagent",
    "resources:write": "Proposer une ressource ou un logiciel libre",
    "resources:moderate": "Publier, refuser et masquer ce qui est proposé",
    "threads:read": "Lire les échanges entre membres",
    "threads:write": "Écrire dans les échanges entre membres",
    "threads:moderate": "Retirer des messages, clore et épingler des discussions",
    "publication:read": "Lire ce que le réseau publie",
    "publication:write": "Choisir ce que le réseau publie",
    "journal:read": "Lire le journal",
    "api_tokens:read": "Lire la liste des clés",
    "api_tokens:write": "Créer et révoquer des clés",
    "personal_data:write": "Chercher, exporter et effacer une personne",
    "webhooks:read": "Lire les webhooks et leur journal",
    "webhooks:write": "Ajouter, arrêter et supprimer des webhooks",
    "people:read": "Lire les personnes accompagnées",
    "people:write": "Enregistrer des personnes accompagnées",
    "workshops:read": "Lire les ateliers",
    "workshops:write": "Planifier les ateliers, inscrire, noter les présences",
    "items:read": "Lire l’inventaire du matériel",
    "items:write": "Modifier l’inventaire du matériel",
    "loans:read": "Lire les prêts",
    "loans:write": "Prêter et rendre du matériel",
    "purchases:read": "Lire les achats",
    "purchases:write": "Enregistrer des achats",
    "sims:read": "Lire les cartes SIM",
    "sims:give": "Donner des cartes SIM",
    "sims:write": "Recevoir des cartes SIM en stock",
    "credit:read": "Lire le stock de recharges",
    "credit:give": "Donner des recharges",
    "credit:write": "Recevoir et corriger des recharges",
    "letters:read": "Lire les lettres d’information",
    "letters:write": "Écrire et envoyer les lettres d’information",
    "meetings:read": "Lire les rencontres",
    "meetings:write": "Organiser les rencontres",
    "reports:read": "Lire les rapports",
    "reports:publish": "Publier les rapports",
    "dashboard:read": "Lire le tableau de bord",
}


def scope_of(right: str) -> str:
    return right.replace(".", ":", 1)
