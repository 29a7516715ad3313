from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.sessions.domain.names import search_key
from services.sessions.domain.pseudonyms import pseudonym

KEY = b"a key of this installation"


@given(st.uuids(), st.uuids())
def test_a_pseudonym_is_stable_and_short(tenant_id, person_id):
    assert pseudonym(KEY, tenant_id, person_id) == pseudonym(KEY, tenant_id, person_id)
    assert len(pseudonym(KEY, tenant_id, person_id)) == 32


def test_it_differs_between_people_networks_and_keys():
    one, two = UUID(int=1), UUID(int=2)

    made = {pseudonym(KEY, one, one), pseudonym(KEY, one, two), pseudonym(KEY, two, one), pseudonym(b"x", one, one)}

    assert len(made) == 4


def test_people_are_found_whatever_the_accents():
    assert search_key("Zoé", "D’Alès-Roy") == "zoe d ales roy"
    assert search_key("Zoé", None) == "zoe"


@given(st.text())
def test_a_search_key_is_its_own_search_key(text):
    assert search_key(search_key(text)) == search_key(text)
