"""Searching 20,000 structures in 101 networks, against a Flask view that sends the SQL it needs and does nothing else.

The limit is told what ours has to find out: which hours are open now, and which words were meant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import psycopg
from flask import Flask, Response
from flask.testing import FlaskClient
from psycopg.rows import dict_row

from services.directory.domain.national_vocabulary import SERVICES
from services.directory.domain.search_text import plain
from services.directory.opening import Place, opening_at
from services.directory.schemas.structures import ATTRIBUTES
from shared.roles import Role
from shared.testing.clock import StillClock
from shared.testing.subject import NetworkUnderTest
from tests.bench.ground import Ground
from tests.bench.measures import Measure, quantile, seconds
from tests.bench.search_places import fill

ROUNDS = 5
SAMPLES = 12
TUESDAY_MORNING = datetime(2026, 10, 6, 8, 30, tzinfo=UTC)
BETWEEN = timedelta(seconds=10)
"""From one search to the next one."""
HERE = "FROM structure WHERE tenant_id = %(tenant)s AND status = 'active'"
COLUMNS = ", ".join(f"structure.{name}" for name in ATTRIBUTES)
PAGE = f"SELECT {COLUMNS} {HERE} ORDER BY label_key, id LIMIT 51"
COUNT = f"SELECT count(*) {HERE}"
MIDDLE = f"SELECT avg(latitude) AS lat, avg(longitude) AS lon {HERE} AND commune_key = %(commune)s"
METRES = """round(2 * 6371008.8 * asin(sqrt(least(1.0, power(sin((radians(latitude) - radians(%(lat)s)) / 2), 2)
    + cos(radians(%(lat)s)) * cos(radians(latitude)) * power(sin((radians(longitude) - radians(%(lon)s)) / 2), 2)))))"""
NEAR = f""" AND (latitude BETWEEN %(lat)s - 0.09 AND %(lat)s + 0.09 AND longitude BETWEEN %(lon)s - 0.14
    AND %(lon)s + 0.14 AND {METRES} <= 10000 OR commune_key = %(commune)s)"""


@dataclass(frozen=True)
class Search:
    """``query``: what ours is asked; the rest: what the database must be asked for it. ``first``: what goes before the
    name in the order."""

    query: dict[str, str]
    where: str = ""
    first: str = "0"
    values: dict[str, Any] = field(default_factory=dict)

    def and_also(self, other: "Search") -> "Search":
        first = self.first if other.first == "0" else other.first
        values = {**self.values, **other.values}
        return Search({**self.query, **other.query}, self.where + other.where, first, values)


def measure(place: Ground) -> Iterator[Measure]:
    directory = place.service("directory")
    morning = StillClock(TUESDAY_MORNING)
    clock, directory.database.clock = directory.database.clock, morning
    networks = fill(place)
    with place.bare("directory") as connection:
        connection.execute("VACUUM ANALYZE structure")  # as PostgreSQL itself does, some minutes later
        times: dict[str, list[tuple[float, float]]] = {}
        for name, network in networks.items():
            searches = _searches(connection, network)
            bare = bare_app(connection, network, searches)
            times[name] = list(_times(network, bare, searches, morning))
    directory.database.clock = clock
    for name, pairs in {"all networks": list(chain(*times.values())), **times}.items():
        ours, limit = zip(*pairs, strict=True)
        for share in (50, 95):
            both = (quantile(ours, share) * 1000, quantile(limit, share) * 1000)
            yield Measure(f"search, {name}: p{share}", *both, "ms", "bare Flask, psycopg, the SQL it needs, JSON")


def _times(
    network: NetworkUnderTest, bare: FlaskClient, searches: Sequence[Search], clock: StillClock
) -> Iterator[tuple[float, float]]:
    """Seconds of every answer, ours and bare, in turn; the first ones, for which nothing is remembered, included."""
    program, path = network.program(Role.MEDIATOR), f"/api/v1/directory/networks/{network.slug}/structures"
    for _ in range(ROUNDS):
        for number, search in enumerate(searches):
            ours = seconds(lambda search=search: _ask(program, path, search.query))
            yield ours, seconds(lambda number=number: _ask(bare, f"/{number}", {}))
            clock.advance(seconds=BETWEEN.seconds)


def _ask(client: FlaskClient, path: str, query: dict[str, str]) -> None:
    answer = client.get(path, query_string=query)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} {query} answered {answer.status}")


def bare_app(connection: psycopg.Connection[Any], network: NetworkUnderTest, searches: Sequence[Search]) -> FlaskClient:
    app = Flask("bare")

    @app.get("/<int:number>")
    def search(number: int) -> Response:
        wanted = searches[number]
        values = {**wanted.values, "tenant": network.id}
        with connection.cursor(row_factory=dict_row) as cursor:
            if "%(lat)s" in wanted.where:
                values |= cursor.execute(MIDDLE.encode(), values).fetchone() or {}
            sql = found(wanted) if wanted.where else PAGE
            rows = cursor.execute(sql.encode(), values).fetchall()
            count = None if wanted.where else cursor.execute(COUNT.encode(), values).fetchone()
        return Response(orjson.dumps({"count": count, "items": rows[:50]}), mimetype="application/json")

    return app.test_client()


def found(wanted: Search) -> str:
    """The page and the count from one reading."""
    return f"""WITH found AS (SELECT id, label_key, {wanted.first} AS first {HERE}{wanted.where}), page AS (
        SELECT found.*, (SELECT count(*) FROM found) AS number FROM found ORDER BY first, label_key, id LIMIT 51)
        SELECT {COLUMNS}, page.number
        FROM page JOIN structure ON structure.tenant_id = %(tenant)s AND structure.id = page.id
        ORDER BY page.first, page.label_key, page.id"""


def _searches(connection: psycopg.Connection[Any], network: NetworkUnderTest) -> list[Search]:
    """What people ask: words as they type them, a commune and its surroundings, filters, and several at once."""
    query = "SELECT label, commune FROM structure WHERE tenant_id = %s ORDER BY external_id LIMIT %s"
    is_open = _open(connection, network)
    found = [Search({}), is_open, _words("introuvable")]
    for number, (label, commune) in enumerate(connection.execute(query, [network.id, SAMPLES])):
        kind, place = label.split()[0], label.split()[-1]
        services = _service(SERVICES[number % len(SERVICES)])
        found += [_words(f"{kind} {place}"), _words(commune.split("-")[0]), _words(f"{kind} {commune}")]
        found += [_misspelt(place), _misspelt(place).and_also(services), services, _words(kind).and_also(services)]
        found += [_near(commune), _near(commune).and_also(services), _words(kind).and_also(is_open)]
        found.append(_near(commune).and_also(is_open))
    return found


def _service(service: str) -> Search:
    return Search({"service": service}, " AND services @> %(services)s", values={"services": [service]})


def _words(typed: str, meant: str = "") -> Search:
    """``meant``: the words to find, when they are not those typed."""
    words = plain(meant or typed).split()
    values = {f"word{number}": word.rstrip("sx") for number, word in enumerate(words)}

    def all_in(text: str) -> str:
        return " AND ".join(f"' ' || {text} LIKE '%% ' || %({name})s || '%%'" for name in values)

    first = f"label_key LIKE %(word0)s || '%%' AND {all_in('label_key')}"
    placed = all_in("label_key || ' ' || commune_key")
    rank = f"CASE WHEN {first} THEN 0 WHEN {all_in('label_key')} THEN 1 WHEN {placed} THEN 2 ELSE 3 END"
    return Search({"q": typed}, f" AND {all_in('search_text')}", rank, values)


def _misspelt(word: str) -> Search:
    """Two letters swapped."""
    return _words(word[:2] + word[3] + word[2] + word[4:] if len(word) > 3 else word, meant=word)


def _near(commune: str) -> Search:
    query = {"commune": commune, "within": "10"}
    return Search(query, NEAR, f"coalesce({METRES}, 99999999)", {"commune": plain(commune)})


def _open(connection: psycopg.Connection[Any], network: NetworkUnderTest) -> Search:
    place = Place(ZoneInfo("Europe/Paris"), "51")
    texts = connection.execute("SELECT DISTINCT opening_hours FROM structure WHERE tenant_id = %s", [network.id])
    states = ((text, opening_at(text, TUESDAY_MORNING, place)) for (text,) in texts.fetchall())
    now = [text for text, state in states if state and state.is_open and not state.is_doubtful]
    is_open = " AND (opening_hours IN (SELECT unnest(%(open)s::text[]))) IS TRUE"
    return Search({"open": "true"}, is_open, values={"open": now})
