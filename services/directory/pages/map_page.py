"""The map beside the list: its points as GeoJSON (RFC 7946), and the one foreign origin that its page may load."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, make_response, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.queries import structures as queries
from services.directory.runtime import runtime
from services.directory.schemas.structure_query import StructureQuery
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.forms import load_query
from shared.web.policy import policy

blueprint = page_blueprint("structures_map", __name__, prefix="annuaire")


@blueprint.get("/structures/carte.json")
@door("structures.read")
def show_points(uow: UnitOfWork) -> ResponseReturnValue:
    points = queries.list_points(uow, load_query(StructureQuery)["wanted"])
    return jsonify(type="FeatureCollection", features=[_feature(point) for point in points])


def _feature(point: Any) -> dict[str, Any]:
    address = url_for("structures.show_structure", structure_id=point.id)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(point.longitude, 5), round(point.latitude, 5)]},
        "properties": {"label": point.label, "commune": point.commune, "href": address},
    }


def map_source() -> dict[str, str] | None:
    """Where the page's script finds points and tiles; None when the installation has no tiles."""
    settings = runtime.settings
    if not settings.map_tiles:
        return None
    chosen = {name: value for name, value in request.args.to_dict(flat=False).items() if name != "cursor"}
    points = url_for("structures_map.show_points", **chosen)  # type: ignore[arg-type]
    return {"points": points, "tiles": settings.map_tiles, "credit": settings.map_credit}


def with_tiles(page: str) -> Response:
    """The page, allowed to load the pictures of the tiles' origin and of no other."""
    response = make_response(page)
    tiles = urlsplit(runtime.settings.map_tiles)
    if tiles.scheme in ("http", "https"):
        response.headers["Content-Security-Policy"] = policy(images=f"{tiles.scheme}://{tiles.netloc}")
    return response
