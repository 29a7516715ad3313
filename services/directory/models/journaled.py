"""What the journal of the directory follows of structures and of what is about them, and in which words.

Addresses are placed and duplicates found by the product, by the thousand: only what somebody decides of them is told,
and the structure that is placed or merged has its own line. A structure that comes with an import has no line of its
own either; the page of its history names the import (:func:`services.directory.models.structure_import.came_with`).
"""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import object_session

from services.directory.domain.exchanges import THEMES
from services.directory.domain.national_columns import BY_ATTRIBUTE
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.orientations import OUTCOMES, STATES
from services.directory.domain.resources import LICENCES
from services.directory.domain.resources import STATES as STATES_OF_RESOURCES
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.models.base import Base
from services.directory.models.duplicate_pair import STATES_SAID as STATES_SAID_OF_PAIRS
from services.directory.models.duplicate_pair import DuplicatePair
from services.directory.models.geocoding import STATES_SAID as STATES_SAID_OF_GEOCODINGS
from services.directory.models.geocoding import Geocoding
from services.directory.models.offer import Offer
from services.directory.models.orientation import Orientation
from services.directory.models.personal import PersonalRequest
from services.directory.models.record_check import ANSWERS, RecordCheck
from services.directory.models.referent import VISIBILITIES, Referent
from services.directory.models.resource import Resource
from services.directory.models.structure import Structure
from services.directory.models.structure_import import STATES_SAID, StructureImport, came_with
from services.directory.models.thread import Post, Thread
from shared.journal import Noun


def _structure(thing: Any, structure_id: UUID) -> str:
    """The name of the structure that ``thing`` is about, also while ``thing`` is being written."""
    session = object_session(thing)
    known = session and session.get(Structure, (thing.tenant_id, structure_id))
    return known.label if known else ""


Base.nouns.update(
    {
        Structure.__tablename__: Noun(
            name="Structure",
            label=lambda structure: structure.label,
            fields={
                **{attribute: column.label for attribute, column in BY_ATTRIBUTE.items()},
                "status": "État",
                "can_host_meetings": "Peut accueillir une rencontre",
                "seats": "Places",
                "is_public": "Montrée au public",
                "stages": "Étapes du parcours",
                "equipment": "Sur place",
                "computers": "Ordinateurs",
                "shared_content": "À partager",
                "merged_into_id": "Réunie avec",
            },
            terms={
                "status": {"active": "active", "archived": "archivée"},
                "stages": STAGES,
                "equipment": EQUIPMENT,
                "typologies": TYPOLOGIES,
            },
            path="/annuaire/{network}/structures/{id}",
            paths={"merged_into_id": "/annuaire/{network}/structures/{id}"},
            came_with=came_with,
        ),
        Offer.__tablename__: Noun(
            name="Offre d’une structure",
            label=lambda offer: f"{offer.theme}, {_structure(offer, offer.structure_id)}",
            fields={"theme": "Quoi", "audience": "Pour qui", "schedule": "Quand", "places": "Places"},
            path="/annuaire/{network}/structures/offres/{id}",
            leaves_values=True,
        ),
        RecordCheck.__tablename__: Noun(
            name="Vérification d’une fiche",
            label=lambda check: _structure(check, check.structure_id),
            fields={"sent_at": "Demandée", "answer": "Réponse", "answered_at": "Répondu"},
            terms={"answer": ANSWERS},
            path="/annuaire/{network}/structures/fraicheur",
        ),
        DuplicatePair.__tablename__: Noun(
            name="Doublon probable",
            label=lambda pair: f"{_structure(pair, pair.first_id)} et {_structure(pair, pair.second_id)}",
            fields={"state": "Paire"},
            terms={"state": STATES_SAID_OF_PAIRS},
            path="/annuaire/{network}/structures/doublons",
            is_born_untold=True,
        ),
        Geocoding.__tablename__: Noun(
            name="Adresse à localiser",
            label=lambda geocoding: _structure(geocoding, geocoding.structure_id),
            fields={"state": "Place trouvée"},
            terms={"state": STATES_SAID_OF_GEOCODINGS},
            path="/annuaire/{network}/structures/localisation",
            is_born_untold=True,
        ),
        Referent.__tablename__: Noun(
            name="Référent",
            label=lambda referent: referent.name,
            fields={
                "structure_id": "Structure",
                "name": "Nom",
                "function": "Fonction",
                "email": "E-mail",
                "phone": "Téléphone",
                "valid_until": "Valable jusqu’au",
                "shown_to": "Montré à",
                "consented_on": "Consentement",
                "removed_at": "Retiré",
            },
            private=frozenset({"email", "phone"}),
            terms={"shown_to": VISIBILITIES},
            path="/annuaire/{network}/structures/referents/{id}",
            paths={"structure_id": "/annuaire/{network}/structures/{id}"},
        ),
        Resource.__tablename__: Noun(
            name="Partage",
            label=lambda resource: resource.title,
            fields={
                "title": "Nom",
                "state": "État",
                "url": "Lien",
                "file_name": "Fichier",
                "licence": "Licence",
                "reason": "Motif du refus",
                "removed_at": "Retiré",
            },
            terms={"state": STATES_OF_RESOURCES, "licence": {code: one.label for code, one in LICENCES.items()}},
            path="/annuaire/{network}/partage/{id}",
        ),
        Orientation.__tablename__: Noun(
            name="Orientation",
            label=lambda orientation: f"du {orientation.sent_on:%d/%m/%Y} vers {orientation.structure.label}",
            fields={
                "state": "Étape",
                "outcome": "Issue",
                "appointment_at": "Rendez-vous",
                "person_label": "Personne",
                "erased_on": "Effacée",
            },
            private=frozenset({"person_label"}),
            terms={"state": STATES, "outcome": OUTCOMES},
            path="/annuaire/{network}/orientations/{id}",
        ),
        PersonalRequest.__tablename__: Noun(
            name="Demande d’une personne",
            fields={"action": "Quoi", "erase_asked_at": "Effacement demandé"},
            terms={"action": {"find": "chercher et exporter", "erase": "effacer"}},
            path="/annuaire/{network}/donnees-personnelles/{id}",
        ),
        Thread.__tablename__: Noun(
            name="Discussion",
            label=lambda thread: thread.title,
            fields={"title": "Titre", "theme": "Thème", "is_pinned": "Épinglée", "closed_at": "Close"},
            terms={"theme": THEMES},
            path="/annuaire/{network}/echanges/{id}",
        ),
        Post.__tablename__: Noun(
            name="Message d’une discussion",
            label=lambda post: f"n° {post.number} de « {post.thread.title} »",
            fields={
                "body": "Texte",
                "removed_at": "Retiré par son auteur",
                "hidden_at": "Retiré par l’animation du réseau",
                "hidden_reason": "Raison",
            },
            private=frozenset({"body"}),
        ),
        StructureImport.__tablename__: Noun(
            name="Import",
            label=lambda sent: sent.file_name,
            fields={
                "state": "État",
                "created_count": "À créer",
                "changed_count": "À modifier",
                "refused_count": "Refusées",
            },
            terms={"state": STATES_SAID},
            path="/annuaire/{network}/structures/imports/{id}",
        ),
    }
)
