"""Opening hours given as French text, made into ``opening_hours`` once a person says that they were read well."""

from uuid import UUID

from services.directory.domain.french_hours import read_french
from services.directory.domain.weekly_hours import write_hours
from services.directory.errors import HoursChanged
from services.directory.models.structure import Structure
from services.directory.usecases.structures import change_structure
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


def confirm_hours(uow: UnitOfWork, actor: Actor, *, structure_id: UUID, read_from: str) -> Structure:
    """``read_from``: the text that was shown. Raises HoursChanged when it is another one by now, Forbidden."""
    structure = uow.get(Structure, structure_id, lock=True)
    hours = read_french(structure.opening_hours)
    if hours is None or structure.opening_hours != read_from.replace("\r\n", "\n"):
        raise HoursChanged
    return change_structure(uow, actor, structure_id=structure_id, opening_hours=write_hours(hours))
