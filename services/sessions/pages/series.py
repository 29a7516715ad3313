"""What to do today, the series, and one series with its dates, people and results."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.sessions.models.series import Kind, Series
from services.sessions.pages.choices import structure_choice
from services.sessions.queries.series import count_series, get_series_sheet, series_lines, series_list
from services.sessions.queries.workshop_dates import list_to_fill, list_upcoming
from services.sessions.schemas.series import NewDateSchema, PlanSchema, SeriesChanges
from services.sessions.usecases import series as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form
from shared.web.pagination import paginate

blueprint = page_blueprint("series", __name__, prefix="ateliers")


@blueprint.get("/")
@door("workshops.read")
def list_series(uow: UnitOfWork) -> ResponseReturnValue:
    search, cursor = request.args.get("q", "").strip(), request.args.get("cursor")
    count = count_series(uow, search)
    page = paginate(uow, series_list(search), Series.id, cursor=cursor, limit=15, descending=True, count=count)
    return render_template(
        "series/index.html",
        page=page,
        lines=series_lines(uow, page.items),
        count=count,
        search=search,
        is_home=not search and not cursor,
        to_fill=list_to_fill(uow),
        upcoming=list_upcoming(uow),
        today=uow.today,
    )


@blueprint.get("/parcours/nouveau")
@door("workshops.write")
def new_series(uow: UnitOfWork) -> ResponseReturnValue:
    kinds = [(kind.value, kind.label) for kind in Kind]
    return render_template("series/new.html", structure=structure_choice(uow), kinds=kinds, today=uow.today)


@blueprint.post("/parcours/nouveau")
@door("workshops.write", retry=new_series)
def plan_series(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    data = load_form(PlanSchema)
    series = usecases.plan_series(uow, actor, **data)
    dates = f"{data['count']} séances planifiées" if data["count"] > 1 else "une séance planifiée"
    return done(f"« {series.title} » : {dates}.", url_for(".show_series", series_id=series.id))


@blueprint.get("/parcours/<uuid:series_id>")
@door("workshops.read")
def show_series(uow: UnitOfWork, series_id: UUID) -> ResponseReturnValue:
    return render_template("series/show.html", sheet=get_series_sheet(uow, series_id))


@blueprint.get("/parcours/<uuid:series_id>/modifier")
@door("workshops.write")
def edit_series(uow: UnitOfWork, series_id: UUID) -> ResponseReturnValue:
    return render_template("series/edit.html", series=uow.get(Series, series_id))


@blueprint.post("/parcours/<uuid:series_id>/modifier")
@door("workshops.write", retry=edit_series)
def change_series(uow: UnitOfWork, actor: Actor, series_id: UUID) -> ResponseReturnValue:
    data: dict[str, Any] = load_form(SeriesChanges)
    series = usecases.change_series(uow, actor, series_id=series_id, **data)
    return done(f"« {series.title} » est à jour.", url_for(".show_series", series_id=series.id))


@blueprint.get("/parcours/<uuid:series_id>/seances/nouvelle")
@door("workshops.write")
def new_date(uow: UnitOfWork, series_id: UUID) -> ResponseReturnValue:
    return render_template("series/new_date.html", series=uow.get(Series, series_id), today=uow.today)


@blueprint.post("/parcours/<uuid:series_id>/seances/nouvelle")
@door("workshops.write", retry=new_date)
def add_date(uow: UnitOfWork, actor: Actor, series_id: UUID) -> ResponseReturnValue:
    usecases.add_date(uow, actor, series_id=series_id, **load_form(NewDateSchema))
    return done("La séance est ajoutée au parcours.", url_for(".show_series", series_id=series_id))
