"""What is told of attendance, scores and recharges: enough to know who changed what, and nobody's name."""

from decimal import Decimal

import pytest

from services.sessions.domain.presence import Mark
from services.sessions.domain.progress import Moment
from services.sessions.usecases import attendance, credit
from services.sessions.usecases.assessments import Score, record_scores
from shared.actor import Actor
from tests.factories.equipment import a_person, a_stock
from tests.reading import told

PAUL = Actor(None, "Paul Mercier")


@pytest.fixture
def network(sessions):
    return sessions.network()


def as_paul(network, act, **arguments):
    with network.uow() as uow:
        uow.act_as(PAUL)
        return act(uow, PAUL, **arguments)


def test_a_sheet_is_one_line_and_a_corrected_mark_is_another_with_what_it_was(network, workshops, clock):
    series_id = workshops.series()
    jeanne, paul = workshops.enrolled(series_id, "Jeanne", "Paul")
    first, *_ = workshops.dates(series_id)
    saved = {"workshop_date_id": first, "marks": {jeanne: Mark.PRESENT, paul: Mark.ABSENT}}
    as_paul(network, attendance.record_attendance, **saved)
    before = told(network, "attendance")
    clock.advance(minutes=5)

    as_paul(network, attendance.record_attendance, workshop_date_id=first, marks={paul: Mark.EXCUSED})

    assert before == []
    assert told(network, "attendance") == [("Paul Mercier", "changed", "", {"mark": ["absent", "excused"]})]
    sheets = [line for line in told(network, "workshop_date") if "attendance_saved_at" in line[3]]
    assert [line[0] for line in sheets] == ["Paul Mercier", "Paul Mercier"]


def test_a_person_taken_off_a_sheet_is_told_with_the_mark_they_had(network, workshops):
    first, *_ = workshops.dates(workshops.series())
    yvette = workshops.person("Yvette")
    as_paul(network, attendance.add_walk_in, workshop_date_id=first, person_id=yvette)

    as_paul(network, attendance.remove_walk_in, workshop_date_id=first, person_id=yvette)

    gone = {"mark": ["present", None], "is_walk_in": [True, None]}
    assert told(network, "attendance") == [("Paul Mercier", "removed", "", gone)]


def test_a_score_is_told_and_its_correction_with_what_it_was(network, workshops):
    series_id = workshops.series()
    (jeanne,) = workshops.enrolled(series_id, "Jeanne")

    for score in ("8.74", "9"):
        scores = [Score(jeanne, Moment.BEFORE, Decimal(score))]
        as_paul(network, record_scores, series_id=series_id, scores=scores)

    first, second = told(network, "assessment")
    assert first[:3] == ("Paul Mercier", "created", "avant le parcours")
    assert first[3]["score"] == [None, "8.74"]
    assert second[1:] == ("changed", "avant le parcours", {"score": ["8.74", "9.00"]})


def test_a_move_of_recharges_is_told_without_its_note_and_so_is_what_undoes_it(network):
    with network.uow() as uow:
        stock, person = a_stock(uow, 40), a_person(uow)
        stock_id, person_id = stock.stock_id, person.id
    note = {"note": "Pour Mme Labat"}

    given = as_paul(network, credit.give_credit, stock_id=stock_id, person_id=person_id, quantity=2, **note)
    as_paul(network, credit.reverse_entry, entry_id=given.id)

    _, move, undone = told(network, "credit_entry")
    assert (move[0], move[3]["kind"], move[3]["quantity"]) == ("Paul Mercier", [None, "given"], [None, 2])
    assert undone[2] == f"{move[2]} (annulation)"
    assert "Labat" not in str(told(network, "credit_entry"))
