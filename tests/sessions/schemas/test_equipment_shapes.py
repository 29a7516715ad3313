import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from services.sessions.schemas.items import ItemBatchSchema
from services.sessions.schemas.sim_cards import Iccid, SimReceptionSchema
from services.sessions.schemas.typed import Euros
from tests.factories.equipment import iccids

BATCH = {"prefix": "T-", "count": 2, "kind": "tablet", "model": "Galaxy Tab A9"}


class Price(Schema):
    price = Euros()


class Card(Schema):
    iccid = Iccid()


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("7 900 €", 790_000), ("7\u202f900\u00a0€", 790_000), ("526,67", 52_667), ("526.5", 52_650), ("0", 0)],
)
def test_an_amount_is_read_as_people_write_it(typed, cents):
    assert Price().load({"price": typed}) == {"price": cents}


@pytest.mark.parametrize("typed", ["sept mille", "1,234", "-5", "nan", "inf", "1e30", ""])
def test_an_amount_that_cannot_be_read_is_refused(typed):
    with pytest.raises(ValidationError):
        Price().load({"price": typed})


@given(st.integers(0, 10**12 - 1))
def test_a_number_with_its_key_is_accepted_and_one_wrong_digit_is_not(number):
    (iccid,) = iccids(1, number)
    wrong = iccid[:-1] + str((int(iccid[-1]) + 1) % 10)

    assert Card().load({"iccid": f" {iccid[:6]} {iccid[6:]}f"}) == {"iccid": iccid}
    with pytest.raises(ValidationError, match="dernier chiffre"):
        Card().load({"iccid": wrong})


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_card_number(text):
    try:
        Card().load({"iccid": text})
    except ValidationError as refused:
        assert refused.messages


def test_a_pasted_list_is_read_line_by_line():
    pasted = "\r\n".join(["", *iccids(20), ""])

    read = SimReceptionSchema().load({"operator": "SFR", "iccids": [pasted], "received_on": "2026-01-12"})

    assert read["iccids"] == iccids(20)


def test_a_number_pasted_twice_is_named():
    (number,) = iccids(1)

    with pytest.raises(ValidationError, match=number):
        SimReceptionSchema().load({"operator": "SFR", "iccids": [number, number], "received_on": "2026-01-12"})


@pytest.mark.parametrize("serials", [["A"], ["A", "B", "C"], ["A", "A"]])
def test_serial_numbers_are_given_once_for_each_item_or_not_at_all(serials):
    with pytest.raises(ValidationError) as refused:
        ItemBatchSchema().load({**BATCH, "serials": serials})

    assert list(refused.value.messages) == ["serials"]
