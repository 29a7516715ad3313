"""Opening a network, and its settings."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from services.directory.domain import colours, departments, lifetimes, links
from services.directory.domain.addresses import normal
from services.directory.domain.freshness import Thresholds
from services.directory.domain.secrets import digest_of, new_secret
from services.directory.domain.slugs import free_slug, slug_of
from services.directory.errors import LinkUnusable
from services.directory.models.network import Network
from services.directory.models.publication import Publication
from services.directory.models.sign_up import SignUp
from services.directory.models.tombstone import Tombstone
from services.directory.usecases import members
from services.directory.usecases.accounts import find_or_create_account
from services.directory.usecases.attempts import count_attempt
from services.directory.usecases.sign_in import SignedIn, start_session
from services.directory.usecases.structures import create_structure
from shared.actor import Actor
from shared.errors import Invalid
from shared.events.directory import MessageRequested
from shared.identity_copies import announce
from shared.ids import new_id
from shared.roles import Role
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Opened:
    """A network that has just been opened, and the session of its first administrator."""

    network: Network
    signed_in: SignedIn


def ask_to_open_network(
    uow: UnitOfWork,
    *,
    label: str,
    department: str,
    structure_label: str,
    email: str,
    display_name: str,
    asked_from: str,
    public_url: str,
) -> None:
    """Keeps what the form said and sends the link that confirms it. Raises TooMany."""
    count_attempt(uow, "sign_up_from", asked_from, at_most=10, within=timedelta(hours=1))
    count_attempt(uow, "sign_up", normal(email), at_most=3, within=timedelta(hours=1))
    if _asked_just_now(uow, label=label, email=normal(email)):
        return
    secret = new_secret()
    asked = SignUp(label=label, department=department, structure_label=structure_label, email=normal(email))
    asked.display_name, asked.digest, asked.created_at = display_name, digest_of(secret), uow.now
    uow.session.add(asked)
    uow.enter(PLATFORM)
    uow.publish(
        MessageRequested(
            message_id=new_id(),
            template="sign_up_confirmation",
            email=asked.email,
            context={"link": links.sign_up(public_url, secret), "network": label, "name": display_name},
            expires_at=uow.now + lifetimes.SIGN_UP_LINK,
        )
    )


def find_sign_up(uow: UnitOfWork, secret: str, *, lock: bool = False) -> SignUp:
    """The request if its link would work now. Raises LinkUnusable."""
    query = select(SignUp).where(SignUp.digest == digest_of(secret))
    asked = uow.session.scalar(query.with_for_update() if lock else query)
    if asked is None or not asked.is_usable(uow.now):
        raise LinkUnusable
    return asked


def open_network(uow: UnitOfWork, *, secret: str) -> Opened:
    """The network, its first administrator and its pilot structure; its public site is closed.

    Raises LinkUnusable when done already.
    """
    asked = find_sign_up(uow, secret, lock=True)
    asked.used_at = uow.now
    account = find_or_create_account(uow, email=asked.email, display_name=asked.display_name)
    uow.enter(asked.network_id, account_id=account.id)
    network = _add_network(uow, asked)
    founder = Actor(account.id, account.display_name, frozenset({Role.ADMINISTRATOR}))
    uow.act_as(founder)
    members.add_member(uow, account, roles=[Role.ADMINISTRATOR])
    # of which nothing is known but its name: nobody outside is shown it before somebody has filled it in
    create_structure(uow, founder, label=asked.structure_label, is_public=False)
    # what is imported first is read over by the members before everybody is shown it
    uow.session.add(Publication(id=network.id, is_site_open=False, licence="", changed_at=uow.now))
    return Opened(network, start_session(uow, account))


def change_network(
    uow: UnitOfWork,
    actor: Actor,
    *,
    label: str,
    colour: str,
    sender_name: str,
    version: int | None = None,
    **rules: Any,
) -> Network:
    """``rules``: of the other choices, those that change. ``version``: of the settings that the actor has read.

    Raises Invalid when the thresholds of freshness do not grow, ChangedMeanwhile. The short name
    in addresses never changes: links in mails and bookmarks go on working.
    """
    network = uow.get(Network, uow.tenant_id, lock=True, seen=version)
    network.label, network.colour, network.sender_name = label, colour, sender_name
    for name, value in rules.items():
        setattr(network, name, value)
    if faults := Thresholds(network.watch_months, network.check_months, network.refresh_months).faults():
        raise Invalid(faults)
    announce_change(uow, network)
    return network


def announce_change(uow: UnitOfWork, network: Network) -> None:
    network.version += 1
    announce(uow, network.snapshot())


def forget_old_sign_ups(uow: UnitOfWork) -> None:
    """What the form said is kept a week, for questions such as "I never received the message"."""
    uow.session.execute(delete(SignUp).where(SignUp.created_at < uow.now - timedelta(days=7)))


def _asked_just_now(uow: UnitOfWork, *, label: str, email: str) -> bool:
    """The same form sent twice, by a double click or a reload, sends one message."""
    recent = SignUp.created_at > uow.now - timedelta(minutes=1)
    same = select(SignUp.id).where(SignUp.email == email, SignUp.label == label, recent)
    return uow.session.scalar(same.limit(1)) is not None


def _add_network(uow: UnitOfWork, asked: SignUp) -> Network:
    network = Network(
        id=uow.tenant_id,
        version=1,
        slug=free_slug(asked.label, _slugs_like(uow, asked.label)),
        label=asked.label,
        department=asked.department,
        time_zone=departments.time_zone_of(asked.department),
        colour=colours.DEFAULT,
        sender_name=asked.label,
        status="open",
        opened_at=uow.now,
    )
    uow.session.add(network)
    uow.session.flush()
    announce(uow, network.snapshot())
    return network


def _slugs_like(uow: UnitOfWork, label: str) -> set[str]:
    """Also those of networks that were erased: an old address never leads to somebody else.

    From the copy that every address is resolved by: a network does not see the others' own rows.
    """
    slug, begin = uow.plumbing.network.c.slug, slug_of(label)
    erased = select(Tombstone.slug).where(Tombstone.slug.startswith(begin))
    return set(uow.session.execute(select(slug).where(slug.startswith(begin)).union(erased)).scalars())
