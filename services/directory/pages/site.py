"""The public directory of a network: no account, no cookie, no script needed."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.pages.list_filters import (
    choices_of_visitors,
    distance_words,
    filters_of,
    perhaps_open,
)
from services.directory.pages.map_page import map_source, points_as_json, tiles_policy
from services.directory.pages.structures import hours_of, opening_words
from services.directory.pages.ways_out import ways_out
from services.directory.queries import publication as queries
from services.directory.queries.offers import list_offers
from services.directory.queries.referents import list_shown_referents
from services.directory.queries.structures import list_points, list_structures
from services.directory.queries.workshops import first_free_dates, list_next_workshops, list_public_workshops
from services.directory.schemas.site import SiteQuery, WorkshopsQuery, parameters
from shared.unit_of_work import UnitOfWork
from shared.web.addresses import with_query
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_query

blueprint = page_blueprint("site", __name__, prefix="annuaire")

ON_A_PAGE = 30
SOON = 4
"""Workshops told on the first page; the others have a page of their own."""


@blueprint.get("/public")
@door(PUBLIC)
def search(uow: UnitOfWork) -> ResponseReturnValue:
    workshops = list_public_workshops(uow, limit=SOON)
    return _with_map(render_template("site/index.html", workshops=workshops, **_found(uow)), tiles_policy())


@blueprint.get("/public/carte.json")
@door(PUBLIC)
def show_points(uow: UnitOfWork) -> ResponseReturnValue:
    queries.get_open_site(uow)
    points = list_points(uow, load_query(SiteQuery)["wanted"])
    return _shared(points_as_json(points, ".show_structure"))


@blueprint.get("/public/ateliers")
@door(PUBLIC)
def list_workshops(uow: UnitOfWork) -> ResponseReturnValue:
    queries.get_open_site(uow)
    page = list_public_workshops(uow, cursor=load_query(WorkshopsQuery)["cursor"], limit=ON_A_PAGE)
    return _shared(render_template("site/workshops.html", page=page))


@blueprint.get("/public/<uuid:structure_id>")
@door(PUBLIC)
def show_structure(uow: UnitOfWork, structure_id: UUID) -> ResponseReturnValue:
    queries.get_open_site(uow)
    structure = queries.get_public_structure(uow, structure_id)
    return _shared(
        render_template(
            "site/show.html",
            structure=structure,
            referents=list_shown_referents(uow, [structure_id]).get(structure_id, []),
            offers=list_offers(uow, structure_id),
            workshops=list_next_workshops(uow, structure_id),
            stages=STAGES,
            equipment=EQUIPMENT,
            may_amend=False,
            **hours_of(uow, structure.opening_hours),
        )
    )


@blueprint.get("/public/integrer")
@door(PUBLIC)
def show_integration(uow: UnitOfWork) -> ResponseReturnValue:
    queries.get_open_site(uow)
    query = load_query(SiteQuery)
    known = {name: value for name, value in request.args.items() if value and name in _names()}
    return render_template(
        "site/integration.html",
        address=with_query(url_for(".show_framed", _external=True), known),
        query=query,
        parameters=parameters(),
        **_choices(uow, query, url_for(".show_integration")),
    )


@blueprint.get("/integration")
@door(PUBLIC)
def show_framed(uow: UnitOfWork) -> ResponseReturnValue:
    """The list inside another site, the one page that others may show; its links open in a window of their own."""
    framed = tiles_policy().replace("frame-ancestors 'none'", "frame-ancestors *")
    return _with_map(render_template("site/framed.html", **_found(uow)), framed)


def _found(uow: UnitOfWork) -> dict[str, Any]:
    chosen = queries.get_open_site(uow)
    query = load_query(SiteQuery)
    page = list_structures(uow, query["wanted"], sort=_sort(query), cursor=query["cursor"], limit=ON_A_PAGE)
    shown = _choices(uow, query, url_for(request.endpoint or ""))
    return {
        "page": page,
        "query": query,
        "licence": chosen.licence,
        "opening": opening_words(uow),
        "distance": partial(distance_words, page.centre),
        "free_dates": first_free_dates(uow, [structure.id for structure in page.items]),
        "ways_out": [] if page.items else ways_out(uow, query, shown["filters"]),
        "perhaps_open": perhaps_open(uow, query, page),
        "map_source": map_source(".show_points") if query["carte"] == "true" else None,
        **shown,
    }


def _choices(uow: UnitOfWork, query: dict[str, Any], action: str) -> dict[str, Any]:
    kept = {name: query[name] for name in ("recherche", "carte") if query[name] == "false"}
    query = {**query, "sort": _sort(query)}
    return filters_of(
        query,
        queries.list_public_communes(uow),
        choices_of_visitors(*queries.list_borne(uow)),
        action=action,
        kept=kept,
    )


def _sort(query: dict[str, Any]) -> str:
    """Visitors know where they live better than what places are called."""
    return query["sort"] or ("commune" if query["wanted"].usual_sort == "label" else "")


def _names() -> set[str]:
    return {field.data_key or name for name, field in SiteQuery().load_fields.items()} - {"cursor"}


def _with_map(body: str, policy: str) -> Response:
    response = _shared(body)
    response.headers["Content-Security-Policy"] = policy
    return response


def _shared(body: str | Response) -> Response:
    response: Response = make_response(body)
    response.headers["Cache-Control"] = "public, max-age=300" if "Cookie" not in request.headers else "no-store"
    return response
