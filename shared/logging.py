"""Structured logs: one JSON object a line, with the identifiers that follow an action from service to service."""

import logging
import sys

import structlog

HIDDEN = ("token", "secret", "password", "link", "cookie")


def configure(service: str, *, level: str = "info") -> None:
    """Called once by each process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _hide_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s", force=True)


def _hide_secrets(_logger: object, _method: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for key in entry:
        if any(word in key for word in HIDDEN):
            entry[key] = "…"
    return entry


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    return structlog.get_logger(module=name)
