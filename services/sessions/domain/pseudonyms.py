"""How people appear outside this service."""

import hmac
from hashlib import sha256
from uuid import UUID

LENGTH = 32


def pseudonym(key: bytes, tenant_id: UUID, person_id: UUID) -> str:
    """HMAC-SHA256 of ``tenant|person``, its first 32 hexadecimal digits.

    The same person of one network always gets the same one, so that different people can be counted; without the
    key nobody can go back, nor compare two networks.
    """
    return hmac.new(key, f"{tenant_id}|{person_id}".encode(), sha256).hexdigest()[:LENGTH]
