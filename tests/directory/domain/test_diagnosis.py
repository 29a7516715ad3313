import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directory.domain import diagnosis as rules
from services.directory.domain.national_vocabulary import SERVICES
from services.directory.domain.network_vocabulary import STAGES

HARD = {one.code: next(iter(one.answers)) for one in rules.QUESTIONS}
EASY = {one.code: list(one.answers)[-1] for one in rules.QUESTIONS}
MIDDLE = {**EASY, "mail": "helped", "procedure": "helped", "typing": "helped", "confidence": "unsure"}


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        (HARD, "doing_for"),
        (EASY, "awareness"),
        (MIDDLE, "training"),
        ({**MIDDLE, "urgency": "month"}, "doing_with"),
        ({**MIDDLE, "wish": "no"}, "awareness"),
        ({**HARD, "urgency": "none", "wish": "yes"}, "orientation"),
        ({**EASY, "reading": "hard"}, "detection"),
        ({"equipment": "none"}, "detection"),
    ],
)
def test_answers_lead_to_a_stage(answers, stage):
    assert rules.diagnose(answers).stage == stage


@settings(max_examples=60)
@given(st.fixed_dictionaries({}, optional={one.code: st.sampled_from(list(one.answers)) for one in rules.QUESTIONS}))
def test_whatever_is_answered_there_is_a_stage_a_reason_and_a_service_of_the_schema(answers):
    result = rules.diagnose(answers)

    assert result.stage in STAGES
    assert result.reasons
    assert set(result.themes) <= set(SERVICES)
    assert result.themes
    assert 0 <= result.autonomy <= 10


def test_unknown_answers_are_as_if_not_given():
    assert rules.known_answers({"equipment": "rocket", "wish": "yes", "other": "x"}) == {"wish": "yes"}


def test_every_stage_of_the_network_has_its_advice_and_no_other():
    assert rules.ADVICE.keys() == STAGES.keys()
    assert set(rules.FORMER_CODES.values()) <= STAGES.keys()
