"""Signed words in the links of our mails: who may answer without signing in.

A token is the identifier of one row and a seal over its purpose, its network and that identifier. It does not expire by
itself: the row says until when it serves.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

ANSWER, UNSUBSCRIBE = "answer", "unsubscribe"
_SEAL_BYTES = 16


def sign(secret: str, purpose: str, tenant_id: UUID, row_id: UUID) -> str:
    """43 characters fit for a URL: short, because long folded headers break signatures at some servers."""
    return urlsafe_b64encode(row_id.bytes + _seal(secret, purpose, tenant_id, row_id)).rstrip(b"=").decode("ascii")


def read(secret: str, purpose: str, tenant_id: UUID, token: str) -> UUID | None:
    """The row's identifier, or None when the token was not signed for this purpose and network."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        row_id = UUID(bytes=raw[:16])
    except ValueError:
        return None
    return row_id if hmac.compare_digest(raw[16:], _seal(secret, purpose, tenant_id, row_id)) else None


def _seal(secret: str, purpose: str, tenant_id: UUID, row_id: UUID) -> bytes:
    text = purpose.encode() + b"\0" + tenant_id.bytes + row_id.bytes
    return hmac.digest(secret.encode(), text, "sha256")[:_SEAL_BYTES]
