"""The fate of a message: which states there are, and when to try again."""

from dataclasses import dataclass
from datetime import timedelta

PENDING, SENDING = "pending", "sending"
SENT, REFUSED, FAILED, UNKNOWN, EXPIRED, SUPPRESSED = "sent", "refused", "failed", "unknown", "expired", "suppressed"
FINAL = frozenset({SENT, REFUSED, FAILED, UNKNOWN, EXPIRED, SUPPRESSED})
LOST = frozenset({REFUSED, FAILED})
"""Final states in which we know that nobody received anything."""

MAX_ATTEMPTS = 8
MAX_UNKNOWN = 3
"""After that many doubtful attempts the person surely has the message, perhaps thrice; we stop."""
LEASE = timedelta(minutes=3)
"""A claim older than this belongs to a worker that died."""
_WAITS = (60, 300, 900, 3600, 3600, 4 * 3600, 8 * 3600)
"""Seconds to wait after each deferred attempt (RFC 5321 4.5.4.1 asks for retries over hours)."""

LABELS = {
    PENDING: "en attente",
    SENDING: "en cours d’envoi",
    SENT: "remis",
    REFUSED: "adresse refusée",
    FAILED: "échec",
    UNKNOWN: "remise incertaine",
    EXPIRED: "périmé, non envoyé",
    SUPPRESSED: "désinscrit",
}


@dataclass(frozen=True)
class Verdict:
    """What to write beside a message after an attempt."""

    state: str
    wait: timedelta | None = None


def verdict(outcome: str, attempts: int) -> Verdict:
    """``outcome``: state of the mailer's answer; ``attempts``: how many were made, this one included.

    A doubtful attempt is made again with the same Message-ID: rather twice than never.
    """
    if outcome in (SENT, REFUSED):
        return Verdict(outcome)
    if outcome == UNKNOWN and attempts >= MAX_UNKNOWN:
        return Verdict(UNKNOWN)
    if attempts >= MAX_ATTEMPTS:
        return Verdict(FAILED)
    return Verdict(PENDING, timedelta(seconds=_WAITS[min(attempts, len(_WAITS)) - 1]))
