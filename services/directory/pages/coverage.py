"""The page of the coverage, its map and its files."""

from collections.abc import Mapping
from typing import Any

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory import coverage_files, coverage_map
from services.directory.domain import national_vocabulary as national
from services.directory.domain.coverage import RADII, Coverage, population_of
from services.directory.domain.network_vocabulary import STAGES
from services.directory.pages.exports import XLSX, attached
from services.directory.pages.list_filters import same
from services.directory.queries import coverage as queries
from services.directory.queries.communes import outlines
from services.directory.schemas.coverage import FILTERS, CoverageQuery
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.formats import NO_BREAK, number
from shared.web.forms import load_query

blueprint = page_blueprint("coverage", __name__, prefix="annuaire")

DRAWING = 2
"""Raised when the map of the same figures is drawn differently: copies in browsers are then renewed."""
CHOICE = ("within", *FILTERS)
"""What the figures and the map depend on."""
LINES = ("q", "without", "sort")
"""What only chooses lines of the table."""


@blueprint.get("/couverture")
@door("coverage.read")
def show_coverage(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(CoverageQuery)
    coverage = queries.get_coverage(uow, query["wanted"], query["within"])
    communes = _communes(coverage, query)
    return render_template(
        "coverage/show.html",
        coverage=coverage,
        query=query,
        page=queries.page_of(communes, cursor=query["cursor"], limit=query["limit"]),
        words=_words(query["within"]),
        legend=_legend(coverage),
        description=_description(coverage),
        radii=[(radius, f"{radius} km") for radius in RADII],
        services=same(national.SERVICES),
        more_selects=_more_selects(),
        more_chosen=any(query[name] for name in FILTERS if name != "service"),
        filters=_chips(query),
        exported=_kept(),
        map_href=url_for(".show_map", **_kept(*LINES)),
        sorted_by=lambda sort: url_for(".show_coverage", **{**_kept(), "sort": sort}),
    )


@blueprint.get("/couverture/carte.svg")
@door("coverage.read")
def show_map(uow: UnitOfWork) -> ResponseReturnValue:
    """The browser keeps it and asks each time whether it still holds."""
    query = load_query(CoverageQuery)
    mark = f"{DRAWING}-{queries.fingerprint(uow, query['wanted'], query['within'])}"
    response = make_response(b"", 304) if request.if_none_match.contains(mark) else make_response(_drawn(uow, query))
    response.content_type = "image/svg+xml; charset=utf-8"
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(mark)
    return response


@blueprint.get("/couverture/communes.<any(csv,xlsx):kind>")
@door("coverage.read")
def download_communes(uow: UnitOfWork, kind: str) -> ResponseReturnValue:
    query = load_query(CoverageQuery)
    within = query["within"]
    communes = _communes(queries.get_coverage(uow, query["wanted"], within), query)
    name = f"{uow.today.isoformat()}_{uow.network.slug}_couverture-{within}-km.{kind}"
    if kind == "xlsx":
        return attached(coverage_files.write_xlsx(communes, within, author=uow.network.label), XLSX, name)
    return attached(coverage_files.write_csv(communes, within), "text/csv; charset=utf-8", name)


def _communes(coverage: Coverage, query: Mapping[str, Any]) -> list[Any]:
    return queries.chosen_communes(coverage, text=query["q"], only_without=query["without"], sort=query["sort"])


def _drawn(uow: UnitOfWork, query: Mapping[str, Any]) -> str:
    coverage = queries.get_coverage(uow, query["wanted"], query["within"])
    title = f"Communes et lieux d’aide, à {query['within']} km"
    return coverage_map.draw(coverage, outlines(uow), title=title, description=_description(coverage))


def _description(coverage: Coverage) -> str:
    """For those who do not see the picture."""
    told = "; ".join(f"{line['words']} : {line['label']}" for line in _legend(coverage))
    return (
        f"Carte des communes du département selon la distance au lieu le plus proche. {told}. Le tableau le dit aussi."
    )


def _words(within: int) -> dict[str, str]:
    """Numbers stay with their unit at the end of a line."""
    return {reach: words.replace(" km", f"{NO_BREAK}km") for reach, words in coverage_files.reach_words(within).items()}


def _legend(coverage: Coverage) -> list[dict[str, str]]:
    """For each shade of the map: its words, and how many communes and inhabitants it covers."""
    lines = []
    for reach, words in _words(coverage.within).items():
        communes = [one for one in coverage.communes if one.reach == reach]
        people = population_of(communes)
        told = "nombre d’habitants inconnu" if people is None else f"{number(people)} habitants"
        plural = "s" if len(communes) > 1 else ""
        label = f"{number(len(communes))} commune{plural}, {told}"
        lines.append({"reach": reach, "words": f"Lieu {words}", "label": label})
    return lines


def _more_selects() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name, label and choices of the filters that fewer people need."""
    return [
        ("stage", "Étape du parcours", list(STAGES.items())),
        ("audience", "Public", same(national.TARGET_AUDIENCES)),
        ("fee", "Frais", same(national.FEES)),
    ]


def _chips(query: Mapping[str, Any]) -> list[dict[str, str]]:
    labels = {
        **{name: query[name] for name in FILTERS},
        "stage": STAGES.get(query["stage"], ""),
        "q": f"« {query['q']} »" if query["q"] else "",
        "without": "Communes sans lieu" if query["without"] else "",
    }
    return [
        {"label": label, "remove_href": url_for(".show_coverage", **_kept(name))}
        for name, label in labels.items()
        if label
    ]


def _kept(*gone: str) -> dict[str, Any]:
    """What the address chooses, without those; the page of the table is never kept."""
    names = {*CHOICE, *LINES} - set(gone)
    return {name: value for name, value in request.args.items() if value and name in names}
