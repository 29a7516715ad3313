"""How a person of this network is named in events."""

from uuid import UUID

from services.sessions.domain.pseudonyms import pseudonym
from services.sessions.runtime import runtime
from shared.unit_of_work import UnitOfWork


def pseudonym_of(uow: UnitOfWork, person_id: UUID) -> str:
    """Raises RuntimeError when the installation has no key: a guessable pseudonym would be an identity."""
    key = runtime.settings.pseudonym_key
    if not key:
        raise RuntimeError("MAILLAGE_PSEUDONYM_KEY is needed to announce anything about a person")
    return pseudonym(key.encode(), uow.tenant_id, person_id)
