"""Health and figures: ``/healthz`` (the process answers), ``/readyz`` (it can work), ``/metrics`` (Prometheus)."""

from time import perf_counter

from flask import Blueprint, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from shared.web.identity import runtime

blueprint = Blueprint("health", __name__)

REQUESTS = Counter("maillage_requests_total", "Requests answered", ["service", "endpoint", "status"])
SECONDS = Histogram("maillage_request_seconds", "Time to answer", ["service", "endpoint"])


@blueprint.before_app_request
def start_counting() -> None:
    g.started = perf_counter()


def count(response: AnyResponse) -> None:
    service, endpoint = runtime().service, request.endpoint or "none"
    REQUESTS.labels(service, endpoint, response.status_code).inc()
    if "started" in g:
        SECONDS.labels(service, endpoint).observe(perf_counter() - g.started)


@blueprint.get("/healthz")
def healthz() -> str:
    return "ok"


@blueprint.get("/readyz")
def readyz() -> tuple[str, int]:
    try:
        with runtime().database.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "database away", 503
    return "ready", 200


@blueprint.get("/metrics")
def metrics() -> Response:
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


for _view in (healthz, readyz, metrics):
    _view.required_right = "public"  # type: ignore[attr-defined]
