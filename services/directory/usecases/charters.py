"""The network's charter: published in versions, signed by the members, recalled to those who have not."""

from datetime import timedelta

from services.directory.domain import links
from services.directory.errors import CharterChanged, CharterMissing, NotAMember
from services.directory.models.charter import CharterSignature, CharterVersion
from services.directory.queries.charters import current_version, find_signature, list_signers
from services.directory.usecases.members import find_member
from shared.actor import Actor
from shared.errors import ChangedMeanwhile
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

REMINDER_VALID = timedelta(days=3)
"""A reminder that could not leave for so long is not sent any more."""


def publish_charter(uow: UnitOfWork, actor: Actor, *, body: str, version: int | None = None) -> CharterVersion:
    """A new version, which everybody is asked to sign; the same text again is not one.

    ``version``: number of the one that was rewritten, 0 for the first. Raises ChangedMeanwhile.
    """
    known = current_version(uow)
    if version is not None and version != (known.number if known else 0):
        raise ChangedMeanwhile
    if known is not None and known.body == body:
        return known
    published = CharterVersion(number=known.number + 1 if known else 1, body=body, published_by=actor.label)
    published.published_at = uow.now
    uow.session.add(published)
    uow.session.flush()
    return published


def sign_charter(uow: UnitOfWork, actor: Actor, *, number: int) -> CharterSignature:
    """``number``: of the version that the person has read. Signing twice is signing once.

    Raises CharterMissing, CharterChanged when another version has come since, NotAMember for a program.
    """
    version = current_version(uow)
    if version is None:
        raise CharterMissing
    if version.number != number:
        raise CharterChanged
    if actor.account_id is None or find_member(uow, actor.account_id) is None:
        raise NotAMember
    signature = find_signature(uow, version, actor.account_id)
    if signature is None:
        signature = CharterSignature(version_id=version.id, account_id=actor.account_id, name=actor.label)
        signature.signed_at = uow.now
        uow.session.add(signature)
        uow.session.flush()
    return signature


def remind_charter(uow: UnitOfWork, actor: Actor, *, public_url: str) -> int:
    """Writes to the members who have not signed the version in force. Returns how many. Raises CharterMissing."""
    version = current_version(uow)
    if version is None:
        raise CharterMissing
    waiting = [signer for signer in list_signers(uow, version) if signer.signed_at is None]
    context = {"network": uow.network.label, "link": links.charter(public_url, uow.network.slug)}
    for signer in waiting:
        uow.publish(
            MessageRequested(
                message_id=new_id(),
                template="charter_reminder",
                email=signer.email,
                context={**context, "name": signer.name},
                expires_at=uow.now + REMINDER_VALID,
            )
        )
    return len(waiting)
