"""What the journal of the directory follows, and in which words.

Of webhooks, the subscription is followed and not each call, which has a log of its own; its address is not told, for
it often ends with a secret. Addresses are placed and duplicates found by the product, by the thousand: only what
somebody decides of them is told, and the structure that is placed or merged has its own line. A structure that comes
with an import has no line of its own either; the page of its history names the import
(:func:`services.directory.models.structure_import.came_with`).
"""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import object_session

from services.directory.domain.exchanges import THEMES
from services.directory.domain.national_columns import BY_ATTRIBUTE
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.orientations import OUTCOMES, STATES
from services.directory.domain.public_facts import PUBLIC_FACTS
from services.directory.domain.resources import LICENCES
from services.directory.domain.resources import STATES as STATES_OF_RESOURCES
from services.directory.domain.start import LABELS
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.models.api_token import ApiToken
from services.directory.models.base import Base
from services.directory.models.charter import CharterSignature, CharterVersion
from services.directory.models.duplicate_pair import STATES_SAID as STATES_SAID_OF_PAIRS
from services.directory.models.duplicate_pair import DuplicatePair
from services.directory.models.geocoding import STATES_SAID as STATES_SAID_OF_GEOCODINGS
from services.directory.models.geocoding import Geocoding
from services.directory.models.invitation import Invitation
from services.directory.models.membership import Membership
from services.directory.models.network import STATUSES, Network
from services.directory.models.network_export import STATES_SAID as STATES_SAID_OF_EXPORTS
from services.directory.models.network_export import NetworkExport
from services.directory.models.offer import Offer
from services.directory.models.orientation import Orientation
from services.directory.models.personal import PersonalRequest
from services.directory.models.publication import Publication
from services.directory.models.record_check import ANSWERS, RecordCheck
from services.directory.models.referent import VISIBILITIES, Referent
from services.directory.models.resource import Resource
from services.directory.models.structure import Structure
from services.directory.models.structure_import import STATES_SAID, StructureImport, came_with
from services.directory.models.thread import Post, Thread
from services.directory.models.webhook import Webhook
from shared.journal import Noun
from shared.roles import Role
from shared.scopes import SCOPES

_ROLES = {"roles": {role.value: role.label for role in Role}}


def _structure(thing: Any, structure_id: UUID) -> str:
    """The name of the structure that ``thing`` is about, also while ``thing`` is being written."""
    session = object_session(thing)
    known = session and session.get(Structure, (thing.tenant_id, structure_id))
    return known.label if known else ""


Base.nouns.update(
    {
        Network.__tablename__: Noun(
            name="Réglages du réseau",
            label=lambda network: network.label,
            fields={
                "label": "Nom",
                "colour": "Couleur",
                "logo": "Logo",
                "sender_name": "Nom d’expéditeur",
                "status": "État",
                "closes_on": "Fermeture prévue le",
                "reply_to": "Adresse de réponse",
                "sender_address": "Adresse d’envoi",
                "time_zone": "Fuseau horaire",
                "grace_days": "Rapport fait après (jours)",
                "review_days": "Rapport publié après (jours)",
                "small_number": "Petits nombres tus sous",
                "watch_months": "Fiche à surveiller après (mois)",
                "check_months": "Fiche à vérifier après (mois)",
                "refresh_months": "Fiche à actualiser après (mois)",
                "answer_days": "Orientation sans réponse terminée après (jours)",
                "start_hidden": "Guide de démarrage masqué",
                "start_skipped": "Étapes passées du guide de démarrage",
                "retention_months": "Noms gardés (mois)",
            },
            private=frozenset({"logo"}),
            terms={"status": STATUSES, "start_skipped": LABELS},
            path="/annuaire/{network}/reglages",
        ),
        NetworkExport.__tablename__: Noun(
            name="Export de tout le réseau",
            label=lambda _: "Toutes les données",
            fields={"asked_at": "Demandé", "state": "État"},
            terms={"state": STATES_SAID_OF_EXPORTS},
            path="/annuaire/{network}/depart",
        ),
        Publication.__tablename__: Noun(
            name="Publication",
            label=lambda _: "Site public et données ouvertes",
            fields={"is_site_open": "Site public ouvert", "licence": "Licence des fichiers"},
            path="/annuaire/{network}/publication",
            is_born_untold=True,
        ),
        Membership.__tablename__: Noun(
            name="Membre",
            label=lambda member: member.account.display_name,
            fields={"roles": "Rôles", "status": "État", "address_changed_at": "Adresse e-mail changée"},
            terms={**_ROLES, "status": {"active": "membre", "left": "parti"}},
            path="/annuaire/{network}/membres/{id}",
        ),
        Invitation.__tablename__: Noun(
            name="Invitation",
            label=lambda invitation: invitation.email,
            fields={"roles": "Rôles", "sent_at": "Envoyée", "accepted_at": "Acceptée", "cancelled_at": "Annulée"},
            terms=_ROLES,
            path="/annuaire/{network}/membres",
        ),
        CharterVersion.__tablename__: Noun(
            name="Charte",
            label=lambda version: f"Version {version.number}",
            fields={"number": "Version", "body": "Texte"},
            private=frozenset({"body"}),
            path="/annuaire/{network}/charte",
        ),
        CharterSignature.__tablename__: Noun(
            name="Signature de la charte",
            label=lambda signature: signature.name,
            fields={"signed_at": "Signée"},
            path="/annuaire/{network}/charte/signatures",
        ),
        ApiToken.__tablename__: Noun(
            name="Clé de l’API",
            label=lambda token: token.label,
            fields={
                "label": "Nom",
                "roles": "Rôles",
                "scopes": "Permissions",
                "expires_at": "Valable jusqu’au",
                "revoked_at": "Révoquée",
            },
            terms={**_ROLES, "scopes": SCOPES},
            path="/annuaire/{network}/cles-api",
        ),
        Webhook.__tablename__: Noun(
            name="Webhook",
            label=lambda webhook: webhook.label,
            fields={
                "label": "Nom",
                "url": "Adresse",
                "events": "Ce qu’il reçoit",
                "secret_changed_at": "Secret changé",
                "disabled_at": "Arrêté",
                "disabled_because": "Pourquoi",
            },
            private=frozenset({"url"}),
            terms={"events": {name: label for name, (label, _) in PUBLIC_FACTS.items()}},
            path="/annuaire/{network}/webhooks/{id}",
            leaves_values=True,
        ),
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
