"""dramatiq 2.2.1 acknowledges by number alone: after a reconnect, a late acknowledgement hits another message."""

import pytest
from dramatiq import Message
from dramatiq.brokers.rabbitmq import _RabbitmqConsumer
from dramatiq.errors import ConnectionClosed

from shared.messaging.dramatiq_broker import OwnAcksOnly, TaskBroker, make_broker
from tests.servers.common import wait_until
from tests.shared.messaging_tools import new_service


class StockBroker(TaskBroker):
    """Ours, with dramatiq's own consumer."""

    consumer_class = _RabbitmqConsumer


@pytest.fixture
def brokers(rabbitmq, rabbitmq_proxy):
    """One that talks directly, and one whose connections can be reset, by class."""
    opened = []

    def open_pair(broker_class):
        direct = make_broker(rabbitmq.url)
        fragile = broker_class(url=f"amqp://guest:guest@127.0.0.1:{rabbitmq_proxy.port}/%2F", confirm_delivery=True)
        opened.extend([direct, fragile])
        return direct, fragile

    yield open_pair
    for broker in opened:
        broker.close()


def start_task(broker, queue, name):
    broker.enqueue(Message(queue_name=queue, actor_name=name, args=(), kwargs={}, options={}))


def receive(consumer):
    message = None
    while message is None:
        message = next(consumer)
    return message


def receive_until_closed(consumer):
    with pytest.raises(ConnectionClosed):
        while True:
            next(consumer)


def late_acknowledgement_after_a_reset(direct, fragile, proxy, queue, *, leaves: int):
    """« second » is being worked on when the connection is reset; its acknowledgement comes after the reconnect.

    ``leaves``: how many messages the broker then has once the worker is gone. « second » and « third » were never
    finished by anybody, so it should be two.
    """
    direct.declare_queue(queue, ensure=True)
    for name in ("first", "second", "third"):
        start_task(direct, queue, name)
    consumer = fragile.consume(queue, prefetch=1, timeout=100)
    consumer.ack(receive(consumer))
    second = receive(consumer)
    proxy.reset()
    receive_until_closed(consumer)
    wait_until(lambda: direct.get_queue_message_counts(queue)[0] == 2, what="the broker took both back")
    after = fragile.consume(queue, prefetch=2, timeout=100)
    assert [receive(after).actor_name, receive(after).actor_name] == ["second", "third"]

    after.ack(second)

    after.close()
    wait_until(lambda: direct.get_queue_message_counts(queue)[0] == leaves, what=f"{leaves} of the messages are left")


def test_a_late_acknowledgement_removes_nothing(brokers, rabbitmq_proxy):
    direct, fragile = brokers(TaskBroker)

    late_acknowledgement_after_a_reset(direct, fragile, rabbitmq_proxy, f"{new_service()}.tasks", leaves=2)

    assert fragile.consumer_class is OwnAcksOnly


def test_with_the_stock_consumer_it_removes_an_unfinished_task(brokers, rabbitmq_proxy):
    """« third », on which nobody ever worked. When this fails, dramatiq has been mended: OwnAcksOnly can go."""
    direct, fragile = brokers(StockBroker)

    late_acknowledgement_after_a_reset(direct, fragile, rabbitmq_proxy, f"{new_service()}.tasks", leaves=1)
