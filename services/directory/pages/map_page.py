"""The map beside the list: its points as GeoJSON (RFC 7946), and the one foreign origin that its page may load."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, make_response, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.queries import structures as queries
from services.directory.runtime import runtime
from services.directory.schemas.structure_query import StructureQuery
from shared.unit_of_work import UnitOfWork
from shared.web.addresses import with_query
from shared.web.blueprints import page_blueprint
from shared.web.door import door
from shared.web.forms import load_query
from shared.web.policy import policy

blueprint = page_blueprint("structures_map", __name__, prefix="annuaire")


@blueprint.get("/structures/carte.json")
@door("structures.read")
def show_points(uow: UnitOfWork) -> ResponseReturnValue:
    points = queries.list_points(uow, load_query(StructureQuery)["wanted"])
    return points_as_json(points, "structures.show_structure")


def points_as_json(points: queries.Points, endpoint: str) -> Response:
    """``endpoint``: the page of one structure. How many there are is told as OGC API Features does (part 1, § 7.16)."""
    features = [_feature(point, endpoint) for point in points.items]
    counts = {"numberMatched": points.count, "numberReturned": len(features)}
    return jsonify(type="FeatureCollection", **counts, features=features)


def _feature(point: Any, endpoint: str) -> dict[str, Any]:
    address = url_for(endpoint, structure_id=point.id)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(point.longitude, 5), round(point.latitude, 5)]},
        "properties": {"label": point.label, "commune": point.commune, "href": address},
    }


def map_source(endpoint: str = "structures_map.show_points") -> dict[str, str] | None:
    """Where the page's script finds points and tiles; None when the installation has no tiles."""
    settings = runtime.settings
    if not settings.map_tiles:
        return None
    chosen = {name: value for name, value in request.args.to_dict(flat=False).items() if name != "cursor"}
    return {"points": with_query(url_for(endpoint), chosen), "tiles": settings.map_tiles, "credit": settings.map_credit}


def with_tiles(page: str) -> Response:
    """The page, allowed to load the pictures of the tiles' origin and of no other."""
    response = make_response(page)
    response.headers["Content-Security-Policy"] = tiles_policy()
    return response


def tiles_policy() -> str:
    tiles = urlsplit(runtime.settings.map_tiles)
    return policy(images=f"{tiles.scheme}://{tiles.netloc}" if tiles.scheme in ("http", "https") else "")
