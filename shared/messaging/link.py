"""One connection to RabbitMQ, kept open by a thread that does nothing but input and output."""

import logging
import threading
from collections.abc import Callable
from typing import Any, cast

import pika
import pika.exceptions
from pika.adapters.blocking_connection import BlockingChannel
from pika.channel import Channel
from pika.connection import URLParameters

from shared.logging import get_logger
from shared.messaging.errors import BrokerUnavailable

log = get_logger(__name__)
logging.getLogger("pika").setLevel(logging.CRITICAL)  # a page for each lost connection; one line of ours says it all

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
PATIENCE_WITH_CLOSING = 2.0

Declare = Callable[[BlockingChannel], None]


def parameters_of(url: str) -> URLParameters:
    """Reads the address; what it does not say is bounded, so that no call waits for ever."""
    parameters = URLParameters(url)
    if "heartbeat=" not in url:
        parameters.heartbeat = 20
    if "blocked_connection_timeout=" not in url:
        parameters.blocked_connection_timeout = 10
    parameters.socket_timeout = parameters.stack_timeout = 5
    return parameters


def declare(url: str, function: Declare) -> None:
    """Runs ``function`` on a channel of a connection of its own. Raises BrokerUnavailable."""
    try:
        connection = pika.BlockingConnection(parameters_of(url))
        try:
            function(connection.channel())
        finally:
            if connection.is_open:
                connection.close()
    except (pika.exceptions.AMQPError, OSError) as error:
        raise BrokerUnavailable(f"cannot declare: {error!r}") from error


class Link:
    """Opens a connection and a channel, again after each loss, with growing pauses.

    ``on_channel`` and ``on_lost`` run in the link's thread. Heartbeats go on whatever the other threads do.
    ``before`` declares what the channel needs; it runs before each connection, since a broker may come back empty.
    """

    def __init__(
        self,
        url: str,
        *,
        name: str,
        on_channel: Callable[[Channel], None],
        on_lost: Callable[[str], None],
        before: Declare | None = None,
    ) -> None:
        self._url, self._name, self._before = url, name, before
        self._on_channel, self._on_lost = on_channel, on_lost
        self._connection: pika.SelectConnection | None = None
        self._guard = threading.Lock()
        self._stopping = threading.Event()
        self._pause = FIRST_PAUSE
        self._reason = ""
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def call(self, function: Callable[[], None]) -> None:
        """Runs ``function`` in the link's thread, soon. Raises BrokerUnavailable without a connection."""
        with self._guard:
            if self._connection is None:
                raise BrokerUnavailable(self._reason or "not connected")
            self._connection.ioloop.add_callback_threadsafe(function)

    def reset(self, reason: str) -> None:
        """Gives the connection up, even when the other side is mute, and opens a new one."""
        with self._guard:
            connection = self._connection
            if connection is not None:
                connection.ioloop.add_callback_threadsafe(lambda: self._give_up(connection, reason))

    def stop(self, *, seconds: float = 5.0) -> None:
        """What was asked by ``call`` before is sent first."""
        self._stopping.set()
        self.reset("stopping")
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._before is not None:
                    declare(self._url, self._before)
                self._stay_connected()
            except Exception as error:  # also a defect of pika: whatever happened, a new connection is the remedy
                self._reason = repr(error)
            self._on_lost(self._reason)
            if not self._stopping.is_set():
                log.warning("broker_lost", connection=self._name, reason=self._reason, pause=self._pause)
                self._stopping.wait(self._pause)
                self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _stay_connected(self) -> None:
        connection = pika.SelectConnection(
            parameters_of(self._url),
            on_open_callback=self._open_channel,
            on_open_error_callback=self._ended,
            on_close_callback=self._ended,
        )
        with self._guard:
            self._connection = connection
        try:
            if self._stopping.is_set():
                self._give_up(connection, "stopping")
            connection.ioloop.start()
        finally:
            with self._guard:
                self._connection = None
            connection.ioloop.close()

    def _open_channel(self, connection: pika.SelectConnection) -> None:
        connection.channel(on_open_callback=self._channel_opened)

    def _channel_opened(self, channel: Channel) -> None:
        self._pause, self._reason = FIRST_PAUSE, ""
        channel.add_on_close_callback(self._channel_closed)
        self._on_channel(channel)

    def _channel_closed(self, channel: Channel, reason: Exception) -> None:
        """A connection without its channel is of no use."""
        connection = cast(pika.SelectConnection, channel.connection)
        if not (connection.is_closing or connection.is_closed):
            self._give_up(connection, repr(reason))

    def _give_up(self, connection: pika.SelectConnection, reason: str) -> None:
        self._reason = reason
        if connection.is_closed or connection.is_closing:
            return
        connection.close(320, reason[:200])
        connection.ioloop.call_later(PATIENCE_WITH_CLOSING, lambda: _cut(connection, reason))

    def _ended(self, connection: pika.SelectConnection, error: BaseException) -> None:
        self._reason = self._reason or repr(error)
        connection.ioloop.stop()


def _cut(connection: Any, reason: str) -> None:
    """Ends a connection whose other side never answered the closing; pika alone would wait for ever.

    pika's heartbeat checker ends a connection in the same way; there is no public name for it.
    """
    if not connection.is_closed:
        connection._terminate_stream(pika.exceptions.AMQPConnectionError(f"given up: {reason}"))
