"""How often a program may ask: a number of requests a minute for each token, over all web processes.

A process takes requests from the network's count in *leases* of a sixteenth of what is left, and spends them from its
memory: one write for many requests, smaller and smaller leases near the end, never more than the limit in one window.
What a process has taken and not spent is lost to the others until the next window, hence the sixteenth.

The headers are those of https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10, and Retry-After.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import case, func, text
from sqlalchemy.dialects.postgresql import insert

from shared.database import Database
from shared.errors import TooMany

WINDOW = 60
"""Seconds."""
SHARE = 16
FORGET_ABOVE = 10_000
"""Tokens remembered by a process before it forgets those of past minutes."""


@dataclass
class Lease:
    """Requests of one window that this process may still spend (``left``), of those that it knew to be left."""

    window: int
    left: int
    elsewhere: int
    """Not yet taken by any process, when this one last looked."""


@dataclass(frozen=True)
class Allowance:
    limit: int
    remaining: int
    seconds: int
    """Until the next window."""

    @property
    def headers(self) -> dict[str, str]:
        policy = f'"minute";q={self.limit};w={WINDOW}'
        return {"RateLimit-Policy": policy, "RateLimit": f'"minute";r={self.remaining};t={self.seconds}'}


class TooManyRequests(TooMany):
    """Raised by :meth:`RateLimit.spend`; the door's answer carries ``allowance``."""

    code = "rate_limited"
    message = "Cette clé a fait trop de demandes cette minute. Recommencez dans {seconds} secondes."

    def __init__(self, allowance: Allowance) -> None:
        self.allowance = allowance
        super().__init__(seconds=allowance.seconds)


class RateLimit:
    """Of one service. ``limit``: requests of a token in a minute; 0 for none."""

    def __init__(self, database: Database, limit: int) -> None:
        self._database = database
        self.limit = limit
        self._leases: dict[tuple[UUID, UUID], Lease] = {}
        self._lock = threading.Lock()

    def spend(self, tenant_id: UUID, token_id: UUID, now: datetime) -> Allowance:
        """One request. Raises TooManyRequests."""
        window, key = int(now.timestamp()) // WINDOW, (tenant_id, token_id)
        seconds = (window + 1) * WINDOW - int(now.timestamp())
        with self._lock:
            lease = self._leases.get(key)
            if lease is None or lease.window != window:
                lease = Lease(window, 0, self.limit)
            if lease.left == 0 and lease.elsewhere > 0:
                lease = self._take(key, lease)
            self._remember(key, lease)
            if lease.left == 0:
                raise TooManyRequests(Allowance(self.limit, 0, seconds))
            lease.left -= 1
            return Allowance(self.limit, lease.left + lease.elsewhere, seconds)

    def _take(self, key: tuple[UUID, UUID], lease: Lease) -> Lease:
        wanted = max(1, lease.elsewhere // SHARE)
        with self._database.unit_of_work(key[0]) as uow:
            # the count is not worth a wait for the disk: after a crash it begins again at nothing
            uow.session.execute(text("SET LOCAL synchronous_commit = off"))
            table = self._database.plumbing.rate_count
            started = datetime.fromtimestamp(lease.window * WINDOW, UTC)
            new = insert(table).values(tenant_id=key[0], token_id=key[1], window_start=started, taken=wanted)
            same = table.c.window_start >= new.excluded.window_start
            values = {
                "taken": case((same, table.c.taken + new.excluded.taken), else_=new.excluded.taken),
                "window_start": func.greatest(table.c.window_start, new.excluded.window_start),
            }
            counted = new.on_conflict_do_update(index_elements=["tenant_id", "token_id"], set_=values)
            taken = uow.session.connection().execute(counted.returning(table.c.taken)).scalar_one()
        granted = max(0, min(wanted, self.limit - (taken - wanted)))
        return Lease(lease.window, granted, max(0, self.limit - taken))

    def _remember(self, key: tuple[UUID, UUID], lease: Lease) -> None:
        if len(self._leases) > FORGET_ABOVE:
            self._leases = {kept: one for kept, one in self._leases.items() if one.window == lease.window}
        self._leases[key] = lease
