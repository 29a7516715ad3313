"""The public directory of a network: no account, no cookie, no script needed."""

from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import national_vocabulary
from services.directory.pages.structures import hours_of, opening_words
from services.directory.queries import publication as queries
from services.directory.queries.referents import list_public_referents
from services.directory.queries.structures import Wanted, list_structures
from services.directory.schemas.site import SiteQuery
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_query
from shared.web.policy import policy

blueprint = page_blueprint("site", __name__, prefix="annuaire")

ON_A_PAGE = 30
FRAMED = policy().replace("frame-ancestors 'none'", "frame-ancestors *")
"""For the one page that others may show inside theirs."""


@blueprint.get("/public")
@door(PUBLIC)
def search(uow: UnitOfWork) -> ResponseReturnValue:
    return _shared(render_template("site/index.html", **_found(uow)))


@blueprint.get("/public/<uuid:structure_id>")
@door(PUBLIC)
def show_structure(uow: UnitOfWork, structure_id: UUID) -> ResponseReturnValue:
    queries.get_open_site(uow)
    structure = queries.get_public_structure(uow, structure_id)
    return _shared(
        render_template(
            "site/show.html",
            structure=structure,
            referents=list_public_referents(uow, [structure_id]).get(structure_id, []),
            may_amend=False,
            **hours_of(uow, structure.opening_hours),
        )
    )


@blueprint.get("/public/integrer")
@door(PUBLIC)
def show_integration(uow: UnitOfWork) -> ResponseReturnValue:
    queries.get_open_site(uow)
    address = url_for(".show_framed", _external=True, **_chosen())
    return render_template("site/integration.html", address=address, query=load_query(SiteQuery), **_choices(uow))


@blueprint.get("/integration")
@door(PUBLIC)
def show_framed(uow: UnitOfWork) -> ResponseReturnValue:
    """The list inside another site; its links open in a window of their own."""
    response = _shared(render_template("site/framed.html", **_found(uow)))
    response.headers["Content-Security-Policy"] = FRAMED
    return response


def _found(uow: UnitOfWork) -> dict[str, Any]:
    queries.get_open_site(uow)
    query = load_query(SiteQuery)
    wanted = Wanted(text=query["q"], commune=query["commune"], service=query["service"], only_public=True)
    page = list_structures(uow, wanted, sort=query["sort"], cursor=query["cursor"], limit=ON_A_PAGE)
    return {
        "page": page,
        "query": query,
        "filters": _filters(query),
        "licence": queries.get_publication(uow).licence,
        "opening": opening_words(uow),
        **_choices(uow),
    }


def _choices(uow: UnitOfWork) -> dict[str, Any]:
    return {
        "communes": queries.list_public_communes(uow),
        "services": national_vocabulary.SERVICES,
        "short_services": national_vocabulary.SHORT_SERVICES,
    }


def _filters(query: dict[str, Any]) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address of the list without it."""
    labels = {"q": f"« {query['q']} »", "commune": query["commune"], "service": query["service"]}
    kept = _chosen()
    return [
        {"label": label, "remove_href": url_for(request.endpoint or "", **{k: v for k, v in kept.items() if k != name})}
        for name, label in labels.items()
        if query[name]
    ]


def _chosen() -> dict[str, Any]:
    return {name: value for name, value in request.args.items() if value and name in SiteQuery().fields} | {
        "cursor": None
    }


def _shared(body: str) -> Response:
    response: Response = make_response(body)
    response.headers["Cache-Control"] = "public, max-age=300" if "Cookie" not in request.headers else "no-store"
    return response
