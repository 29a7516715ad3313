"""Style sheets and scripts. Bootstrap's comes from its PyPI package, nothing is copied into the repository."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, request, send_from_directory, url_for
from werkzeug.wrappers import Response

OURS = Path(__file__).parent / "static"
WEEK = 7 * 86_400

static_files = Blueprint("static_files", __name__)


@cache
def bootstrap_folder() -> Path:
    """Where the style sheet lies in the installed package."""
    spec = find_spec("flask_bootstrap")
    if spec is None or spec.origin is None:
        raise RuntimeError("bootstrap-flask is not installed")
    return Path(spec.origin).parent / "static" / "bootstrap5" / "css"


def _folder_of(name: str) -> Path:
    return bootstrap_folder() if name.startswith("bootstrap") else OURS


@static_files.get("/_static/<path:name>")
def static_file(name: str) -> Response:
    response = send_from_directory(_folder_of(name), name, max_age=WEEK)
    if request.args.get("v"):
        response.cache_control.immutable = True
    return response


static_file.required_right = "public"  # type: ignore[attr-defined]


@cache
def _fingerprint(name: str) -> str:
    return hashlib.sha256((_folder_of(name) / name).read_bytes()).hexdigest()[:10]


@static_files.app_template_global()
def asset(name: str) -> str:
    """Address of a file, which changes when the file does."""
    return url_for("static_files.static_file", name=name, v=_fingerprint(name))
