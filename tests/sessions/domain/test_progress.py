from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.sessions.domain.progress import Progress, paired_progress

scores = st.dictionaries(st.integers(0, 30), st.decimals(0, 20, places=2), max_size=20)


def test_only_people_with_both_scores_count():
    before = {"a": Decimal("8"), "b": Decimal("10"), "gone": Decimal("2")}
    after = {"a": Decimal("15"), "b": Decimal("18"), "late": Decimal("20")}

    progress = paired_progress(before, after)

    assert progress == Progress(paired=2, before=Decimal("9.00"), after=Decimal("16.50"))
    assert progress.gain == Decimal("7.50")


def test_nobody_paired_gives_no_means():
    assert paired_progress({"a": Decimal(3)}, {"b": Decimal(9)}) == Progress(paired=0, before=None, after=None)


@given(scores, scores)
def test_the_means_lie_between_the_extremes_of_the_pairs(before, after):
    progress = paired_progress(before, after)

    pairs = before.keys() & after.keys()
    assert progress.paired == len(pairs)
    if pairs:
        assert min(before[p] for p in pairs) <= progress.before <= max(before[p] for p in pairs)
        assert min(after[p] for p in pairs) <= progress.after <= max(after[p] for p in pairs)


@given(scores)
def test_scores_that_did_not_change_have_the_same_mean(before):
    progress = paired_progress(before, before)

    assert progress.before == progress.after
