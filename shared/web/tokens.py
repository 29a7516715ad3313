"""The short signed token by which every service recognises who is signed in.

The directory keeps the sessions and signs; the other services only hold the public key, so none of them can make a
token. A token is a JWT (RFC 7519) signed with Ed25519 (``EdDSA``, RFC 8037); the algorithm is pinned, never read from
the token's own header.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

ALGORITHM = "EdDSA"
FRESH_FOR = timedelta(minutes=10)
"""Past this age a page is not shown before the directory has looked the session up again."""
VALID_FOR = timedelta(hours=2)
"""Past this age nothing is accepted. Longer than the freshness, so that a form filled in slowly is not lost."""
NEW_FOR = timedelta(minutes=1)
"""Up to this age the other services may not have heard yet of what came with it: a network, a membership."""

_REQUIRED = ["sub", "sid", "iat", "exp", "name"]


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What a token says: which account, through which session, under which displayed name, since when."""

    account_id: UUID
    session_id: UUID
    name: str
    issued_at: datetime

    def is_stale(self, now: datetime) -> bool:
        return now - self.issued_at > FRESH_FOR

    def is_new(self, now: datetime) -> bool:
        return now - self.issued_at < NEW_FOR


def make_key_pair() -> tuple[str, str]:
    """A new Ed25519 key pair as PEM texts: (private, public)."""
    private = Ed25519PrivateKey.generate()
    private_pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public_pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private_pem.decode("ascii"), public_pem.decode("ascii")


def sign_token(private_key_pem: str, *, account_id: UUID, session_id: UUID, name: str, now: datetime) -> str:
    payload = {
        "sub": str(account_id),
        "sid": str(session_id),
        "name": name,
        "iat": int(now.timestamp()),
        "exp": int((now + VALID_FOR).timestamp()),
    }
    return jwt.encode(payload, private_key_pem, algorithm=ALGORITHM)


def read_token(public_key_pem: str, token: str, now: datetime) -> Claims | None:
    """None when the token is forged, damaged, not yet valid or past its end."""
    try:
        # Times are compared below with the product's own clock, which may have been moved.
        options: Any = {"require": _REQUIRED, "verify_exp": False, "verify_iat": False}
        payload = jwt.decode(token, public_key_pem, algorithms=[ALGORITHM], options=options)
        return _claims(payload, now)
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError):
        return None


def _claims(payload: Mapping[str, Any], now: datetime) -> Claims | None:
    issued_at = datetime.fromtimestamp(int(payload["iat"]), UTC)
    expires_at = datetime.fromtimestamp(int(payload["exp"]), UTC)
    # One minute of tolerance: the clocks of two machines are never quite the same.
    if not issued_at - timedelta(minutes=1) <= now < expires_at:
        return None
    return Claims(
        account_id=UUID(payload["sub"]),
        session_id=UUID(payload["sid"]),
        name=str(payload["name"]),
        issued_at=issued_at,
    )
