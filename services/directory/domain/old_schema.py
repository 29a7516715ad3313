"""Version 0.1 of the national schema: what its columns and terms have become.

Source of the old columns and terms: LaMednum/standard-mediation-num, ``schema.json`` of tag v0.1.1 (Licence Ouverte
2.0). What each of them has become is our reading of the two versions.
"""

OLD_ONLY = {
    "courriel": "courriels",
    "publics_accueillis": "",
    "conditions_acces": "frais_a_charge",
    "labels_nationaux": "dispositif_programmes_nationaux",
    "labels_autres": "autres_formations_labels",
    "accessibilite": "fiche_acces_libre",
    "cle_ban": "",
}
"""Columns that version 1 has under another name; empty for what it has in several columns, or no longer."""

OLD_TERMS: dict[str, dict[str, str]] = {
    "services": {
        "Devenir autonome dans les démarches administratives": "Aide aux démarches administratives",
        "Réaliser des démarches administratives avec un accompagnement": "Aide aux démarches administratives",
        "Prendre en main un smartphone ou une tablette": "Maîtrise des outils numériques du quotidien",
        "Prendre en main un ordinateur": "Maîtrise des outils numériques du quotidien",
        "Utiliser le numérique au quotidien": "Maîtrise des outils numériques du quotidien",
        "Approfondir ma culture numérique": "Compréhension du monde numérique",
        "Favoriser mon insertion professionnelle": "Insertion professionnelle via le numérique",
        "Accéder à une connexion internet": "Accès internet et matériel informatique",
        "Accéder à du matériel": "Accès internet et matériel informatique",
        "S'équiper en matériel informatique": "Acquisition de matériel informatique à prix solidaire",
        "Créer et développer mon entreprise": "Insertion professionnelle via le numérique",
        "Créer avec le numérique": "Loisirs et créations numériques",
        "Accompagner les démarches de santé": "Aide aux démarches administratives",
        "Promouvoir la citoyenneté numérique": "Compréhension du monde numérique",
        "Soutenir la parentalité et l'éducation avec le numérique": "Parentalité et éducation avec le numérique",
    },
    "publics_specifiquement_adresses": {
        "Seniors (+ 65 ans)": "Seniors",
        "Familles/enfants": "Familles et/ou enfants",
        "Jeunes (16-26 ans)": "Jeunes",
        "Uniquement femmes": "Femmes",
        "Adultes": "",
    },
    "prise_en_charge_specifique": {
        "Public langues étrangères": "Langues étrangères (autres)",
        "Déficience visuelle": "Déficience visuelle",
        "Surdité": "Surdité",
        "Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes comportementales": (
            "Handicaps mentaux"
        ),
        "Handicaps mentaux : déficiences limitant les activités d'une personne": "Handicaps mentaux",
        "Personnes en situation d'illettrisme": "Illettrisme",
    },
    "frais_a_charge": {
        "Gratuit : Je peux accéder gratuitement au lieu et à ses services": "Gratuit",
        "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un "
        "organisme social...)": "Gratuit sous condition",
        "Payant : L'accès au lieu et/ou à ses services est payant": "Payant",
        "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu": (
            "Gratuit sous condition"
        ),
        "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer": "Payant",
    },
    "dispositif_programmes_nationaux": {
        "France Services": "France Services",
        "CNFS": "Conseillers numériques",
        "APTIC": "",
        "Aidants Connect": "Aidants Connect",
        "Grandes écoles du numérique": "Grande école du numérique",
        "Point relais CAF": "Point d'accès numérique CAF",
        "Point numérique CAF": "Point d'accès numérique CAF",
        "Relais pôle emploi": "",
        "French Tech": "",
        "Campus connecté": "",
        "Fabriques de Territoire": "",
    },
    "formations_labels": {"Fabriques de Territoire": "Fabriques de Territoire"},
    "modalites_accompagnement": {
        "Seul : j'ai accès à du matériel et une connexion": "En autonomie",
        "Avec de l'aide : je suis accompagné seul dans l'usage du numérique": "Accompagnement individuel",
        "Dans un atelier : j'apprends collectivement à utiliser le numérique": "Dans un atelier collectif",
        "A ma place : une personne habilitée fait les démarches à ma place": "",
    },
}
"""Old term to the term of version 1, by column of version 1; empty for what version 1 has no word for."""
