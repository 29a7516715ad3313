"""Webhooks: what happens when the receiver fails."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from services.directory.gateways import webhook_sender
from services.directory.models.webhook import Webhook, WebhookDelivery
from services.directory.usecases.webhook_deliveries import settle
from services.directory.usecases.webhooks import disable
from services.directory.webhook_tasks import send_webhooks
from shared.ids import new_id
from tests.factories.webhooks import add_structure, log_of, subscribe
from tests.servers.common import wait_until


def test_a_failing_server_is_asked_again_later_and_later_with_the_same_identifier(
    program, base, receiver, bus, clock, directory
):
    webhook = subscribe(program, base, receiver)
    receiver.status = 500
    add_structure(program, base)
    bus.settle()
    (entry,) = log_of(program, base, webhook)
    assert (entry["state"], entry["status"], entry["attempts"]) == ("pending", 500, 1)

    receiver.status = 204
    clock.advance(seconds=6)
    directory.service.ticks.run_all()
    bus.settle()

    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    assert log_of(program, base, webhook)[0]["state"] == "delivered"


def test_a_redirect_is_a_failure_not_a_second_address(program, base, receiver, bus):
    webhook = subscribe(program, base, receiver)
    receiver.status = 302
    add_structure(program, base)

    bus.settle()

    assert log_of(program, base, webhook)[0]["status"] == 302
    assert log_of(program, base, webhook)[0]["state"] == "pending"


def test_a_server_that_wants_nothing_more_is_left_alone_and_the_administrator_told(program, base, receiver, bus, marne):
    webhook = subscribe(program, base, receiver)
    receiver.status = 410
    add_structure(program, base)

    bus.settle()

    assert "410" in program.get(f"{base}/webhooks/{webhook['id']}").json["disabled_because"]
    letters = [data for _, data in marne.seen.published("directory.message_requested.v1")]
    assert [letter["template"] for letter in letters if letter["template"] == "webhook_stopped"]
    add_structure(program, base)
    bus.settle()
    assert len(receiver.heard) == 1


def test_five_days_of_failures_stop_a_webhook(program, base, receiver, bus, clock, directory, marne):
    webhook = subscribe(program, base, receiver)
    receiver.status = 503
    for _ in range(6):
        program = marne.seen.program("administrator")  # the other's token lasts a day
        add_structure(program, base)
        clock.advance(days=1)
        directory.service.ticks.run_all()
        bus.settle()

    program = marne.seen.program("administrator")
    assert "Cinq jours" in program.get(f"{base}/webhooks/{webhook['id']}").json["disabled_because"]


def test_a_webhook_that_says_little_is_not_stopped_by_one_failure_long_after_another(
    program, base, receiver, bus, clock, directory, marne
):
    webhook = subscribe(program, base, receiver)
    receiver.status = 503
    add_structure(program, base)
    bus.settle()
    clock.advance(days=6)

    program = marne.seen.program("administrator")
    add_structure(program, base)
    bus.settle()
    receiver.status = 200
    clock.advance(seconds=6)
    directory.service.ticks.run_all()
    bus.settle()

    assert program.get(f"{base}/webhooks/{webhook['id']}").json["disabled_at"] is None
    assert log_of(program, base, webhook)[0]["state"] == "delivered"


@pytest.mark.parametrize("asked", ["120", "Thu, 01 Jan 2099 00:00:00 GMT", "soon"])
def test_an_overloaded_server_is_left_alone_for_as_long_as_it_asks(program, base, receiver, bus, asked):
    webhook = subscribe(program, base, receiver)
    receiver.status, receiver.retry_after = 429, asked
    add_structure(program, base)

    bus.settle()

    (entry,) = log_of(program, base, webhook)
    waits = datetime.fromisoformat(entry["due_at"]) - datetime.fromisoformat(entry["attempted_at"])
    at_most_a_day = {"120": 120, "soon": 5}.get(asked, 86_400)
    assert waits == timedelta(seconds=at_most_a_day)


def test_what_else_waits_for_an_overloaded_server_leaves_it_alone_too(program, base, receiver, bus, clock, directory):
    webhook = subscribe(program, base, receiver)
    receiver.status, receiver.retry_after = 503, "1200"
    for _ in range(8):
        program.post(f"{base}/webhooks/{webhook['id']}/test")

    bus.settle()
    clock.advance(minutes=10)
    directory.service.ticks.run_all()
    bus.settle()
    asked_once = len(receiver.heard)
    receiver.status = 200
    clock.advance(minutes=11)
    directory.service.ticks.run_all()
    bus.settle()

    assert asked_once == 1
    assert {entry["state"] for entry in log_of(program, base, webhook)} == {"delivered"}


def test_a_webhook_that_is_removed_during_one_of_its_calls_leaves_nothing_behind(program, base, receiver, marne):
    webhook = subscribe(program, base, receiver)
    program.post(f"{base}/webhooks/{webhook['id']}/test")
    receiver.may_answer.clear()
    with ThreadPoolExecutor() as threads:
        call = threads.submit(send_webhooks, str(marne.id))
        wait_until(lambda: receiver.heard, what="the call")

        removed = program.delete(f"{base}/webhooks/{webhook['id']}")
        receiver.may_answer.set()

        assert (removed.status_code, call.exception()) == (204, None)


def test_who_stops_a_webhook_while_one_of_its_calls_ends_waits_for_nobody(program, base, receiver, marne):
    """The worker that writes the outcome of a call has the subscription before the call too."""
    webhook_id, delivery_id = UUID(subscribe(program, base, receiver)["id"]), new_id()
    with marne.uow() as uow:
        said = {"name": "directory.structure_saved.v1", "body": {}, "created_at": uow.now, "due_at": uow.now}
        uow.session.add(WebhookDelivery(id=delivery_id, webhook_id=webhook_id, **said))

    def end_of_call():
        with marne.uow() as uow:
            settle(uow, delivery_id, status=200, milliseconds=1, answer="Reçu.", public_url="")

    worker = threading.Thread(target=end_of_call)
    with marne.uow() as stopping:
        webhook = stopping.get(Webhook, webhook_id, lock=True)
        worker.start()
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        wait_until(lambda: stopping.session.scalar(waiting), what="the end of the call to wait")
        disable(stopping, webhook, "Arrêté.")
    worker.join()

    (entry,) = log_of(program, base, {"id": webhook_id})
    assert entry["state"] == "delivered"


def test_a_slow_server_counts_as_silent(program, base, receiver, bus, monkeypatch):
    monkeypatch.setattr(webhook_sender, "READ_SECONDS", 0.2)
    webhook = subscribe(program, base, receiver)
    receiver.wait = 0.6
    add_structure(program, base)

    bus.settle()

    (entry,) = log_of(program, base, webhook)
    assert (entry["status"], entry["answer"]) == (None, "Pas de réponse à temps.")


def test_a_slow_receiver_takes_one_thread_whatever_its_network_has_to_send(program, base, receiver, marne):
    webhook = subscribe(program, base, receiver)
    for _ in range(8):
        program.post(f"{base}/webhooks/{webhook['id']}/test")
    receiver.may_answer.clear()
    first = threading.Thread(target=send_webhooks, args=(str(marne.id),))
    first.start()
    wait_until(lambda: receiver.heard, what="the first call")

    send_webhooks(str(marne.id))

    assert (len(receiver.heard), receiver.answered) == (1, 0)
    receiver.may_answer.set()
    first.join()
    assert {entry["state"] for entry in log_of(program, base, webhook)} == {"delivered"}
