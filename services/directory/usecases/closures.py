"""Closing the network: decided, told, cancelled or carried out on its day."""

from sqlalchemy import select

from services.directory.domain import closing, links
from services.directory.errors import NameNotTyped, NotClosing
from services.directory.models.closure import Closure
from services.directory.models.network import Network
from services.directory.usecases.administrators import write_to_administrators
from shared.actor import Actor
from shared.identity_copies import announce
from shared.leaving.erasure import is_alive
from shared.network_status import CLOSED, CLOSING, OPEN
from shared.unit_of_work import UnitOfWork

_STANDING = select(Closure).where(Closure.cancelled_at.is_(None))


def standing_closure(uow: UnitOfWork) -> Closure | None:
    return uow.session.scalar(_STANDING)


def ask_to_close(uow: UnitOfWork, actor: Actor, *, label: str, public_url: str) -> Closure:
    """Asking again changes nothing. Raises NameNotTyped."""
    network = uow.get(Network, uow.tenant_id, lock=True)
    if not closing.is_same_name(label, network.label):
        raise NameNotTyped({"label": [f"Écrivez le nom du réseau comme ici : {network.label}"]})
    known = standing_closure(uow)
    if known is not None:
        return known
    closure = Closure(asked_at=uow.now, asked_by=actor.account_id, closes_on=uow.today + closing.DELAY, told=[])
    uow.session.add(closure)
    _change(uow, network, CLOSING, closure)
    _write(uow, "network_closing", closure, public_url, who=actor.label)
    return closure


def cancel_closure(uow: UnitOfWork, actor: Actor, *, public_url: str) -> Network:
    """Raises NotClosing, also when somebody else was quicker."""
    network, closure = _locked(uow)
    if closure is None or network.status != CLOSING:
        raise NotClosing
    closure.cancelled_at = uow.now
    _change(uow, network, OPEN, None)
    _write(uow, "network_kept", closure, public_url, who=actor.label)
    return network


def give_notices(uow: UnitOfWork, *, public_url: str) -> None:
    """At most one letter, and each notice once: the row is locked, and the letter leaves with what it says."""
    _, closure = _locked(uow)
    if closure is None or closure.closed_at is not None:
        return
    due = closing.due_notices(closure.closes_on, uow.today, closure.told)
    if due:
        closure.told = [*closure.told, *due]
        _write(uow, "network_closing", closure, public_url, who="")


def close_when_due(uow: UnitOfWork) -> None:
    """The day has come: from this transaction on nobody enters."""
    network, closure = _locked(uow)
    if closure is None or closure.closed_at is not None or uow.today < closure.closes_on:
        return
    erases_on = uow.today + closing.GRACE
    closure.closed_at, closure.erases_on = uow.now, erases_on
    _change(uow, network, CLOSED, closure)
    write_to_administrators(uow, "network_closed", {"erased": closing.in_words(erases_on)})


def reopen(uow: UnitOfWork) -> Network:
    """The operator's: a network that is closed and not erased yet works again. Raises NotClosing."""
    network, closure = _locked(uow)
    if closure is None or network.status != CLOSED or not is_alive(uow, uow.tenant_id):
        raise NotClosing
    closure.cancelled_at = uow.now
    _change(uow, network, OPEN, None)
    return network


def _locked(uow: UnitOfWork) -> tuple[Network, Closure | None]:
    """The network first, as everyone does: two who decide at once wait for each other, and never cross."""
    network = uow.get(Network, uow.tenant_id, lock=True)
    return network, uow.session.scalar(_STANDING.with_for_update())


def _change(uow: UnitOfWork, network: Network, status: str, closure: Closure | None) -> None:
    network.status, network.closes_on = status, closure.closes_on if closure else None
    network.version += 1
    announce(uow, network.snapshot())


def _write(uow: UnitOfWork, template: str, closure: Closure, public_url: str, *, who: str) -> None:
    context = {"day": closing.in_words(closure.closes_on), "who": who}
    context |= {"left": closing.left_in_words(closure.closes_on, uow.today)}
    context |= {"link": links.leaving(public_url, uow.network.slug)}
    write_to_administrators(uow, template, context)
