"""The address under which the network's letters leave: asked for, confirmed by who reads it, given up."""

from datetime import timedelta

from sqlalchemy import delete, select

from services.directory.address_errors import SenderNotAllowed
from services.directory.domain import lifetimes, links
from services.directory.domain.addresses import normal
from services.directory.domain.secrets import digest_of, new_secret
from services.directory.errors import LinkUnusable
from services.directory.models.account import Account
from services.directory.models.network import Network
from services.directory.models.sender_request import SenderRequest
from services.directory.usecases.attempts import count_attempt
from services.directory.usecases.networks import announce_change
from shared.actor import SYSTEM, Actor
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.senders import SenderPolicy
from shared.unit_of_work import UnitOfWork


def ask_address(uow: UnitOfWork, actor: Actor, policy: SenderPolicy, *, email: str, public_url: str) -> SenderRequest:
    """Sends the link that confirms. Raises SenderNotAllowed for a domain that the operator has not listed, TooMany."""
    address = normal(email)
    if not policy.allows(address):
        raise SenderNotAllowed(policy, address)
    count_attempt(uow, "sender_address", str(uow.tenant_id), at_most=5, within=timedelta(hours=1))
    uow.get(Network, uow.tenant_id, lock=True)
    request, secret = _request(uow) or SenderRequest(id=uow.tenant_id), new_secret()
    request.email, request.digest = address, digest_of(secret)
    request.asked_at, request.asked_by = uow.now, actor.account_id
    uow.session.add(request)
    uow.publish(
        MessageRequested(
            message_id=new_id(),
            template="sender_confirmation",
            email=address,
            context={"network": uow.network.label, "link": links.sender(public_url, uow.network.slug, secret)},
            expires_at=request.ends_at,
        )
    )
    return request


def find_pending(uow: UnitOfWork) -> SenderRequest | None:
    request = _request(uow)
    return request if request is not None and request.is_usable(uow.now) else None


def find_request(uow: UnitOfWork, policy: SenderPolicy, secret: str) -> SenderRequest:
    """By the link of the mail. Raises LinkUnusable, also when the domain has left the operator's list meanwhile."""
    request = find_pending(uow)
    if request is None or request.digest != digest_of(secret) or not policy.allows(request.email):
        raise LinkUnusable
    return request


def confirm_address(uow: UnitOfWork, policy: SenderPolicy, *, secret: str) -> Network:
    """Whoever reads the mailbox agrees; the journal names the administrator who asked. Raises LinkUnusable."""
    network = uow.get(Network, uow.tenant_id, lock=True)
    request = find_request(uow, policy, secret)
    uow.act_as(_who_asked(uow, request))
    network.sender_address = request.email
    uow.session.delete(request)
    announce_change(uow, network)
    return network


def cancel_request(uow: UnitOfWork, actor: Actor) -> None:
    """The link that was sent stops working; without one nothing happens."""
    uow.session.execute(delete(SenderRequest))


def take_address_away(uow: UnitOfWork, actor: Actor) -> Network:
    """From the installation's address again."""
    network = uow.get(Network, uow.tenant_id, lock=True)
    if network.sender_address:
        network.sender_address = ""
        announce_change(uow, network)
    return network


def forget_old_requests(uow: UnitOfWork) -> None:
    uow.session.execute(delete(SenderRequest).where(SenderRequest.asked_at < uow.now - lifetimes.SENDER_LINK))


def _request(uow: UnitOfWork) -> SenderRequest | None:
    return uow.session.get(SenderRequest, (uow.tenant_id, uow.tenant_id))


def _who_asked(uow: UnitOfWork, request: SenderRequest) -> Actor:
    name = uow.session.scalar(select(Account.display_name).where(Account.id == request.asked_by))
    return Actor(request.asked_by, name) if name else SYSTEM
