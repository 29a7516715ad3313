"""What the directory gives and erases when a network leaves."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.directory.actors import tasks
from services.directory.consumers import handlers
from services.directory.models.account import Account
from services.directory.models.membership import Membership
from services.directory.runtime import runtime
from services.directory.usecases import erasures, network_exports
from shared.leaving.service_part import Leaving
from shared.unit_of_work import UnitOfWork

LABELS = {
    "agenda_entry": "Prochaines dates (copie)",
    "api_token": "Clés de l’API",
    "charter_signature": "Signatures de la charte",
    "charter_version": "Versions de la charte",
    "closure": "Fermetures demandées",
    "digest_choice": "Résumés par e-mail : le rythme de chacun",
    "digest_line": "Résumés par e-mail : discussions annoncées",
    "diagnosis_tally": "Diagnostics, par mois",
    "duplicate_pair": "Doublons",
    "geocoding": "Localisations d’adresses",
    "hours_reading": "Horaires lus dans un texte",
    "import_mapping": "Correspondances d’import",
    "invitation": "Invitations à rejoindre le réseau",
    "journal_entry": "Journal",
    "lending_stock": "Matériel prêté par chaque structure (copie)",
    "membership": "Membres",
    "network": "Le réseau et ses réglages",
    "network_export": "Exports demandés",
    "offer": "Offres",
    "orientation": "Orientations",
    "orientation_step": "Étapes des orientations",
    "personal_request": "Demandes de personnes",
    "post": "Messages des discussions",
    "publication": "Publication",
    "record_check": "Questions « est-ce toujours juste ? »",
    "referent": "Référents",
    "report_copy": "Rapports (copie)",
    "resource": "Ressources et logiciels partagés",
    "seat": "Places prises (copie)",
    "sender_request": "Adresse d’envoi à confirmer",
    "structure": "Structures",
    "structure_import": "Imports",
    "thread": "Discussions",
    "thread_mark": "Discussions lues et suivies",
    "webhook": "Webhooks",
    "webhook_delivery": "Envois des webhooks",
}

PEOPLE = (
    select(Account.id, Account.display_name, Account.email)
    .join(Membership, Membership.account_id == Account.id)
    .order_by(Account.id)
)
"""Accounts belong to no network; those of the network's members are given with it."""


def tell_export(uow: UnitOfWork, export_id: UUID, **part: Any) -> None:
    """At once: an event would only come back here."""
    network_exports.keep_part(uow, "directory", export_id=export_id, **part)


def tell_erasure(uow: UnitOfWork, network_id: UUID, **erased: Any) -> None:
    erasures.keep_answer(uow, "directory", network_id=network_id, **erased)


def erase_accounts(network_id: UUID) -> None:
    """Those who belong to no other network. Each in a view of its own: a network does not see the others."""
    with runtime.database.unit_of_work(None) as uow:
        accounts = erasures.accounts_to_erase(uow, network_id)
    for account_id in accounts:
        with runtime.database.unit_of_work(None, account_id=account_id) as uow:
            erasures.erase_account(uow, account_id)


leaving = Leaving(
    title="annuaire",
    runtime=runtime,
    tasks=tasks,
    handlers=handlers,
    labels=LABELS,
    told_export=tell_export,
    told_erasure=tell_erasure,
    after_rows=erase_accounts,
    has_documents=True,
    more={"comptes": ("Noms et adresses des membres", PEOPLE)},
)
