"""Links that download a report without signing in, for a time: signed, so that nobody can make one or lengthen it."""

import base64
import hmac
from datetime import UTC, datetime
from uuid import UUID

_SIGNATURE = 16
"""Bytes kept of the HMAC-SHA-256."""


def sign(secret: str, *, tenant_id: UUID, report_id: UUID, until: datetime) -> str:
    """Token for the address: report, end of validity (to the second), signature."""
    body = report_id.bytes + int(until.timestamp()).to_bytes(8)
    return base64.urlsafe_b64encode(body + _signature(secret, tenant_id, body)).decode().rstrip("=")


def read(secret: str, token: str, *, tenant_id: UUID, now: datetime) -> UUID | None:
    """The report, or None when the token is forged, of another network, or too old."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    body, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
    if len(body) != 24 or not hmac.compare_digest(signature, _signature(secret, tenant_id, body)):
        return None
    until = datetime.fromtimestamp(int.from_bytes(body[16:]), UTC)
    return UUID(bytes=body[:16]) if now < until else None


def _signature(secret: str, tenant_id: UUID, body: bytes) -> bytes:
    return hmac.digest(secret.encode(), b"report-download:" + tenant_id.bytes + body, "sha256")[:_SIGNATURE]
