"""How soon the standalone process shows its first page, and what the processes weigh."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from shared.database.embedded import EmbeddedPostgres
from tests.bench.children import memory_of
from tests.bench.ground import Ground
from tests.bench.measures import Measure, seconds
from tests.flows.processes import ROOT, environment_of
from tests.servers.common import Process, free_port, wait_until
from tests.servers.rabbitmq import RabbitMQ

PROMISE = 5.0
"""Seconds in which a second start of the demonstration serves."""
ROUNDS = 3
BARE = "import flask, psycopg, time; print('_started', flush=True); time.sleep(600)"
BARE_LIMIT = "import flask, psycopg"


def measure(place: Ground) -> Iterator[Measure]:
    home = place.folder / "home"
    _, standalone = _serve(home)
    pairs = [(_serve(home)[0], _bare_start(home)) for _ in range(ROUNDS)]
    ours, limit = (min(times) for times in zip(*pairs, strict=True))
    yield Measure("second start, standalone, to first page", ours, limit, "s", "import flask + PostgreSQL's start")
    yield Measure("the same against the promise", ours, PROMISE, "s", "what is promised")
    bare = _weigh("-c", BARE, log=place.folder / "bare.log")
    yield Measure("memory, standalone process", standalone, bare, "MiB", BARE_LIMIT)
    for kind, weight in _weights(place):
        yield Measure(f"memory, {kind} of sessions", weight, bare, "MiB", BARE_LIMIT)


def _serve(home: Path) -> tuple[float, float]:
    """Seconds to the first page, and mebibytes after it."""
    port = free_port()
    command = [sys.executable, "-m", "services", "serve", "--folder", str(home), "--port", str(port)]
    began = time.perf_counter()
    process = Process(command, log=home.with_suffix(".log"), environment=_environment())
    try:
        wait_until(lambda: _answers(port, "/"), seconds=60, what="the first page", every=0.02)
        return time.perf_counter() - began, memory_of(process.pid)
    finally:
        process.end(seconds=30)


def _bare_start(home: Path) -> float:
    """An interpreter that imports Flask, then PostgreSQL from the same data folder."""

    def start() -> EmbeddedPostgres:
        imported = Process([sys.executable, "-c", "import flask"], log=home.with_suffix(".log"))
        assert imported.exit_code == 0
        return EmbeddedPostgres(home / "postgres")

    taken = seconds(start)
    EmbeddedPostgres(home / "postgres").stop()
    return taken


def _weights(place: Ground) -> Iterator[tuple[str, float]]:
    """Each process of the distributed form alone, after it has answered or started."""
    place.service("sessions")
    broker = RabbitMQ(place.folder / "rabbitmq-for-weights")
    broker.start()
    try:
        for kind in ("web", "worker"):
            log = place.folder / f"weigh-{kind}.log"
            yield f"{kind} process", _weigh("-m", "services.sessions", kind, log=log, environment=_of(place, broker))
    finally:
        broker.stop()


def _of(place: Ground, broker: RabbitMQ) -> dict[str, str]:
    options = {"host": "127.0.0.1", "port": free_port(), "web_workers": 1}
    settings = place.settings("sessions", bus="rabbitmq", rabbitmq_url=broker.url, **options)
    return environment_of(settings) | {"PYTHONPATH": str(ROOT)}


def _weigh(*arguments: str, log: Path, environment: dict[str, str] | None = None) -> float:
    process = Process([sys.executable, *arguments], log=log, environment=environment)
    port = int((environment or {}).get("MAILLAGE_PORT", "0"))
    try:
        wait_until(
            lambda: "_started" in log.read_text() or (port > 0 and _answers(port, "/readyz")),
            seconds=60,
            what=f"{arguments} has started",
        )
        return memory_of(process.pid)
    finally:
        process.end(seconds=30)


def _environment() -> dict[str, str]:
    """With the bytecode of the first start kept, whatever this shell says."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def _answers(port: int, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False
