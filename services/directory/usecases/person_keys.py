"""The key under which people who are sent on are recognised, without keeping who they are.

It follows from the one secret that only the directory holds, so that no other service can undo a digest. When that
secret is replaced, people who were sent before are no longer recognised; nothing else changes.
"""

import hmac

_keys: list[bytes] = []


def use_secret(secret: str) -> None:
    """Told once by the runtime, which knows the settings; use cases do not."""
    _keys[:] = [hmac.digest(secret.encode(), b"people who are sent on", "sha256")] if secret else []


def person_key() -> bytes:
    """Raises RuntimeError when the installation has no secret: a guessable digest would be an identity."""
    if not _keys:
        raise RuntimeError("MAILLAGE_IDENTITY_PRIVATE_KEY is needed to send a person on")
    return _keys[0]
