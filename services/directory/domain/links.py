"""Addresses that are written into messages; the pages of the same path are in ``pages/``."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Site:
    """What a link is made with; ``secret`` signs those that need no account."""

    public_url: str
    secret: str


def sign_in(public_url: str, secret: str) -> str:
    return f"{public_url}/compte/lien/{secret}"


def sign_up(public_url: str, secret: str) -> str:
    return f"{public_url}/compte/ouverture/{secret}"


def email_change(public_url: str, secret: str) -> str:
    return f"{public_url}/compte/adresse/confirmer/{secret}"


def email_change_refusal(public_url: str, token: str) -> str:
    return f"{public_url}/compte/adresse/refuser/{token}"


def account(public_url: str) -> str:
    return f"{public_url}/compte/"


def invitation(public_url: str, network_slug: str, secret: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/invitation/{secret}"


def sender(public_url: str, network_slug: str, secret: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/expediteur/{secret}"


def charter(public_url: str, network_slug: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/charte"


def record_check(public_url: str, network_slug: str, token: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/fiche/{token}"


def record_checks(public_url: str, network_slug: str, token: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/fiches/{token}"


def orientation(public_url: str, network_slug: str, orientation_id: UUID) -> str:
    return f"{public_url}/annuaire/{network_slug}/orientations/{orientation_id}"


def orientation_answer(public_url: str, network_slug: str, token: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/orientation/{token}"


def exchanges(public_url: str, network_slug: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/echanges"


def exchange_answer(public_url: str, network_slug: str, token: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/echanges/repondre/{token}"


def digest_stop(public_url: str, network_slug: str, token: str) -> str:
    return f"{public_url}/annuaire/{network_slug}/echanges/resume/{token}"


def webhook(public_url: str, slug: str, webhook_id: object) -> str:
    return f"{public_url}/annuaire/{slug}/webhooks/{webhook_id}"


def leaving(public_url: str, slug: str) -> str:
    return f"{public_url}/annuaire/{slug}/depart"


def resource(public_url: str, network_slug: str, resource_id: UUID) -> str:
    return f"{public_url}/annuaire/{network_slug}/partage/{resource_id}"
