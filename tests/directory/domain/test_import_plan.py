from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.import_plan import Change, Refusal, Row, plan_import

VALUES = st.dictionaries(st.sampled_from(["label", "commune", "phone"]), st.text(max_size=5))


def test_lines_are_created_changed_unchanged_or_refused():
    stored = {"a": {"label": "Ancien nom", "phone": ""}, "b": {"label": "Même nom", "phone": ""}}
    rows = [Row(2, "a", {"label": "Nouveau nom"}), Row(3, "b", {"label": "Même nom"}), Row(4, "c", {"label": "Neuf"})]

    plan = plan_import(stored, rows, [Refusal(5, {}, ["Ligne 5, …"])])

    assert plan.counts == {"created": 1, "changed": 1, "unchanged": 1, "refused": 1}
    assert plan.changed[0].changes == [Change("label", "Ancien nom", "Nouveau nom")]
    assert plan.applicable == 3


def test_a_column_that_the_file_lacks_changes_nothing():
    stored = {"a": {"label": "Nom", "phone": "+33559000000"}}

    plan = plan_import(stored, [Row(2, "a", {"label": "Nom"})])

    assert plan.counts["unchanged"] == 1


@given(st.dictionaries(st.text(min_size=1, max_size=3), VALUES), st.dictionaries(st.text(min_size=1), VALUES))
def test_applying_a_plan_leaves_nothing_to_do(stored, incoming):
    rows = [Row(line, key, values) for line, (key, values) in enumerate(incoming.items(), start=2)]
    plan = plan_import(stored, rows)

    after = {**stored}
    for row in [*plan.created, *(changed.row for changed in plan.changed)]:
        after[row.external_id] = {**after.get(row.external_id, {}), **row.values}

    assert plan_import(after, rows).counts["unchanged"] == len(rows)
