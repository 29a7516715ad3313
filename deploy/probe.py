"""Is the process in this container at work? Ends with 0, or says why not.

``python -m deploy.probe web``: it answers that it can reach its database.
``python -m deploy.probe worker QUEUE…``: each of these queues has a reader.
"""

import os
import sys
import urllib.error
import urllib.request

WAIT = 8
"""Seconds."""


def main(arguments: list[str]) -> None:
    match arguments:
        case ["web"]:
            check_web(int(os.environ.get("MAILLAGE_PORT", "8000")))
        case ["worker", *queues] if queues:
            check_queues(os.environ["MAILLAGE_RABBITMQ_URL"], queues)
        case _:
            raise SystemExit(__doc__)


def check_web(port: int) -> None:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=WAIT).close()
    except urllib.error.URLError as error:
        raise SystemExit(f"not ready: {error}") from error


def check_queues(url: str, queues: list[str]) -> None:
    """Raises SystemExit naming the queues that nobody reads."""
    import pika
    from pika.exceptions import AMQPError

    parameters = pika.URLParameters(url)
    parameters.socket_timeout = parameters.blocked_connection_timeout = WAIT
    try:
        with pika.BlockingConnection(parameters) as connection:
            channel = connection.channel()
            counts = {queue: channel.queue_declare(queue, passive=True).method.consumer_count for queue in queues}
    except AMQPError as error:
        raise SystemExit(f"no answer from the broker: {error!r}") from error
    idle = [queue for queue, count in counts.items() if not count]
    if idle:
        raise SystemExit("nobody reads " + ", ".join(idle))


if __name__ == "__main__":
    main(sys.argv[1:])
