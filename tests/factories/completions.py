"""Records completed together."""

from collections.abc import Sequence
from uuid import UUID

from services.directory.domain.completion import Completion
from services.directory.domain.national_vocabulary import SERVICES
from services.directory.models.structure_import import StructureImport
from services.directory.usecases.completions import preview_completion
from shared.actor import SYSTEM
from shared.testing.subject import NetworkUnderTest

HELP, TOOLS, JOBS = SERVICES[:3]


def a_completion(
    network: NetworkUnderTest, ids: Sequence[UUID], *values: str, attribute: str = "services", how: str = "add"
) -> StructureImport:
    """Adds the first service of the list unless something else is said."""
    completion = Completion(attribute, how, values or (HELP,))
    storage = network.subject.service.runtime.storage
    with network.uow() as uow:
        return preview_completion(uow, SYSTEM, storage, completion=completion, structure_ids=ids)
