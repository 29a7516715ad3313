"""The directory's tables. Importing this package declares all of them."""

from services.directory.models import (
    account,
    account_identity,
    agenda_entry,
    api_token,
    attempt,
    invitation,
    journaled,
    membership,
    network,
    record_check,
    referent,
    sign_in_link,
    sign_up,
    structure,
    structure_import,
    web_session,
)

__all__ = [
    "account",
    "account_identity",
    "agenda_entry",
    "api_token",
    "attempt",
    "invitation",
    "journaled",
    "membership",
    "network",
    "record_check",
    "referent",
    "sign_in_link",
    "sign_up",
    "structure",
    "structure_import",
    "web_session",
]
