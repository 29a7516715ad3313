"""What the journal follows of the network itself, its members and the programs that it lets in.

Of webhooks, the subscription is followed and not each call, which has a log of its own; its address is not told, for
it often ends with a secret.
"""

from services.directory.domain.public_facts import PUBLIC_FACTS
from services.directory.domain.start import LABELS
from services.directory.models.api_token import ApiToken
from services.directory.models.base import Base
from services.directory.models.charter import CharterSignature, CharterVersion
from services.directory.models.invitation import Invitation
from services.directory.models.membership import Membership
from services.directory.models.network import STATUSES, Network
from services.directory.models.network_export import STATES_SAID, NetworkExport
from services.directory.models.publication import Publication
from services.directory.models.webhook import Webhook
from shared.journal import Noun
from shared.roles import Role
from shared.scopes import SCOPES

_ROLES = {"roles": {role.value: role.label for role in Role}}

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
                "low_stock": "Stock de recharges bas à partir de",
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
            terms={"state": STATES_SAID},
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
    }
)
