"""Open data of a network: the page that describes it, and the files at addresses that do not change."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from services.directory.national import data_inclusion, export, publishable
from services.directory.national.publishable import Published
from services.directory.queries import publication as queries
from services.directory.runtime import runtime
from services.directory.usecases.published_files import kept
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door

blueprint = page_blueprint("open_data", __name__, prefix="annuaire")

SHARED = "public, max-age=3600"
"""Anybody's copy may serve for an hour; after that the ETag says whether it still holds."""
Writer = Callable[[Published, str], bytes]


def _json(things: Any) -> bytes:
    return json.dumps(things, ensure_ascii=False, indent=1).encode()


PLACES: dict[str, tuple[str, Writer]] = {
    "csv": ("text/csv; charset=utf-8", lambda published, _: export.write_csv(published.records)),
    "json": ("application/json", lambda published, _: export.write_json(published.records)),
    "geojson": ("application/geo+json", lambda published, _: export.write_geojson(published.records)),
}
DATA_INCLUSION: dict[str, Writer] = {
    "structures": lambda published, source: _json(data_inclusion.structures_of(published.records, source=source)),
    "services": lambda published, source: _json(data_inclusion.services_of(published.records, source=source)),
}


@blueprint.get("/donnees-ouvertes")
@door(PUBLIC)
def show_files(uow: UnitOfWork) -> ResponseReturnValue:
    licence = queries.get_licence(uow)
    mark, changed_at = queries.fingerprint(uow)
    count = int(_kept(uow, "count", mark, lambda published, _: str(len(published.records)).encode()))
    return render_template("publication/open_data.html", licence=licence, count=count, changed_at=changed_at)


@blueprint.get("/donnees-ouvertes/lieux.<any(csv,json,geojson):kind>")
@door(PUBLIC)
def download_places(uow: UnitOfWork, kind: str) -> ResponseReturnValue:
    media_type, writer = PLACES[kind]
    name = export.file_name(uow.today, uow.network.slug, uow.network.department or "", kind)
    return _file(uow, kind, media_type, writer, name)


@blueprint.get("/donnees-ouvertes/data-inclusion-<any(structures,services):kind>.json")
@door(PUBLIC)
def download_data_inclusion(uow: UnitOfWork, kind: str) -> ResponseReturnValue:
    name = f"{uow.today.isoformat()}_{uow.network.slug}_data-inclusion_{kind}.json"
    return _file(uow, kind, "application/json", DATA_INCLUSION[kind], name)


def _file(uow: UnitOfWork, kind: str, media_type: str, writer: Writer, name: str) -> Response:
    """Who already holds these bytes gets 304 and nothing is read (RFC 9110, 13.1.2)."""
    licence = queries.get_licence(uow)
    mark, changed_at = queries.fingerprint(uow)
    if request.if_none_match.contains_weak(mark):
        return _described(make_response(b"", 304), mark, changed_at, licence.url)
    response = make_response(_kept(uow, kind, mark, writer))
    response.content_type = media_type
    response.headers.set("Content-Disposition", "inline", filename=name)
    return _described(response, mark, changed_at, licence.url)


def _kept(uow: UnitOfWork, kind: str, mark: str, writer: Writer) -> bytes:
    """Sifting every structure takes seconds: the first visitor after a change waits, the others do not."""

    def write() -> bytes:
        return writer(publishable.sift(queries.public_rows(uow), uow.today), uow.network.slug)

    return kept(runtime.storage, uow.tenant_id, kind, mark=mark, write=write)


def _described(response: Response, mark: str, changed_at: datetime | None, licence_url: str) -> Response:
    response.set_etag(mark, weak=True)
    response.last_modified = changed_at
    response.headers["Cache-Control"] = SHARED
    response.headers["Access-Control-Allow-Origin"] = "*"  # maps of other sites read the files in the browser
    response.headers["Link"] = f'<{licence_url}>; rel="license"'
    return response
