"""Refusals as answers: ``problem+json`` (RFC 9457) for programs, a page with the same sentence for people."""

from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from shared import errors
from shared.logging import get_logger
from shared.web import identity
from shared.web.forms import flat

log = get_logger(__name__)

STATUS: dict[type[errors.DomainError], int] = {
    errors.NotFound: 404,
    errors.Forbidden: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
    errors.SignInNeeded: 401,
}
"""The only place that knows that Conflict is 409."""

SENTENCES = {
    400: "Cette demande n’est pas lisible.",
    404: errors.NotFound.message,
    405: "Cette adresse ne permet pas cette action.",
    413: "Cet envoi est trop lourd : 40 Mo au plus pour un fichier, 12 Mo pour le reste. Découpez-le, ou allégez-le.",
    415: "Ce format n’est pas accepté.",
    422: errors.Invalid.message,
    500: "Une erreur s’est produite de notre côté. Rien n’a été perdu : réessayez dans un instant.",
}


def status_of(refusal: errors.DomainError) -> int:
    return next((STATUS[cls] for cls in type(refusal).__mro__ if cls in STATUS), 400)


def install(app: Flask) -> None:
    app.register_error_handler(errors.DomainError, _refused)
    app.register_error_handler(HTTPException, on_http_exception)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: errors.DomainError) -> tuple[Response | str, int]:
    status = status_of(refusal)
    members = {"errors": refusal.fields} if refusal.fields else {}
    return answer(status, refusal.code, refusal.sentence, **members, details=_plain(refusal.details))


def on_http_exception(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    data = getattr(error, "data", None) or {}
    messages = data.get("messages", {})
    members = {"errors": flat(_one_location(messages))} if messages else {}
    body, status = answer(error.code, f"http_{error.code}", SENTENCES.get(error.code, error.name), **members)
    return body, status, [h for h in error.get_headers() if h[0] not in ("Content-Type", "Content-Length")]


def _one_location(messages: Any) -> Any:
    """webargs names where the value was (``json``, ``query``, ``form``…): the reader does not care."""
    if isinstance(messages, dict) and len(messages) == 1 and isinstance(next(iter(messages.values())), dict):
        return next(iter(messages.values()))
    return messages


def _unexpected(error: Exception) -> tuple[Response | str, int]:
    # The rule, not the address: addresses may hold the secret of a link.
    log.error("request_failed", route=str(request.url_rule), exc_info=error)
    return answer(500, "internal_error", SENTENCES[500])


def answer(status: int, code: str, sentence: str, **members: Any) -> tuple[Response | str, int]:
    if not request.path.startswith("/api/"):
        # No door was reached at an address that leads nowhere; who is signed in is not shown as a stranger for that.
        g.setdefault("actor", identity.signed_in(identity.caller()))
        return render_template("error.html", status=status, sentence=sentence, **members), status
    problem = {"type": f"urn:maillage:{code}", "title": sentence, "status": status}
    problem |= {name: value for name, value in members.items() if value}
    response = jsonify(problem)
    response.mimetype = "application/problem+json"
    return response, status


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, int | str | None) else str(value) for key, value in details.items()}
