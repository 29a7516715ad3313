"""Lists of texts go between the driver and us as they are."""

import pytest
from sqlalchemy import column, literal, select

from shared.text_array import TextArray


@pytest.fixture
def dialect(databases):
    return databases["directory"].dialect


def test_the_dialect_does_nothing_to_each_value(dialect):
    used = TextArray().dialect_impl(dialect)

    assert used.bind_processor(dialect) is None
    assert used.result_processor(dialect, None) is None


def test_lists_go_there_and_back(databases):
    texts = ["été", 'a "b"', "", "{c,d}"]

    with databases["directory"].connect() as connection:
        found = connection.execute(select(literal(texts, TextArray()), literal([], TextArray()))).one()
        held = connection.scalar(select(literal(texts, TextArray()).contains(["été"])))

    assert tuple(found) == (texts, [])
    assert held is True
    assert "TEXT[]" in str(select(column("a", TextArray()) == ["b"]).compile(databases["directory"]))
