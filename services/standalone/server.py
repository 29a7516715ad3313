"""Serves an installation with waitress, until told to stop."""

import signal
import threading
from types import FrameType
from typing import Any

from waitress.server import create_server

from services.standalone.installation import Installation


def start_serving(installed: Installation, *, host: str, port: int) -> Any:
    """Answers from now on, in a thread; ``close()`` on what is returned ends it."""
    server = create_server(
        installed.wsgi, host=host, port=port, threads=8, ident="Maillage", max_request_body_size=12 * 1024 * 1024
    )
    threading.Thread(target=server.run, daemon=True, name="web").start()
    return server


def wait_for_the_end() -> None:
    """Returns at SIGTERM or Ctrl-C."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    stop.wait()
