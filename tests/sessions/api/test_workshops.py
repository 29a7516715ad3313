"""Everything the pages do, by a program with a token."""

import pytest

from shared.ids import new_id
from shared.roles import Role

ROOT = "/api/v1/sessions/networks/marne"
PLAN = {
    "title": "Ma tablette",
    "kind": "atelier",
    "capacity": 2,
    "first_on": "2026-02-24",
    "starts_at": "14:00",
    "ends_at": "16:00",
    "count": 3,
}


@pytest.fixture
def program(network):
    return network.program(Role.MEDIATOR)


@pytest.fixture
def series(program):
    return program.post(f"{ROOT}/series", json=PLAN).json


def person(program, last_name="Labat"):
    return program.post(f"{ROOT}/people", json={"first_name": "Jeanne", "last_name": last_name}).json["id"]


def enrol(program, series, person_id):
    return program.post(f"{ROOT}/series/{series['id']}/enrolments", json={"person_id": person_id})


def dates(program, series):
    return program.get(f"{ROOT}/series/{series['id']}/dates").json["items"]


def test_a_series_from_plan_to_results(program, series):
    one, two = person(program), person(program, "Roux")
    assert [enrol(program, series, p).status_code for p in (one, two)] == [201, 201]
    first, *_ = dates(program, series)
    marks = {"marks": [{"person_id": one, "mark": "late"}], "others": "absent"}
    scores = [{"person_id": one, "moment": "before", "score": "8.74"}]
    scores += [{"person_id": one, "moment": "after", "score": "17.25"}]

    sheet = program.put(f"{ROOT}/workshop-dates/{first['id']}/attendance", json=marks)
    program.put(f"{ROOT}/series/{series['id']}/scores", json={"scores": scores})

    assert sheet.json["unmarked"] == 0
    results = program.get(f"{ROOT}/series/{series['id']}/results").json
    assert (results["meetings"], results["held"]) == (3, 1)
    assert (results["presence"]["rate"], results["presence"]["expected"]) == (0.5, 2)
    assert results["progress"] == {"paired": 1, "before": "8.74", "after": "17.25", "gain": "8.51"}


def test_a_full_series_answers_a_problem(program, series):
    for name in ("Un", "Deux"):
        enrol(program, series, person(program, name))

    refused = enrol(program, series, person(program, "Trois"))

    assert refused.status_code == 409
    assert refused.mimetype == "application/problem+json"
    assert refused.json["type"] == "urn:maillage:series_full"


def test_a_place_given_back_is_free_again(program, series):
    enrolment = enrol(program, series, person(program)).json

    cancelled = program.post(f"{ROOT}/enrolments/{enrolment['id']}/cancellation")

    assert cancelled.json["cancelled_on"] == "2026-03-03"
    assert program.get(f"{ROOT}/series/{series['id']}").json["seats_left"] == 2


def test_a_date_is_moved_and_another_cancelled(program, series):
    _, second, third = dates(program, series)
    moment = {"on": "2026-03-05", "starts_at": "10:00", "ends_at": "12:00"}

    moved = program.post(f"{ROOT}/workshop-dates/{second['id']}/move", json=moment)
    cancelled = program.post(f"{ROOT}/workshop-dates/{third['id']}/cancellation", json={"because": "Grève"})

    assert moved.json["starts_at"] == "2026-03-05T09:00:00+00:00"
    assert (cancelled.json["status"], cancelled.json["cancelled_because"]) == ("cancelled", "Grève")


def test_someone_walks_in_and_is_taken_off_again(program, series):
    first, *_ = dates(program, series)
    guest = person(program)
    address = f"{ROOT}/workshop-dates/{first['id']}/walk-ins"

    added = program.post(address, json={"person_id": guest})
    removed = program.delete(f"{address}/{guest}")

    assert added.json["presence"]["walk_ins"] == 1
    assert removed.status_code == 204
    assert program.get(f"{ROOT}/workshop-dates/{first['id']}/attendance").json["walk_ins"] == []


def test_a_series_is_changed_and_gets_one_more_date(program, series):
    extra = {"on": "2026-03-17", "starts_at": "14:00", "ends_at": "16:00"}

    changed = program.put(f"{ROOT}/series/{series['id']}", json={"title": "Ma tablette 2", "capacity": 8})
    program.post(f"{ROOT}/series/{series['id']}/dates", json=extra)

    assert (changed.json["title"], changed.json["seats_left"]) == ("Ma tablette 2", 8)
    assert len(dates(program, series)) == 4


def test_lists_go_on_with_a_cursor(program):
    for number in range(3):
        program.post(f"{ROOT}/series", json={**PLAN, "title": f"Atelier {number}"})

    first = program.get(f"{ROOT}/series?limit=2").json
    rest = program.get(f"{ROOT}/series?limit=2&cursor={first['next']}").json

    assert [s["title"] for s in first["items"] + rest["items"]] == ["Atelier 2", "Atelier 1", "Atelier 0"]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": "13:00"}, "ends_at"),
        ({"count": 61}, "count"),
        ({"capacity": 0}, "capacity"),
        ({"kind": "fête"}, "kind"),
        ({"title": ""}, "title"),
        ({"first_on": "demain"}, "first_on"),
    ],
)
def test_a_wrong_plan_says_which_field(program, change, field):
    refused = program.post(f"{ROOT}/series", json={**PLAN, **change})

    assert refused.status_code == 422
    assert list(refused.json["errors"]) == [field]


def test_what_another_network_has_does_not_exist(sessions, program, series):
    sessions.network("aisne")
    stranger = sessions.network("oise").program(Role.MEDIATOR)
    theirs = ROOT.replace("marne", "oise")

    answers = [
        stranger.get(f"{theirs}/series/{series['id']}"),
        stranger.get(f"{theirs}/people/{person(program)}"),
        stranger.get(f"{theirs}/workshop-dates/{dates(program, series)[0]['id']}/attendance"),
        stranger.post(f"{theirs}/series/{series['id']}/enrolments", json={"person_id": str(new_id())}),
        stranger.put(f"{theirs}/series/{series['id']}/scores", json={"scores": []}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_a_funder_sees_no_workshop_and_an_animator_no_name(network, program, series):
    funder, animator = network.program(Role.FUNDER), network.program(Role.ANIMATOR)

    assert funder.get(f"{ROOT}/series").status_code == 403
    assert animator.get(f"{ROOT}/series/{series['id']}/results").status_code == 200
    assert animator.get(f"{ROOT}/series/{series['id']}/enrolments").status_code == 403
    assert animator.post(f"{ROOT}/series", json=PLAN).status_code == 403


def test_a_command_sent_twice_happens_once(program):
    key = {"Idempotency-Key": "plan-1"}

    first = program.post(f"{ROOT}/series", json=PLAN, headers=key)
    again = program.post(f"{ROOT}/series", json=PLAN, headers=key)

    assert first.json["id"] == again.json["id"]
    assert len(program.get(f"{ROOT}/series").json["items"]) == 1
