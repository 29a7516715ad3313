import pytest

from services.directory.domain.referents import in_short


@pytest.mark.parametrize(
    ("labels", "told"),
    [([], ""), (["A"], "A"), (["A", "B"], "A et B"), (["A", "B", "C"], "A et 2 autres structures")],
)
def test_many_structures_are_told_in_few_words(labels, told):
    assert in_short(labels) == told
