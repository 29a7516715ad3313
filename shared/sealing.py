"""Secrets that must be read again later (the key that signs a webhook), encrypted with the installation's own secret.

A copy of the database alone tells nothing. When the installation’s secret changes, what was sealed is lost.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def seal(secret_key: str, text: str) -> str:
    return _box(secret_key).encrypt(text.encode()).decode("ascii")


def unseal(secret_key: str, sealed: str) -> str:
    """Raises cryptography.fernet.InvalidToken for what another secret sealed."""
    return _box(secret_key).decrypt(sealed.encode("ascii")).decode()


def _box(secret_key: str) -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"maillage sealed secrets").derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(key))
