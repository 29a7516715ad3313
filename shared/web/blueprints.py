"""Blueprints of pages and of the API, and the answer of a form that went well."""

from typing import Any, NoReturn

import orjson
from flask import Blueprint, flash, g, redirect
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import missing
from webargs.core import is_json
from webargs.flaskparser import FlaskParser, abort
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response


class _Parser(FlaskParser):
    def _raw_load_json(self, req: Any) -> Any:
        """Half of a surrogate pair, which nothing could write again, is refused with the rest of what is not JSON.

        Raises UnsupportedMediaType for a body that says it is something else.
        """
        if is_json(req.mimetype):
            return orjson.loads(req.get_data(cache=True))
        if req.content_length:
            raise UnsupportedMediaType
        return missing

    def _handle_invalid_json_error(self, error: Any, *_: Any, **__: Any) -> NoReturn:
        abort(400, exc=error, messages={"json": ["Ce n’est pas du JSON lisible."]})


class ApiBlueprint(SmorestBlueprint):
    ARGUMENTS_PARSER = _Parser()

    def arguments(self, schema: Any, **options: Any) -> Any:
        """The schema is made here, once; from a class, one would be made for each request."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **options)


def page_blueprint(noun: str, import_name: str, *, prefix: str, in_network: bool = True) -> Blueprint:
    """Pages under ``/<prefix>/<network>/…``, or under ``/<prefix>/…`` when they belong to no network.

    Templates lie in ``templates/<noun>/`` beside the pages' modules.
    """
    path = "".join(f"/{part}" for part in (prefix, "<network>" if in_network else "") if part)
    blueprint = Blueprint(noun, import_name, url_prefix=path or None, template_folder="templates")
    if in_network:
        blueprint.url_defaults(_stay_in_the_network)
    return blueprint


def _stay_in_the_network(_endpoint: str, values: dict[str, Any]) -> None:
    """``url_for(".show", item_id=…)`` needs not say ``network=``."""
    if "network" in g:
        values.setdefault("network", g.network.slug)


def api_blueprint(noun: str, import_name: str, *, service: str, description: str = "") -> ApiBlueprint:
    """JSON under ``/api/v1/<service>/networks/<network>/…``."""
    path = f"/api/v1/{service}/networks/<network>"
    return ApiBlueprint(f"api_{noun}", import_name, url_prefix=path, description=description)


def done(sentence: str, location: str, *, undo: str | None = None) -> Response:
    """Says what was done and goes to ``location`` (303, so that reloading does not send the form again).

    ``undo``: address to which the button « Annuler » beside the sentence posts.
    """
    g.done = sentence
    flash(sentence if undo is None else [sentence, undo], "success")  # type: ignore[arg-type]
    return redirect(location, 303)  # type: ignore[return-value]
