from decimal import Decimal

import pytest

from services.sessions.domain.progress import Moment, Progress
from services.sessions.errors import NotEnrolled
from services.sessions.usecases.assessments import Score, record_scores
from shared.actor import SYSTEM
from shared.events.sessions import AssessmentRecorded


def record(network, series_id, *scores):
    with network.uow() as uow:
        record_scores(uow, SYSTEM, series_id=series_id, scores=[Score(p, m, Decimal(s)) for p, m, s in scores])


def test_only_people_scored_twice_make_the_means(network, workshops):
    series_id = workshops.series()
    jeanne, paul, yvette = workshops.enrolled(series_id, "Jeanne", "Paul", "Yvette")

    record(network, series_id, (jeanne, Moment.BEFORE, "8.74"), (jeanne, Moment.AFTER, "17.25"))
    record(network, series_id, (paul, Moment.BEFORE, "2"), (yvette, Moment.AFTER, "20"))

    expected = Progress(paired=1, before=Decimal("8.74"), after=Decimal("17.25"))
    assert workshops.sheet(series_id).progress == expected


def test_a_corrected_score_is_a_new_version_of_the_same_assessment(network, workshops):
    series_id = workshops.series()
    (jeanne,) = workshops.enrolled(series_id, "Jeanne")

    record(network, series_id, (jeanne, Moment.BEFORE, "8.74"))
    record(network, series_id, (jeanne, Moment.BEFORE, "8.74"))
    record(network, series_id, (jeanne, Moment.BEFORE, "9"))

    announced = [data for _, data in network.published(AssessmentRecorded.name)]
    assert [(data["version"], data["score"]) for data in announced] == [(1, "8.74"), (2, "9.00")]
    assert len({data["assessment_id"] for data in announced}) == 1
    assert {data["grid"] for data in announced} == {"socle-v1"}


def test_a_stranger_to_the_series_has_no_score(network, workshops):
    series_id = workshops.series()

    with pytest.raises(NotEnrolled):
        record(network, series_id, (workshops.person(), Moment.BEFORE, "8"))
