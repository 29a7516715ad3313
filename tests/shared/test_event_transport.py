"""Events through a real RabbitMQ: publishing with confirms, reading in batches, retries, dead letters."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from shared.messaging import topology
from shared.messaging.dead_letters import count_dead_letters, dead_letters, drop_dead_letters, replay_dead_letters
from shared.messaging.dead_letters_command import run
from shared.messaging.errors import BrokerUnavailable
from shared.messaging.link import declare
from shared.messaging.publisher import OutgoingMessage
from shared.messaging.topology import UNROUTED, dead_queue, declare_service, require_listeners
from tests.servers.common import wait_until
from tests.shared.messaging_tools import Ledger, declare_listener, facts, new_service, publishing, reading, waiting


@pytest.fixture
def service():
    return new_service()


def test_each_service_gets_the_events_it_hears_and_only_those(rabbitmq, service):
    queue = declare_listener(rabbitmq.url, service, f"{service}.heard.v1")
    other = declare_listener(rabbitmq.url, f"{service}b", f"{service}.heard.v1", f"{service}.other.v1")
    mine, theirs = Ledger(), Ledger()

    with publishing(rabbitmq.url) as publisher:
        confirmed = publisher.publish(facts(f"{service}.heard.v1", 300) + facts(f"{service}.other.v1", 5))
    with reading(rabbitmq.url, queue, mine), reading(rabbitmq.url, other, theirs):
        wait_until(lambda: len(mine.handled) >= 300 and len(theirs.handled) >= 305, what="all read")

    assert len(confirmed) == 305
    assert sorted(mine.handled) == sorted(b"fact %d" % number for number in range(300))
    assert len(theirs.handled) == 305
    assert max(mine.sizes) > 20, "messages are handled in batches"


def test_nothing_is_published_before_the_queues_of_all_listeners_are_bound(rabbitmq, service, monkeypatch):
    monkeypatch.setattr(topology, "LISTENERS", (service,))

    def declare_slowly(channel):
        bind = channel.queue_bind

        def bind_late(*arguments, **named):
            with pytest.raises(BrokerUnavailable, match="NOT_FOUND"):
                declare(rabbitmq.url, require_listeners)
            bound.append(bind(*arguments, **named))

        monkeypatch.setattr(channel, "queue_bind", bind_late)
        declare_service(channel, service, [f"{service}.first.v1", f"{service}.second.v1"])

    bound = []
    declare(rabbitmq.url, declare_slowly)

    declare(rabbitmq.url, require_listeners)
    assert len(bound) == 3, "the two events, and what nobody hears"


def test_an_event_that_nobody_hears_is_kept_apart_and_blocks_nothing(rabbitmq, service):
    declare_listener(rabbitmq.url, service, f"{service}.heard.v1")
    before = waiting(rabbitmq.url, UNROUTED)

    with publishing(rabbitmq.url) as publisher:
        confirmed = publisher.publish(facts(f"{service}.unheard.v1", 3))

    assert len(confirmed) == 3
    assert waiting(rabbitmq.url, UNROUTED) == before + 3


def test_a_message_for_a_queue_that_does_not_exist_is_not_confirmed(rabbitmq, service):
    queue = declare_listener(rabbitmq.url, service)

    with publishing(rabbitmq.url) as publisher:
        confirmed = publisher.publish(
            [OutgoingMessage("", f"{service}.nowhere", b"{}", "lost"), OutgoingMessage("", queue, b"{}", "safe")]
        )

    assert confirmed == {"safe"}


def test_a_poison_message_ends_in_the_dead_letters_while_the_others_go_on(rabbitmq, service):
    name = f"{service}.heard.v1"
    queue = declare_listener(rabbitmq.url, service, name)
    ledger = Ledger(refuses=[b"fact 7"])

    with publishing(rabbitmq.url) as publisher, reading(rabbitmq.url, queue, ledger):
        publisher.publish(facts(name, 20))
        wait_until(lambda: count_dead_letters(rabbitmq.url, queue) == 1, what="the poison is set aside")

    assert sorted(ledger.handled) == sorted(b"fact %d" % number for number in range(20) if number != 7)
    assert [attempt for body, attempt in ledger.attempts if body == b"fact 7"] == [1, 2, 3]
    (letter,) = dead_letters(rabbitmq.url, queue)
    assert (letter.message_id, letter.body, letter.reason, letter.attempts) == (f"{name}/7", b"fact 7", "poison", 3)


def test_the_dead_letters_of_one_network_or_of_long_ago_are_dropped_and_the_others_stay(rabbitmq, service):
    queue, marne, aube = declare_listener(rabbitmq.url, service), uuid4(), uuid4()
    letters = {
        "marne": {"tenantid": str(marne), "time": "2026-03-01T08:00:00+00:00"},
        "old": {"tenantid": str(aube), "time": "2024-03-01T08:00:00+00:00"},
        "new": {"tenantid": str(aube), "time": "2026-03-01T08:00:00+00:00"},
        "illegible": "nothing that an event is",
    }
    with publishing(rabbitmq.url) as publisher:
        dead = [OutgoingMessage("", dead_queue(queue), json.dumps(one).encode(), name) for name, one in letters.items()]
        publisher.publish(dead)

    last_year = datetime(2025, 1, 1, tzinfo=UTC)
    of_marne = drop_dead_letters(rabbitmq.url, queue, lambda one: one.is_of(marne))
    of_long_ago = drop_dead_letters(rabbitmq.url, queue, lambda one: one.is_older_than(last_year))

    assert (of_marne, of_long_ago) == (1, 1)
    assert {one.message_id for one in dead_letters(rabbitmq.url, queue)} == {"new", "illegible"}


def test_the_operator_is_told_of_dead_letters_without_their_content_and_replays_them(rabbitmq, start, capsys):
    url = rabbitmq.add_host(new_service())
    sessions = start("sessions", bus="rabbitmq", rabbitmq_url=url).service
    queue = declare_listener(url, "sessions")
    body = json.dumps({"type": "directory.member_saved.v1", "data": {"name": "Zoé"}}).encode()
    with publishing(url) as publisher:
        publisher.publish([OutgoingMessage("", dead_queue(queue), body, "one", {"x-reason": "KeyError: 'Zoé'"})])

    run(sessions, [])
    told = capsys.readouterr().out
    run(sessions, ["replay"])

    assert "1 message(s) en échec" in told and "directory.member_saved.v1  KeyError" in told
    assert "Zoé" not in told
    assert (count_dead_letters(url, queue), waiting(url, queue)) == (0, 1)


def test_dead_letters_are_read_again_once_the_cause_is_mended(rabbitmq, service):
    name = f"{service}.heard.v1"
    queue = declare_listener(rabbitmq.url, service, name)
    with publishing(rabbitmq.url) as publisher, reading(rabbitmq.url, queue, Ledger(refuses=[b"fact 0", b"fact 1"])):
        publisher.publish(facts(name, 2))
        wait_until(lambda: count_dead_letters(rabbitmq.url, queue) == 2, what="both are set aside")
    mended = Ledger()

    moved = replay_dead_letters(rabbitmq.url, queue)

    with reading(rabbitmq.url, queue, mended):
        wait_until(lambda: len(mended.handled) == 2, what="both are handled")
    assert moved == 2
    assert sorted(mended.attempts) == [(b"fact 0", 1), (b"fact 1", 1)]
    assert count_dead_letters(rabbitmq.url, queue) == 0


def test_when_the_handler_fails_nothing_is_acknowledged_and_the_batch_is_tried_again(rabbitmq, service):
    name = f"{service}.heard.v1"
    queue = declare_listener(rabbitmq.url, service, name)
    ledger, failures = Ledger(), iter([True, True])

    def handle(batch):
        if next(failures, False):
            raise ConnectionError("the database is away")
        return ledger(batch)

    with publishing(rabbitmq.url) as publisher, reading(rabbitmq.url, queue, handle):
        publisher.publish(facts(name, 10))
        wait_until(lambda: len(ledger.handled) >= 10, what="handled once the database is back")

    assert sorted(ledger.handled) == sorted(b"fact %d" % number for number in range(10))
    assert {attempt for _, attempt in ledger.attempts} == {1}, "an outage is not an attempt"


def test_a_reader_stopped_while_its_database_is_away_gives_the_messages_back(rabbitmq, service):
    name = f"{service}.heard.v1"
    queue = declare_listener(rabbitmq.url, service, name)
    tried = []

    def handle(batch):
        tried.append(len(batch))
        raise ConnectionError("the database is away")

    with publishing(rabbitmq.url) as publisher, reading(rabbitmq.url, queue, handle):
        publisher.publish(facts(name, 10))
        wait_until(lambda: bool(tried), what="tried")

    wait_until(lambda: waiting(rabbitmq.url, queue) == 10, what="all ten wait in the queue")
