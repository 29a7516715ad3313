"""What a program may do with its token: scopes, and so many requests a minute over all processes."""

import contextlib
import threading

import pytest
from sqlalchemy import select

from shared.ids import new_id
from shared.roles import Role
from shared.web.rate_limits import RateLimit, TooManyRequests

API = "/api/v1/sessions/networks/marne"


def test_a_token_limited_to_a_scope_does_that_and_nothing_else(sessions):
    program = sessions.network("marne").program(Role.ADMINISTRATOR, scopes=["people:read"])

    reading, writing = program.get(f"{API}/people"), program.post(f"{API}/people", json={})

    assert reading.status_code == 200
    assert writing.status_code == 403
    assert writing.json["type"] == "urn:maillage:insufficient_scope"
    assert "people:write" in writing.json["title"]
    assert writing.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope", scope="people:write"'


def test_a_scope_gives_nothing_that_the_roles_do_not_have(sessions):
    program = sessions.network("marne").program(Role.FUNDER, scopes=["people:read"])

    assert program.get(f"{API}/people").status_code == 403


def test_the_headers_say_what_is_left_and_the_last_refusal_when_to_come_back(start, clock):
    sessions = start("sessions", api_requests_per_minute=3)
    program = sessions.network("marne").program(Role.MEDIATOR)

    answers = [program.get(f"{API}/people") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert answers[3].mimetype == "application/problem+json"
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    clock.advance(minutes=1)
    assert program.get(f"{API}/people").status_code == 200


def test_people_in_a_browser_are_not_counted(start):
    sessions = start("sessions", api_requests_per_minute=1)
    browser = sessions.network("marne").client(Role.MEDIATOR)

    answers = [browser.get(f"{API}/people") for _ in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0].headers


def test_several_processes_never_give_more_than_the_limit_together(sessions, clock):
    network, token = sessions.network("marne"), new_id()
    processes = [RateLimit(sessions.database, 100) for _ in range(4)]
    given = []

    def ask(limit):
        with contextlib.suppress(TooManyRequests):  # until then, or a process may keep what it has taken
            while True:
                given.append(limit.spend(network.id, token, clock.now()))

    threads = [threading.Thread(target=ask, args=(process,)) for process in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(given) == 100


def test_most_requests_write_nothing(sessions, clock):
    network, token, limit = sessions.network("marne"), new_id(), RateLimit(sessions.database, 600)
    taken = []

    for _ in range(300):
        limit.spend(network.id, token, clock.now())
        table = sessions.database.plumbing.rate_count
        with network.uow(read_only=True) as uow:
            taken.append(uow.session.scalar(select(table.c.taken).where(table.c.token_id == token)))

    assert len(set(taken)) < 20


@pytest.mark.parametrize("limit", [1, 15, 16, 17])
def test_a_small_limit_is_given_whole_to_one_process(sessions, clock, limit):
    network, token, count = sessions.network("marne"), new_id(), RateLimit(sessions.database, limit)

    for _ in range(limit):
        count.spend(network.id, token, clock.now())

    with pytest.raises(TooManyRequests):
        count.spend(network.id, token, clock.now())
