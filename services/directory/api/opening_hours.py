"""Whether a structure is open, and what French hours seem to say."""

from typing import Any
from uuid import UUID

from services.directory.domain.french_hours import read_french
from services.directory.domain.weekly_hours import write_hours
from services.directory.opening import Place, is_readable, opening_at
from services.directory.queries import structures as queries
from services.directory.schemas.opening_hours import OpeningHoursSchema
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

blueprint = api_blueprint("opening_hours", __name__, service="directory", description="Opening hours of structures")


@blueprint.get("/structures/<uuid:structure_id>/opening-hours")
@door("structures.read")
@blueprint.response(200, OpeningHoursSchema)
def show_opening_hours(uow: UnitOfWork, structure_id: UUID) -> Any:
    text = queries.get_structure(uow, structure_id).opening_hours
    opening = opening_at(text, uow.now, Place(uow.zone, uow.network.department))
    read = None if is_readable(text) else read_french(text)
    return {
        "opening_hours": text,
        "is_valid": is_readable(text),
        "is_open": opening.is_open and not opening.is_doubtful if opening else None,
        "changes_at": opening.changes_at if opening else None,
        "proposal": write_hours(read) if read else None,
    }
