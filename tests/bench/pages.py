"""A list as a page and as JSON, against a Flask view that sends the same SQL and does nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient

from services.sessions.usecases.people import register_person
from shared.actor import SYSTEM
from shared.roles import Role
from shared.testing.subject import NetworkUnderTest
from tests.bench.ground import Ground
from tests.bench.measures import Measure, Timed, in_turn

PEOPLE = 200
REQUESTS, ROUNDS = 60, 6
PAGE = "/ateliers/bench/personnes"
API = "/api/v1/sessions/networks/bench/people"

LIST = """SELECT tenant_id, id, first_name, last_name, phone, email, known_before, search_key, registered_on
    FROM person WHERE tenant_id = %s ORDER BY last_name, first_name, id LIMIT %s"""
COUNT = "SELECT count(*) FROM person WHERE tenant_id = %s"


def measure(place: Ground) -> Iterator[Measure]:
    network = place.service("sessions").network("bench")
    _register(network)
    with place.bare("sessions") as connection:
        bare = bare_app(connection, network).test_client()
        client, program = network.client(Role.MEDIATOR), network.program(Role.MEDIATOR)
        yield _compare("list of 30 people, HTML page", client, PAGE, bare, "/page")
        yield _compare("list of 50 people, JSON, token", program, API, bare, "/list")
        yield _compare("list of 50 people, JSON, cookie", client, API, bare, "/list")


def _register(network: NetworkUnderTest) -> None:
    with network.uow() as uow:
        for number in range(PEOPLE):
            name, phone = f"Labat{number:03d}", f"+336{number:08d}"
            register_person(uow, SYSTEM, first_name="Jeanne", last_name=name, phone=phone, email=f"{name}@example.org")


def bare_app(connection: psycopg.Connection[Any], network: NetworkUnderTest) -> Flask:
    app = Flask("bare")

    @app.get("/list")
    def list_people() -> dict[str, Any]:
        return {"items": _rows(connection, network, 51)}

    @app.get("/page")
    def page() -> dict[str, Any]:
        count = connection.execute(COUNT, [network.id]).fetchone()
        return {"items": _rows(connection, network, 31), "count": count}

    return app


def _rows(connection: psycopg.Connection[Any], network: NetworkUnderTest, limit: int) -> list[dict[str, Any]]:
    cursor = connection.execute(LIST, [network.id, limit])
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _compare(name: str, client: FlaskClient, path: str, bare: FlaskClient, bare_path: str) -> Measure:
    ours, limit = in_turn(asking(client, path), asking(bare, bare_path), rounds=ROUNDS)
    ms = 1000 / REQUESTS
    return Measure(name, ours * ms, limit * ms, "ms", "bare Flask, psycopg, same SQL, JSON")


def asking(client: FlaskClient, path: str) -> Timed:
    return repeat(lambda: _ask(client, path))


def repeat(work: Callable[[], object]) -> Timed:
    def several() -> None:
        for _ in range(REQUESTS):
            work()

    return several


def _ask(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200 or b"Labat" not in answer.data:
        raise RuntimeError(f"{path} answered {answer.status}")
