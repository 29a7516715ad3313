"""Style sheets, scripts and icons: served compressed, under an address that changes with their content.

`/_static/<digest>/<name>` may be kept for ever by browsers. Bootstrap and Leaflet come from installed
packages. The gateway may send these addresses to any service: they all serve the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, make_response, request

from shared import logos
from shared.unit_of_work import Network
from shared.web import colours

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: its bytes, the same compressed, its media type and a digest of its content."""

    body: bytes
    compressed: bytes
    media_type: str
    digest: str


def bootstrap_css_path() -> Path:
    """Bootstrap's style sheet inside the installed package `bootstrap-flask`."""
    spec = find_spec("flask_bootstrap")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "static" / "bootstrap5" / "css" / "bootstrap.min.css"


def leaflet_paths() -> dict[str, Path]:
    """Leaflet's script and style sheet inside the installed package `xstatic-leaflet`."""
    spec = find_spec("xstatic.pkg.leaflet")
    assert spec is not None and spec.origin is not None
    data = Path(spec.origin).parent / "data"
    return {name: data / name for name in ("leaflet.js", "leaflet.css")}


@cache
def files() -> dict[str, Path]:
    """Every file that may be served, by name."""
    own = {path.name: path for path in STATIC.iterdir() if path.is_file()}
    return own | {"bootstrap.css": bootstrap_css_path()} | leaflet_paths()


@cache
def load(name: str) -> Asset:
    """A file of `files()`; KeyError for any other name."""
    path = files()[name]
    body = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, gzip.compress(body, mtime=0), media_type, hashlib.sha256(body).hexdigest()[:12])


def asset(name: str) -> str:
    """The address of a file: `asset("maillage.css")`."""
    return f"/_static/{load(name).digest}/{name}"


@blueprint.get("/_static/<digest>/<name>")
def serve(digest: str, name: str) -> Response:
    """A file by its name; an outdated digest gets the present content, but not for ever."""
    if name not in files():
        abort(404)
    found = load(name)
    response = _compressed(found.body, found.compressed)
    response.content_type = found.media_type
    response.headers["Cache-Control"] = FOR_EVER if digest == found.digest else "no-cache"
    return response


@blueprint.get("/_style/<colour>.css")
def style(colour: str) -> Response:
    """The style sheet of an accent colour; only six hexadecimal digits have one."""
    if colours.as_hex(colours.parse(colour)) != colour.lower():
        abort(404)
    response = make_response(colours.stylesheet(colour))
    response.content_type = "text/css; charset=utf-8"
    response.headers["Cache-Control"] = FOR_EVER
    return response


for _view in (serve, style):
    _view.required_right = "public"  # type: ignore[attr-defined]


def style_href(colour: str | None) -> str:
    """The address of a network's colours."""
    return f"/_style/{colours.as_hex(colours.parse(colour))}.css"


def logo_of(network: Network, width: int, height: int) -> logos.ShownLogo | None:
    """The network's logo within this size, for pages."""
    return logos.shown(network.slug, network.logo, width=width, height=height)


def _compressed(body: bytes, small: bytes) -> Response:
    accepts = request.accept_encodings["gzip"] > 0
    response = make_response(small if accepts else body)
    response.headers["Vary"] = "Accept-Encoding"
    if accepts:
        response.headers["Content-Encoding"] = "gzip"
    return response


def install(app: Flask) -> None:
    """Serve the files and give `asset()`, `style_href()` and `logo_of()` to the templates."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset=asset, style_href=style_href, logo_of=logo_of)
