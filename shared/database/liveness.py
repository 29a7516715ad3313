"""Whether a connection of the pool still has a server at its other end, without asking the server.

An idle connection has nothing to read. When PostgreSQL stops, restarts or dies, the kernel has something for us: its
last words, or the end of the stream. Asking (``pool_pre_ping``) would cost a journey for each unit of work.
"""

import select
from typing import Any

from sqlalchemy.exc import InvalidatePoolError


def refuse_the_dead(connection: Any, _record: Any, _proxy: Any) -> None:
    """Listens to ``checkout``: what InvalidatePoolError refuses is replaced, and so is what was opened before it."""
    idle = select.poll()
    idle.register(connection.fileno(), select.POLLIN)
    if idle.poll(0):
        raise InvalidatePoolError
