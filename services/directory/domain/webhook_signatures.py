"""How an outgoing call is signed and repeated: https://www.standardwebhooks.com (specification of 2024)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta

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


def new_webhook_secret() -> str:
    """``whsec_`` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def signed_headers(secret: str, *, message_id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """``timestamp``: seconds since 1970. The signature covers identifier, instant and body."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": f"v1,{signature}"}
