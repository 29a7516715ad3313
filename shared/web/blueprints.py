"""Blueprints of pages and of the API, and the answer of a form that went well."""

from flask import Blueprint, flash, g, redirect
from flask_smorest import Blueprint as ApiBlueprint
from werkzeug.wrappers import Response


def page_blueprint(noun: str, import_name: str, *, prefix: str, in_network: bool = True) -> Blueprint:
    """Pages under ``/<prefix>/<network>/…``, or under ``/<prefix>/…`` when they belong to no network.

    Templates lie in ``templates/<noun>/`` beside the pages' modules.
    """
    path = "/".join(filter(None, ["", prefix, "<network>" if in_network else ""]))
    return Blueprint(noun, import_name, url_prefix=path or None, template_folder="templates")


def api_blueprint(noun: str, import_name: str, *, service: str, description: str = "") -> ApiBlueprint:
    """JSON under ``/api/v1/<service>/networks/<network>/…``."""
    path = f"/api/v1/{service}/networks/<network>"
    return ApiBlueprint(f"api_{noun}", import_name, url_prefix=path, description=description)


def done(sentence: str, location: str) -> Response:
    """Says what was done and goes to ``location`` (303, so that reloading does not send the form again)."""
    g.done = sentence
    flash(sentence, "success")
    return redirect(location, 303)  # type: ignore[return-value]
