"""How a person of this network is named in events."""

from uuid import UUID

from services.sessions.domain.pseudonyms import pseudonym
from shared.unit_of_work import UnitOfWork

_keys: list[bytes] = []


def use_key(key: str) -> None:
    """Told once by the runtime, which knows the settings; use cases do not."""
    _keys[:] = [key.encode()] if key else []


def pseudonym_of(uow: UnitOfWork, person_id: UUID) -> str:
    """Raises RuntimeError when the installation has no key: a guessable pseudonym would be an identity."""
    if not _keys:
        raise RuntimeError("MAILLAGE_PSEUDONYM_KEY is needed to announce anything about a person")
    return pseudonym(_keys[0], uow.tenant_id, person_id)
