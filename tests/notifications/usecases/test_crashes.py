"""A worker killed while it sends: nobody is left out, and what is repeated is what was in flight."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from services.notifications.actors import send_messages
from services.notifications.domain import deliveries
from services.notifications.gateways.email import mailer_from
from services.notifications.models import Message, Newsletter
from services.notifications.usecases import newsletters
from shared.actor import SYSTEM
from tests.servers.common import wait_until

WORKER = """
import json, sys
from services.notifications.actors import send_messages
from services.notifications.runtime import runtime
from shared.settings import Settings
runtime.start(Settings(**json.loads(sys.argv[1])))
send_messages(tenant_id=sys.argv[2], message_ids=json.loads(sys.argv[3]))
"""
PEOPLE = 60
BEFORE_IT_IS_SEEN = 15
"""Letters that the worker may send between the one after which it is to die, and its death."""


@pytest.fixture
def a_letter_on_its_way(network, add_contact) -> Newsletter:
    for number in range(PEOPLE):
        add_contact(f"p{number:02}@example.org")
    with network.uow() as uow:
        newsletter = newsletters.write_newsletter(uow, SYSTEM, subject="Lettre", body="Bonjour")
        return newsletters.send_newsletter(uow, newsletter_id=newsletter.id)


def states(network) -> Counter:
    with network.uow(read_only=True) as uow:
        return Counter(uow.session.scalars(select(Message.state)))


def identifiers(network) -> list[str]:
    with network.uow(read_only=True) as uow:
        return [str(message_id) for message_id in uow.session.scalars(select(Message.id).order_by(Message.id))]


def kill_a_worker_after(notifications, network, mail_server, letters: int) -> None:
    mail_server.most = letters + BEFORE_IT_IS_SEEN
    settings = json.dumps(asdict(notifications.service.runtime.settings))
    arguments = [settings, str(network.id), json.dumps(identifiers(network))]
    worker = subprocess.Popen([sys.executable, "-c", WORKER, *arguments], stdout=subprocess.DEVNULL)
    wait_until(lambda: len(mail_server.received) >= letters, what=f"{letters} letters", every=0.001)
    worker.kill()
    worker.wait()
    mail_server.most = PEOPLE * 2


@pytest.mark.parametrize("letters", [1, 13, 37])
def test_a_worker_killed_in_the_middle_leaves_nobody_out(
    notifications, network, a_letter_on_its_way, mail_server, clock, work, letters
):
    kill_a_worker_after(notifications, network, mail_server, letters)
    left = states(network)
    assert left[deliveries.SENT] < PEOPLE

    clock.set(datetime.now(UTC) + timedelta(minutes=5))
    notifications.service.ticks.run_all()
    work()

    copies = Counter(mail_server.addresses)
    assert set(copies) == {f"p{number:02}@example.org" for number in range(PEOPLE)}
    assert sum(copies.values()) - PEOPLE <= 1
    assert len({message["Message-ID"] for message in mail_server.messages}) == PEOPLE
    assert states(network) == {deliveries.SENT: PEOPLE}
    with network.uow(read_only=True) as uow:
        assert uow.get(Newsletter, a_letter_on_its_way.id).state == "sent"


def test_a_letter_whose_worker_died_after_its_last_message_is_finished_by_the_sweep(
    notifications, network, a_letter_on_its_way
):
    with network.uow() as uow:
        for message in uow.session.scalars(select(Message)):
            message.settle(deliveries.SENT, uow.now)

    notifications.service.ticks.run_all()

    with network.uow(read_only=True) as uow:
        assert uow.get(Newsletter, a_letter_on_its_way.id).state == "sent"


def test_a_message_that_kills_its_worker_each_time_is_left_in_doubt(
    notifications, network, a_letter_on_its_way, clock, work
):
    for _ in range(deliveries.MAX_UNKNOWN):
        with network.uow() as uow:
            message = uow.get(Message, network_first(uow), lock=True)
            message.claim(uow.now)
        clock.advance(minutes=5)
        notifications.service.ticks.run_all()

    assert states(network)[deliveries.UNKNOWN] == 1


def network_first(uow):
    return uow.session.scalars(select(Message.id).order_by(Message.id).limit(1)).one()


def test_two_workers_with_the_same_task_send_each_letter_once(notifications, network, a_letter_on_its_way, mail_server):
    ids = identifiers(network)

    def send(_) -> None:
        send_messages(tenant_id=str(network.id), message_ids=ids)
        mailer_from(notifications.service.runtime.settings).close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(4)))

    assert Counter(mail_server.addresses) == {f"p{number:02}@example.org": 1 for number in range(PEOPLE)}
