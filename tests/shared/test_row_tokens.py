from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from shared import row_tokens as tokens

NETWORK, ROW = UUID(int=7), UUID(int=9)


def test_a_token_gives_back_its_row():
    token = tokens.sign("secret", tokens.ANSWER, NETWORK, ROW)

    assert tokens.read("secret", tokens.ANSWER, NETWORK, token) == ROW
    assert len(token) == 43


def test_a_token_is_worth_nothing_for_another_purpose_network_or_secret():
    token = tokens.sign("secret", tokens.ANSWER, NETWORK, ROW)

    assert tokens.read("secret", tokens.UNSUBSCRIBE, NETWORK, token) is None
    assert tokens.read("secret", tokens.ANSWER, uuid4(), token) is None
    assert tokens.read("other", tokens.ANSWER, NETWORK, token) is None


@given(st.text(max_size=60))
def test_any_other_word_is_refused_without_an_error(word):
    assert tokens.read("secret", tokens.ANSWER, NETWORK, word) is None
