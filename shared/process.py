"""The processes of a service: ``python -m services.<name> web | worker | migrate``, and its own commands."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from shared import logging, migrations
from shared.messaging import dead_letters_command
from shared.service import Service
from shared.settings import Settings
from shared.web.app import new_app

USAGE = "usage: python -m services.{name} {commands}"


def main(service: Service, arguments: list[str] | None = None) -> None:
    """Runs one process until it is told to stop (SIGTERM), or one command."""
    arguments = sys.argv[1:] if arguments is None else arguments
    commands = {"web": run_web, "worker": run_worker, "migrate": run_migrate}
    others = {"dead-letters": partial(dead_letters_command.run, service), **service.commands}
    if arguments[:1] and arguments[0] in others:
        raise SystemExit(run_command(service, others[arguments[0]], arguments[1:]))
    if len(arguments) != 1 or arguments[0] not in commands:
        raise SystemExit(USAGE.format(name=service.name, commands=" | ".join([*commands, *others])))
    logging.configure(service.name)
    commands[arguments[0]](service, Settings.read())


def run_command(service: Service, command: Callable[[Sequence[str]], int], arguments: list[str]) -> int:
    logging.configure(service.name, level="warning")
    service.runtime.start(Settings.read())
    try:
        return command(arguments)
    finally:
        service.runtime.stop()


def run_migrate(service: Service, settings: Settings) -> None:
    migrations.upgrade(service.name, settings.owner_database_url)


def run_web(service: Service, settings: Settings) -> None:
    """gunicorn with as many processes as ``web_workers``. Web processes never touch the broker."""

    class Server(BaseApplication):
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"{settings.host}:{settings.port}",
                "workers": settings.web_workers,
                "worker_class": "gthread",
                "threads": 2,
                "timeout": 60,
                "graceful_timeout": 20,
                "accesslog": None,
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:  # type: ignore[override]
            # In each worker, after the fork: connections are never shared between processes.
            service.runtime.start(settings)
            return new_app(service)

    Server().run()


def run_worker(service: Service, settings: Settings) -> None:
    from shared.messaging.worker import Worker

    service.runtime.start(settings)
    raise SystemExit(Worker(service).run())
