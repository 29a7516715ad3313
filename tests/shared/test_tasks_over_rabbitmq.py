"""Tasks of a service through a real RabbitMQ, as the relay starts them and a dramatiq worker runs them."""

import threading

import pytest

from shared.messaging import dramatiq_broker
from shared.messaging.dramatiq_broker import count_waiting, declare_tasks, make_broker, task_message
from shared.messaging.link import declare
from shared.messaging.task_threads import TaskThreads
from shared.messaging.tasks import TaskQueue, Tasks
from tests.servers.common import PATIENCE, wait_until
from tests.shared.messaging_tools import new_service, publishing


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    monkeypatch.setattr(dramatiq_broker, "FIRST_WAIT", 50)
    monkeypatch.setattr(dramatiq_broker, "LONGEST_WAIT", 100)


@pytest.fixture
def run(rabbitmq):
    """Starts a worker for some tasks; stops it at the end of the test."""
    started = []

    def start(tasks, bury=None):
        declare(rabbitmq.url, lambda channel: declare_tasks(channel, tasks))
        threads, looking = TaskThreads(rabbitmq.url, tasks, bury=bury), make_broker(rabbitmq.url)
        threads.start()
        started.append((threads, looking))
        return looking

    yield start
    for threads, looking in started:
        threads.stop(seconds=10)
        looking.close()


def a_task(tasks, name, **arguments):
    return task_message(tasks, name, {"arguments": arguments, "correlation_id": "c"}, message_id=f"{arguments}")


def test_a_task_of_the_outbox_runs_in_the_worker(run, rabbitmq):
    tasks, done = Tasks(new_service()), []

    @tasks.actor()
    def write_report(run_id: str) -> None:
        done.append(run_id)

    run(tasks)
    with publishing(rabbitmq.url) as publisher:
        confirmed = publisher.publish([a_task(tasks, "write_report", run_id=str(number)) for number in range(20)])
    wait_until(lambda: len(done) == 20, what="all run")

    assert len(confirmed) == 20
    assert sorted(done, key=int) == [str(number) for number in range(20)]


def test_a_task_that_fails_is_tried_again(run, rabbitmq):
    tasks, attempts = Tasks(new_service()), []

    @tasks.actor()
    def write_report() -> None:
        attempts.append(1)
        if len(attempts) < 3:
            raise OSError("the storage is away")

    broker = run(tasks)
    with publishing(rabbitmq.url) as publisher:
        publisher.publish([a_task(tasks, "write_report")])
    wait_until(lambda: len(attempts) == 3, what="third attempt")

    wait_until(lambda: count_waiting(broker, tasks.service) == (0, 0, 0), what="nothing left")


def test_a_task_that_fails_for_good_is_kept_with_its_reason_and_the_others_go_on(run, rabbitmq):
    tasks, buried, done = Tasks(new_service()), [], []

    @tasks.actor(max_retries=2)
    def write_report(run_id: str) -> None:
        if run_id == "bad":
            raise ValueError("no such run")
        done.append(run_id)

    broker = run(tasks, bury=lambda *letter: buried.append(letter))
    with publishing(rabbitmq.url) as publisher:
        publisher.publish([a_task(tasks, "write_report", run_id=run_id) for run_id in ("1", "bad", "2")])
    wait_until(lambda: bool(buried), what="given up")

    body = {"arguments": {"run_id": "bad"}, "correlation_id": "c"}
    assert buried == [("write_report", body, "ValueError: no such run")]
    assert sorted(done) == ["1", "2"]
    wait_until(lambda: count_waiting(broker, tasks.service) == (0, 0, 1), what="set aside by the broker")


SLOW = TaskQueue("slow", threads=1)


def test_a_task_with_a_queue_of_its_own_keeps_no_other_waiting(run, rabbitmq):
    tasks, answer, done = Tasks(new_service()), threading.Event(), []

    @tasks.actor(queue=SLOW)
    def wait_for_somebody(number: str) -> None:
        answer.wait(PATIENCE)
        done.append(number)

    @tasks.actor()
    def write_report() -> None:
        done.append("report")

    broker = run(tasks)
    slow = [a_task(tasks, "wait_for_somebody", number=str(number)) for number in range(5)]
    with publishing(rabbitmq.url) as publisher:
        publisher.publish([*slow, a_task(tasks, "write_report")])

    wait_until(lambda: done == ["report"], what="the other task")
    answer.set()
    wait_until(lambda: len(done) == 6, what="all run")
    for queue in tasks.queues:
        wait_until(lambda of=queue: count_waiting(broker, tasks.service, of) == (0, 0, 0), what="none left")


def test_a_task_that_lay_in_the_common_queue_before_it_had_its_own_is_run(run, rabbitmq):
    """As on the day of an update; one that failed there is tried again, too."""
    before, attempts = Tasks(new_service()), []
    now = Tasks(before.service)

    def call_somebody(number: str) -> None:
        attempts.append(number)
        if len(attempts) == 1:
            raise OSError("nobody there")

    before.actor()(call_somebody)
    now.actor(queue=SLOW)(call_somebody)
    with publishing(rabbitmq.url) as publisher:
        declare(rabbitmq.url, lambda channel: declare_tasks(channel, before))
        publisher.publish([a_task(before, "call_somebody", number="1")])

    run(now)

    wait_until(lambda: attempts == ["1", "1"], what="run, and tried again")
