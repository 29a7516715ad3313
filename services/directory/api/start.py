"""The guided start."""

from typing import Any

from services.directory.domain.start import CODES
from services.directory.queries.start import get_guide
from services.directory.schemas.start import GuideChangeSchema, GuideSchema
from services.directory.usecases import start
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door

SKIP = f"/start/<any({', '.join(CODES)}):code>/skip"

blueprint = api_blueprint("start", __name__, service="directory", description="The guided start of a new network")


@blueprint.get("/start")
@door("network.write")
@blueprint.response(200, GuideSchema)
def show_guide(uow: UnitOfWork) -> Any:
    return get_guide(uow)


@blueprint.put("/start")
@door("network.write")
@blueprint.arguments(GuideChangeSchema)
@blueprint.response(200, GuideSchema)
def hide_guide(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    start.hide_guide(uow, actor, hidden=data["is_hidden"])
    return get_guide(uow)


@blueprint.put(SKIP)
@door("network.write")
@blueprint.response(200, GuideSchema)
def skip_step(uow: UnitOfWork, actor: Actor, code: str) -> Any:
    start.skip_step(uow, actor, code=code)
    return get_guide(uow)


@blueprint.delete(SKIP)
@door("network.write")
@blueprint.response(200, GuideSchema)
def take_step_up_again(uow: UnitOfWork, actor: Actor, code: str) -> Any:
    start.take_step_up_again(uow, actor, code=code)
    return get_guide(uow)
