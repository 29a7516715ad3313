"""Networks opened the way people open them, with their members."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask.testing import FlaskClient

from services.directory.usecases import members, networks
from services.directory.usecases.accounts import find_or_create_account
from shared.actor import Actor
from shared.testing.subject import NetworkUnderTest, ServiceUnderTest
from shared.unit_of_work import UnitOfWork

SETTINGS = {"label": "Marne numérique", "colour": "#1f5f8b", "sender_name": "La Marne", "time_zone": "Europe/Paris"}
SETTINGS |= {"watch_months": "6", "check_months": "12", "refresh_months": "18", "answer_days": "30"}
SETTINGS |= {"grace_days": "5", "review_days": "7", "small_number": "5", "retention_months": "24", "low_stock": "5"}
"""The form of the settings, as it is filled in."""


@dataclass
class OpenedNetwork:
    """A network of the directory with its first administrator."""

    directory: ServiceUnderTest
    seen: NetworkUnderTest
    administrator: Actor

    @property
    def id(self) -> UUID:
        return self.seen.id

    @property
    def slug(self) -> str:
        return self.seen.slug

    @contextmanager
    def uow(self) -> Iterator[UnitOfWork]:
        with self.seen.uow() as uow:
            yield uow

    def client(self, actor: Actor | None = None) -> FlaskClient:
        """The browser of a member, by default the administrator's."""
        actor = actor or self.administrator
        return self.directory.client(actor.account_id, name=actor.label)

    def join(self, email: str, *roles: str) -> Actor:
        """A new member."""
        with self.uow() as uow:
            member = members.add_member(uow, find_or_create_account(uow, email=email), roles=roles)
            return Actor(member.account_id, member.account.display_name, frozenset(roles))

    def membership_id(self, actor: Actor) -> UUID:
        assert actor.account_id is not None
        with self.uow() as uow:
            member = members.find_member(uow, actor.account_id)
            assert member is not None
            return member.id


def secret_of_last_message(directory: ServiceUnderTest, email: str) -> str:
    """The secret at the end of the link last sent to ``email``."""
    letters = [body["data"] for name, body in directory.outgoing() if name == "directory.message_requested.v1"]
    return [one for one in letters if one["email"] == email][-1]["context"]["link"].rsplit("/", 1)[-1]


def open_network(
    directory: ServiceUnderTest,
    label: str = "Réseau de la Marne",
    *,
    email: str = "nadia@ville.fr",
    department: str = "51",
    pilot: str = "CCAS",
) -> OpenedNetwork:
    form = {"label": label, "department": department, "structure_label": pilot, "email": email}
    with directory.database.unit_of_work(None) as uow:
        networks.ask_to_open_network(
            uow, **form, display_name="Nadia Benali", asked_from=email, public_url="http://localhost"
        )
    secret = secret_of_last_message(directory, email)
    with directory.database.unit_of_work(None) as uow:
        opened = networks.open_network(uow, secret=secret)
        seen = NetworkUnderTest(directory, opened.network.id, opened.network.slug)
        account = opened.signed_in.account
        return OpenedNetwork(directory, seen, Actor(account.id, account.display_name, frozenset({"administrator"})))
