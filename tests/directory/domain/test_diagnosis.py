import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directory.domain import diagnosis as rules
from services.directory.domain.national_vocabulary import SERVICES

HARD = {one.code: next(iter(one.answers)) for one in rules.QUESTIONS}
EASY = {one.code: list(one.answers)[-1] for one in rules.QUESTIONS}
MIDDLE = {**EASY, "mail": "helped", "procedure": "helped", "typing": "helped", "confidence": "unsure"}


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        (HARD, "do_for"),
        (EASY, "awareness"),
        (MIDDLE, "train"),
        ({**MIDDLE, "urgency": "month"}, "do_with"),
        ({**MIDDLE, "wish": "no"}, "awareness"),
        ({**HARD, "urgency": "none", "wish": "yes"}, "referral"),
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

    assert result.stage in rules.STAGES
    assert result.reasons
    assert set(result.themes) <= set(SERVICES)
    assert result.themes
    assert 0 <= result.autonomy <= 10


def test_unknown_answers_are_as_if_not_given():
    assert rules.known_answers({"equipment": "rocket", "wish": "yes", "other": "x"}) == {"wish": "yes"}
