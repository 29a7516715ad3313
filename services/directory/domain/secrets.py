"""Secrets of links, sessions and tokens: only their digest is kept."""

import hashlib
import secrets

API_TOKEN_PREFIX = "maillage_"
"""Makes a token that leaked into a public repository recognisable by scanners, and by people."""


def new_secret() -> str:
    """256 random bits, as 43 characters that need no escaping in an address."""
    return secrets.token_urlsafe(32)


def new_api_token() -> str:
    return API_TOKEN_PREFIX + new_secret()


def digest_of(secret: str) -> str:
    """SHA-256 in hexadecimal. No salt or slow hash is needed: nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
