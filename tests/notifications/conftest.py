"""Things of the trade: a real SMTP server, members to write to, meetings."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from services.notifications.gateways.email import mailer_from
from services.notifications.models import Contact
from shared.events import Event
from shared.ids import new_id
from shared.messaging.envelope import Envelope
from shared.messaging.local import LocalBus
from shared.roles import Role
from shared.testing.subject import NetworkUnderTest, ServiceUnderTest
from tests.notifications.mail_server import MailServer
from tests.servers.common import free_port

MARCH_24 = datetime(2026, 3, 24, 13, tzinfo=UTC)


@pytest.fixture(scope="session")
def mail_port() -> int:
    return free_port()


@pytest.fixture
def mail_server(mail_port) -> Iterator[MailServer]:
    server = MailServer(mail_port)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def notifications(start, mail_server) -> Iterator[ServiceUnderTest]:
    """The service, writing to the real SMTP server."""
    subject = start("notifications", mail="smtp", smtp_host="127.0.0.1", smtp_port=mail_server.port)
    yield subject
    mailer_from(subject.service.runtime.settings).close()
    mailer_from.cache_clear()


@pytest.fixture
def network(notifications) -> NetworkUnderTest:
    return notifications.network("marne", label="Réseau de la Marne")


@pytest.fixture
def add_contact(network) -> Callable[..., Contact]:
    def add(email: str, *roles: Role, active: bool = True) -> Contact:
        contact = Contact(id=new_id(), version=1, email=email, is_active=active)
        contact.display_name, contact.roles = email.partition("@")[0].title(), list(roles or (Role.MEDIATOR,))
        with network.uow() as uow:
            uow.session.add(contact)
        return contact

    return add


@pytest.fixture
def hear(notifications, network, clock) -> Callable[..., None]:
    """``hear(event)``: the service receives it, as from the broker."""

    def receive(*events: Event, tenant_id=None) -> None:
        bodies = [Envelope.wrap(e, tenant_id=tenant_id or network.id, at=clock.now()).dump() for e in events]
        assert notifications.service.consumer().receive(bodies) == []

    return receive


@pytest.fixture
def work(notifications) -> Callable[[], None]:
    """Runs the tasks that are waiting, until none is left."""
    return LocalBus([notifications.service.party()]).settle
