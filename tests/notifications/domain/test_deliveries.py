import pytest

from services.notifications.domain import deliveries


@pytest.mark.parametrize("state", [deliveries.SENT, deliveries.REFUSED])
def test_a_clear_answer_ends_the_story(state):
    assert deliveries.verdict(state, attempts=1) == deliveries.Verdict(state)


def test_a_deferred_message_waits_longer_each_time_and_ends_as_a_failure():
    waits = [deliveries.verdict("deferred", attempts).wait for attempts in range(1, deliveries.MAX_ATTEMPTS)]

    assert waits == sorted(waits)
    assert deliveries.verdict("deferred", deliveries.MAX_ATTEMPTS).state == deliveries.FAILED


def test_a_doubtful_message_is_sent_again_twice_and_then_left():
    states = [deliveries.verdict("unknown", attempts).state for attempts in (1, 2, 3)]

    assert states == [deliveries.PENDING, deliveries.PENDING, deliveries.UNKNOWN]
