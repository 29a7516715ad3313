"""Whether a connection of the pool still has a server at its other end, without asking the server.

An idle connection has nothing to read. When PostgreSQL stops, restarts or dies, the kernel has something for us: its
last words, or the end of the stream. Asking (``pool_pre_ping``) would cost a journey for each unit of work.

A machine or a network that vanishes says nothing: the kernel asks in our place, and gives up after :data:`NOTICED`. For
as long, the statement that meets such a connection waits, then fails; the request may be sent again.
"""

import select
from typing import Any

from sqlalchemy.exc import InvalidatePoolError

NOTICED = {"keepalives_idle": 30, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 45_000}
"""Parameters of libpq, in seconds but for the last one, in milliseconds. A Unix socket needs none and ignores them."""


def refuse_the_dead(connection: Any, _record: Any, _proxy: Any) -> None:
    """Listens to ``checkout``: what InvalidatePoolError refuses is replaced, and so is what was opened before it."""
    idle = select.poll()
    idle.register(connection.fileno(), select.POLLIN)
    if idle.poll(0):
        raise InvalidatePoolError
