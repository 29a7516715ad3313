"""How an outgoing call is signed and repeated: https://www.standardwebhooks.com (specification of 2024)."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import timedelta
from secrets import token_bytes

PREFIX = "whsec_"
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""Before each new attempt: three days and a little in all."""
GIVEN_UP_AFTER = timedelta(days=5)
"""Nothing but failures for this long: the subscription stops."""


OLD_SECRET_SIGNS = timedelta(hours=24)
"""After a change of secret: each call bears both signatures, so that the receiver changes its own when it suits."""


def new_webhook_secret() -> str:
    """``whsec_`` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(token_bytes(32)).decode("ascii")


def signed_headers(secrets: Iterable[str], *, message_id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """``timestamp``: seconds since 1970. A signature covers identifier, instant and body; there is one per secret."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets)
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": signatures}


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
