"""What is written to the new address and to the old one while an account changes from one to the other."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.directory.domain import links
from services.directory.domain.lifetimes import EMAIL_CHANGE_UNDONE
from services.directory.domain.links import Site
from services.directory.models.account import Account
from services.directory.models.email_change import EmailChange
from shared import row_tokens
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork

REFUSAL = "email_change_refusal"
PARIS = ZoneInfo("Europe/Paris")
"""An account belongs to no network, hence to no time zone."""


def send_link(uow: UnitOfWork, site: Site, change: EmailChange, secret: str) -> None:
    """Without the person's name: the address may be a stranger's, mistyped."""
    context = {"link": links.email_change(site.public_url, secret)}
    _write(uow, "email_change_confirmation", change.new_email, context, until=change.link_ends_at)


def tell_owner(uow: UnitOfWork, site: Site, change: EmailChange) -> None:
    """The address has an account already: who reads it learns that somebody typed it, and nobody else does."""
    context = {"link": links.account(site.public_url)}
    _write(uow, "email_change_taken", change.new_email, context, until=change.link_ends_at)


def warn(uow: UnitOfWork, site: Site, change: EmailChange, account: Account) -> None:
    context = {"name": account.display_name, "link": _refusal(site, change), "new_email": change.new_email}
    _write(uow, "email_change_asked", change.old_email, context, until=change.link_ends_at)


def tell_done(uow: UnitOfWork, site: Site, change: EmailChange, account: Account) -> None:
    until = uow.now + EMAIL_CHANGE_UNDONE
    context = {"name": account.display_name, "link": _refusal(site, change), "new_email": change.new_email}
    context["until"] = f"{until.astimezone(PARIS):%d/%m/%Y}"
    _write(uow, "email_change_done", change.old_email, context, until=until)


def _refusal(site: Site, change: EmailChange) -> str:
    token = row_tokens.sign(site.secret, REFUSAL, PLATFORM, change.id)
    return links.email_change_refusal(site.public_url, token)


def _write(uow: UnitOfWork, template: str, email: str, context: dict[str, Any], *, until: datetime) -> None:
    message = {"message_id": new_id(), "template": template, "email": email, "context": context}
    uow.publish(MessageRequested(**message, expires_at=until))
