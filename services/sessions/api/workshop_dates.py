from typing import Any
from uuid import UUID

from services.sessions.domain.presence import Mark
from services.sessions.models.workshop_date import WorkshopDate
from services.sessions.queries.attendance import get_sheet
from services.sessions.queries.workshop_dates import workshop_dates
from services.sessions.schemas.enrolments import EnrolmentSchema
from services.sessions.schemas.people import ListQuery
from services.sessions.schemas.series import NewDateSchema
from services.sessions.schemas.workshop_dates import (
    CancellationSchema,
    MarksSchema,
    SheetSchema,
    WalkInSchema,
    WorkshopDateSchema,
    WorkshopDatesSchema,
)
from services.sessions.usecases import attendance, enrolments
from services.sessions.usecases import workshop_dates as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint(
    "workshop_dates", __name__, service="sessions", description="Meetings: plan, attendance; places in a series"
)


@blueprint.get("/workshop-dates")
@door("workshops.read")
@blueprint.arguments(ListQuery(only=("cursor", "limit")), location="query")
@blueprint.response(200, WorkshopDatesSchema)
def list_dates(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    return paginate(uow, workshop_dates(), WorkshopDate.starts_at, WorkshopDate.id, **query)


@blueprint.get("/workshop-dates/<uuid:workshop_date_id>")
@door("workshops.read")
@blueprint.response(200, WorkshopDateSchema)
def show_date(uow: UnitOfWork, workshop_date_id: UUID) -> Any:
    return uow.get(WorkshopDate, workshop_date_id)


@blueprint.post("/workshop-dates/<uuid:workshop_date_id>/move")
@door("workshops.write")
@blueprint.arguments(NewDateSchema)
@blueprint.response(200, WorkshopDateSchema)
def move_date(uow: UnitOfWork, actor: Actor, data: dict[str, Any], workshop_date_id: UUID) -> Any:
    return usecases.move_date(uow, actor, workshop_date_id=workshop_date_id, **data)


@blueprint.post("/workshop-dates/<uuid:workshop_date_id>/cancellation")
@door("workshops.write")
@blueprint.arguments(CancellationSchema)
@blueprint.response(200, WorkshopDateSchema)
def cancel_date(uow: UnitOfWork, actor: Actor, data: dict[str, Any], workshop_date_id: UUID) -> Any:
    return usecases.cancel_date(uow, actor, workshop_date_id=workshop_date_id, **data)


@blueprint.get("/workshop-dates/<uuid:workshop_date_id>/attendance")
@door("people.read")
@blueprint.response(200, SheetSchema)
def show_attendance(uow: UnitOfWork, workshop_date_id: UUID) -> Any:
    return get_sheet(uow, workshop_date_id)


@blueprint.put("/workshop-dates/<uuid:workshop_date_id>/attendance")
@door("workshops.write")
@blueprint.arguments(MarksSchema)
@blueprint.response(200, SheetSchema)
def record_attendance(uow: UnitOfWork, actor: Actor, data: dict[str, Any], workshop_date_id: UUID) -> Any:
    marks = {one["person_id"]: Mark(one["mark"]) for one in data["marks"]}
    others = Mark(data["others"]) if data["others"] else None
    attendance.record_attendance(uow, actor, workshop_date_id=workshop_date_id, marks=marks, others=others)
    return get_sheet(uow, workshop_date_id)


@blueprint.post("/workshop-dates/<uuid:workshop_date_id>/walk-ins")
@door("workshops.write")
@blueprint.arguments(WalkInSchema)
@blueprint.response(201, SheetSchema)
def add_walk_in(uow: UnitOfWork, actor: Actor, data: dict[str, Any], workshop_date_id: UUID) -> Any:
    attendance.add_walk_in(uow, actor, workshop_date_id=workshop_date_id, **data)
    return get_sheet(uow, workshop_date_id)


@blueprint.delete("/workshop-dates/<uuid:workshop_date_id>/walk-ins/<uuid:person_id>")
@door("workshops.write")
@blueprint.response(204)
def remove_walk_in(uow: UnitOfWork, actor: Actor, workshop_date_id: UUID, person_id: UUID) -> Any:
    attendance.remove_walk_in(uow, actor, workshop_date_id=workshop_date_id, person_id=person_id)


@blueprint.post("/enrolments/<uuid:enrolment_id>/cancellation")
@door("workshops.write")
@blueprint.response(200, EnrolmentSchema)
def cancel_enrolment(uow: UnitOfWork, actor: Actor, enrolment_id: UUID) -> Any:
    return enrolments.cancel_enrolment(uow, actor, enrolment_id=enrolment_id)
