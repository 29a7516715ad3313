"""A service's web application: doors, pages, API, health, and the headers that keep browsers safe."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app, g, jsonify, request, session
from flask_smorest import Api
from flask_wtf.csrf import generate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from shared.ids import new_id
from shared.messaging.envelope import follow
from shared.service import Service
from shared.web import assets, csrf, formats, health, identity, journal, openapi, problems, typed
from shared.web.door import RATE_LIMIT
from shared.web.navigation import navigation
from shared.web.policy import policy
from shared.web.quick_json import QuickJSON
from shared.web.rate_limits import RateLimit

HERE = Path(__file__).parent
MAX_BODY = 42 * 1024 * 1024
"""Bytes. Larger requests are refused before they are read. Only files weigh that much: they go to the disk."""
MAX_TEXT = 12 * 1024 * 1024
"""Bytes of a request that is read into memory, such as JSON."""


class ProblemApi(Api):
    """flask-smorest with our errors (RFC 9457) in place of its own."""

    def handle_http_exception(self, error: Any) -> Any:
        return problems.on_http_exception(error)

    def _openapi_json(self) -> Any:
        assert self.spec is not None
        return jsonify(openapi.completed(current_app, self.spec.to_dict()))


def new_app(service: Service) -> Flask:
    """The runtime of the service must have been started."""
    settings = service.runtime.settings
    app = Flask(f"services.{service.name}", static_folder=None, template_folder=str(HERE / "templates"))
    app.json = QuickJSON(app)
    app.extensions[identity.EXTENSION] = service
    app.extensions[RATE_LIMIT] = RateLimit(service.runtime.database, settings.api_requests_per_minute)
    app.config.update(_configuration(service))
    if settings.trusted_proxies:
        depth = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=depth, x_proto=depth, x_host=depth)  # type: ignore[method-assign]
    csrf.protection.init_app(app)
    problems.install(app)
    for part in (assets, formats, typed):
        part.install(app)
    app.jinja_env.globals["idempotency_key"] = lambda: str(new_id())  # a global: imported macros see no context
    app.before_request(_follow_the_action)
    app.after_request(_finish)
    app.context_processor(_page_context)
    app.register_blueprint(health.blueprint)
    _register(app, service)
    return app


def _configuration(service: Service) -> dict[str, Any]:
    settings = service.runtime.settings
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-form" if settings.cookie_secure else "form",
        "SESSION_COOKIE_SECURE": settings.cookie_secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "WTF_CSRF_CHECK_DEFAULT": False,  # the door does it, for every unsafe method
        "WTF_CSRF_TIME_LIMIT": None,  # a form stays valid as long as the browser's session
        "WTF_CSRF_SSL_STRICT": False,  # Sec-Fetch-Site and SameSite stand in for the Referer
        "API_TITLE": f"Maillage — {service.name}",
        "API_VERSION": "v1",
        "API_SPEC_OPTIONS": {"info": {"description": openapi.ABOUT}},
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": f"/api/v1/{service.name}",
        "OPENAPI_JSON_PATH": "openapi.json",
    }


def _register(app: Flask, service: Service) -> None:
    pages = list(service.pages)
    if service.runtime.settings.mail == "mailbox":
        pages += service.demo_pages
    pages.append(journal.pages(service))
    for blueprint in pages:
        app.register_blueprint(blueprint)
    api = ProblemApi(app)
    for blueprint in (*service.apis, journal.api(service)):
        api.register_blueprint(blueprint)


def _follow_the_action() -> None:
    if request.mimetype != "multipart/form-data":
        request.max_content_length = MAX_TEXT
    given = request.headers.get("X-Request-ID", "")
    identifier = given if re.fullmatch(r"[\w-]{8,64}", given) else str(new_id())
    g.request_id = follow(identifier)
    structlog.contextvars.bind_contextvars(request_id=identifier)


def _finish(response: Response) -> Response:
    headers = response.headers
    headers["X-Request-ID"] = g.get("request_id", "")
    headers.setdefault("Content-Security-Policy", policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if not request.path.startswith("/_st"):
        headers.setdefault("Cache-Control", "no-store")
    if "allowance" in g:
        headers.extend(g.allowance.headers)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            headers["Retry-After"] = str(g.allowance.seconds)
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        wrong = ', error="invalid_token"' if "Authorization" in request.headers else ""
        headers["WWW-Authenticate"] = f'Bearer realm="Maillage"{wrong}'
    if "challenge" in g:
        headers["WWW-Authenticate"] = g.challenge
    health.count(response)
    return response


def _page_context() -> dict[str, Any]:
    network, actor = g.get("network"), g.get("actor")
    return {
        "network": network,
        "actor": actor,
        "navigation": navigation(network, actor),
        "flashes": _take_flashes(),
        "demo": identity.runtime().settings.mail == "mailbox",
        "csrf_token": generate_csrf,
        "may": lambda right: bool(actor) and identity.may(actor, right),
    }


def _take_flashes() -> list[tuple[str, str, str | None]]:
    """``(category, sentence, address that undoes it)``. The session is not touched when there is nothing to take."""
    taken = session.pop("_flashes", []) if "_flashes" in session else []
    told = [(category, said if isinstance(said, list) else (said, None)) for category, said in taken]
    return [(category, sentence, undo) for category, (sentence, undo) in told]
