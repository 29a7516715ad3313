"""Serves an installation with waitress, until told to stop."""

import signal
import threading
from types import FrameType
from typing import Any

from waitress import parser, utilities
from waitress.server import create_server

from services.standalone.installation import Installation
from shared.web.app import MAX_BODY
from shared.web.problems import SENTENCES

LARGEST = MAX_BODY + 64 * 1024
"""A little more than the application's own limit, so that it is the one that answers, in French."""


class TooLarge(utilities.RequestEntityTooLarge):
    """What waitress itself answers to more than that, as soon as it has read the headers: in English if left alone."""

    def to_response(self, ident: str | None = None) -> Any:  # type: ignore[override]
        headers = [("Content-Type", "text/plain; charset=utf-8")]
        return "413 Request Entity Too Large", headers, SENTENCES[413].encode()


parser.RequestEntityTooLarge = TooLarge  # type: ignore[attr-defined]


class Server:
    """Answers from its making, in threads, until :meth:`close`."""

    def __init__(self, installed: Installation, *, host: str, port: int) -> None:
        self._closing = False
        self._server: Any = create_server(
            installed.wsgi, host=host, port=port, threads=8, ident="Maillage", max_request_body_size=LARGEST
        )
        self._thread = threading.Thread(target=self._run, daemon=True, name="web")
        self._thread.start()

    def _run(self) -> None:
        try:
            self._server.run()
        except OSError:
            # The listening socket was closed under waitress's feet, which is how it is told to stop.
            if not self._closing:
                raise

    def close(self) -> None:
        """Requests in progress are answered first."""
        self._closing = True
        self._server.task_dispatcher.shutdown(cancel_pending=False, timeout=10)
        self._server.close()
        self._thread.join(timeout=5)


def wait_for_the_end() -> None:
    """Returns at SIGTERM or Ctrl-C."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    stop.wait()
