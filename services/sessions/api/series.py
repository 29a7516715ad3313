from typing import Any
from uuid import UUID

from services.sessions.domain.progress import Moment
from services.sessions.models.series import Series
from services.sessions.models.workshop_date import WorkshopDate
from services.sessions.queries.assessments import get_score_sheet
from services.sessions.queries.series import get_series_sheet, series_list
from services.sessions.queries.workshop_dates import workshop_dates
from services.sessions.schemas.enrolments import (
    EnrolmentLinesSchema,
    EnrolmentSchema,
    ScoreSheetSchema,
    ScoresSchema,
)
from services.sessions.schemas.people import ListQuery
from services.sessions.schemas.series import (
    NewDateSchema,
    PlanSchema,
    ResultsSchema,
    SeriesChanges,
    SeriesPageSchema,
    SeriesSchema,
)
from services.sessions.schemas.workshop_dates import WorkshopDateSchema, WorkshopDatesSchema
from services.sessions.usecases import assessments, enrolments
from services.sessions.usecases import series as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("series", __name__, service="sessions", description="Series of workshops and their people")


@blueprint.get("/series")
@door("workshops.read")
@blueprint.arguments(ListQuery, location="query")
@blueprint.response(200, SeriesPageSchema)
def list_series(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    options = {"cursor": query["cursor"], "limit": query["limit"], "descending": True}
    return paginate(uow, series_list(query["q"]), Series.id, **options)


@blueprint.post("/series")
@door("workshops.write")
@blueprint.arguments(PlanSchema)
@blueprint.response(201, SeriesSchema)
def plan_series(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return usecases.plan_series(uow, actor, **data)


@blueprint.get("/series/<uuid:series_id>")
@door("workshops.read")
@blueprint.response(200, SeriesSchema)
def show_series(uow: UnitOfWork, series_id: UUID) -> Any:
    return uow.get(Series, series_id)


@blueprint.put("/series/<uuid:series_id>")
@door("workshops.write")
@blueprint.arguments(SeriesChanges)
@blueprint.response(200, SeriesSchema)
def change_series(uow: UnitOfWork, actor: Actor, data: dict[str, Any], series_id: UUID) -> Any:
    return usecases.change_series(uow, actor, series_id=series_id, **data)


@blueprint.get("/series/<uuid:series_id>/dates")
@door("workshops.read")
@blueprint.arguments(ListQuery(only=("cursor", "limit")), location="query")
@blueprint.response(200, WorkshopDatesSchema)
def list_dates(uow: UnitOfWork, query: dict[str, Any], series_id: UUID) -> Any:
    uow.get(Series, series_id)
    return paginate(uow, workshop_dates(series_id), WorkshopDate.starts_at, WorkshopDate.id, **query)


@blueprint.post("/series/<uuid:series_id>/dates")
@door("workshops.write")
@blueprint.arguments(NewDateSchema)
@blueprint.response(201, WorkshopDateSchema)
def add_date(uow: UnitOfWork, actor: Actor, data: dict[str, Any], series_id: UUID) -> Any:
    return usecases.add_date(uow, actor, series_id=series_id, **data)


@blueprint.get("/series/<uuid:series_id>/enrolments")
@door("people.read")
@blueprint.response(200, EnrolmentLinesSchema)
def list_enrolments(uow: UnitOfWork, series_id: UUID) -> Any:
    return {"items": get_series_sheet(uow, series_id).people, "next": None}


@blueprint.post("/series/<uuid:series_id>/enrolments")
@door("workshops.write")
@blueprint.arguments(EnrolmentSchema)
@blueprint.response(201, EnrolmentSchema)
def enrol_person(uow: UnitOfWork, actor: Actor, data: dict[str, Any], series_id: UUID) -> Any:
    return enrolments.enrol_person(uow, actor, series_id=series_id, **data)


@blueprint.get("/series/<uuid:series_id>/scores")
@door("people.read")
@blueprint.response(200, ScoreSheetSchema)
def show_scores(uow: UnitOfWork, series_id: UUID) -> Any:
    return get_score_sheet(uow, series_id)


@blueprint.put("/series/<uuid:series_id>/scores")
@door("workshops.write")
@blueprint.arguments(ScoresSchema)
@blueprint.response(200, ScoreSheetSchema)
def record_scores(uow: UnitOfWork, actor: Actor, data: dict[str, Any], series_id: UUID) -> Any:
    scores = [assessments.Score(s["person_id"], Moment(s["moment"]), s["score"]) for s in data["scores"]]
    assessments.record_scores(uow, actor, series_id=series_id, scores=scores)
    return get_score_sheet(uow, series_id)


@blueprint.get("/series/<uuid:series_id>/results")
@door("workshops.read")
@blueprint.response(200, ResultsSchema)
def show_results(uow: UnitOfWork, series_id: UUID) -> Any:
    return get_series_sheet(uow, series_id)
