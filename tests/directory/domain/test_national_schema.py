import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directory.domain.national_columns import BY_NAME, COLUMNS, REQUIRED
from services.directory.domain.national_schema import SEPARATOR, read_cell


def faults(name: str, text: str) -> list[str]:
    return list(read_cell(BY_NAME[name], text).faults)


def test_the_schema_has_thirty_two_columns_of_which_seven_are_required():
    assert len(COLUMNS) == 32
    assert REQUIRED == ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")


def test_a_refusal_names_the_column_the_value_and_the_mend():
    assert faults("code_postal", "6410") == [
        "code_postal : « 6410 » n’a pas 5 chiffres. Corrigez-le, par exemple 64100."
    ]


def test_an_optional_column_may_also_be_emptied():
    assert faults("code_insee", "64")[0].endswith("par exemple 64102, ou laissez la case vide.")


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_cell_may_not_be_empty(name):
    assert "la case est vide" in faults(name, "")[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pivot", "1234"),
        ("pivot", "130 025 265"),
        ("code_postal", "٦٤١٠٠"),
        ("code_insee", "20004"),
        ("latitude", "nan"),
        ("longitude", "ouest"),
        ("telephone", "0559000000"),
        ("date_maj", "31/03/2026"),
        ("date_maj", "2026-02-30"),
        ("presentation_resume", "a" * 281),
        ("itinerance", "Mobile"),
        ("frais_a_charge", "Gratuit|Offert"),
    ],
)
def test_what_the_schema_refuses_is_refused(name, text):
    assert len(faults(name, text)) == 1


@pytest.mark.parametrize("text", ["2A004", "2B033", "97411", "01053"])
def test_communes_of_corsica_and_overseas_are_known(text):
    assert faults("code_insee", text) == []


@given(st.sampled_from([column for column in COLUMNS if column.choices]), st.data())
def test_any_set_of_known_values_is_read_back_in_order_and_once(column, data):
    chosen = data.draw(st.lists(st.sampled_from(column.choices), min_size=1))

    cell = read_cell(column, SEPARATOR.join(chosen))

    assert cell.faults == []
    assert cell.value == tuple(dict.fromkeys(chosen))


@given(st.sampled_from(COLUMNS), st.text(max_size=300))
def test_any_text_is_either_a_value_or_a_refusal(column, text):
    cell = read_cell(column, text.strip())

    assert cell.faults or cell.value is not None or not text.strip()
