"""A referent's structures are chosen among those of a large network: a page of a few, a search, also without script."""

import pytest
from sqlalchemy import insert

from services.directory.models.invitation import Invitation
from services.directory.models.structure import Structure, new_values
from shared.web.picker import AT_ONCE
from tests.factories.federation import a_coordinator, a_federation
from tests.reading import text_of

MANY = 2000


@pytest.fixture
def place(directory):
    """Three structures of a federation and the pilot one, among two thousand others."""
    place = a_federation(directory)
    with place.network.uow() as uow:
        rows = [
            {**new_values({"label": f"Accueil {n:04}", "commune": "Reims"}, uow.now), "tenant_id": uow.tenant_id}
            for n in range(MANY)
        ]
        uow.session.connection().execute(insert(Structure.__table__), rows)
    return place


def boxes(answer) -> int:
    return answer.text.count(' name="structure_ids"')


def test_the_pages_stay_light_whatever_the_number_of_structures(place):
    lea, administrator = a_coordinator(place), place.network.client()

    member = administrator.get(place.url(f"membres/{place.network.membership_id(lea)}"))
    invitation = administrator.get(place.url("membres/inviter"))

    assert (boxes(member), boxes(invitation)) == (AT_ONCE + 2, AT_ONCE), "two are hers"
    assert [f'value="{one.id}" checked' in member.text for one in place.all] == [True, True, False]
    assert max(len(member.data), len(invitation.data)) < 50_000
    assert "Les 20 premiers sur 2 004" in text_of(invitation).replace("\u202f", " ")


def test_without_script_a_button_looks_for_structures_saves_nothing_and_keeps_what_was_typed(place):
    administrator, page = place.network.client(), place.url("membres/inviter")
    form = {"email": "zoe@ville.fr", "display_name": "Zoé Roy", "roles": ["referent"]}
    form |= {"structure_ids": [str(place.hall.id)], "structure_ids_words": "epernay"}

    looked = administrator.post(page, data={**form, "look_for": "structure_ids"})
    with place.network.uow() as uow:
        invited = uow.session.query(Invitation).count()
    both = [str(place.hall.id), str(place.other.id)]
    sent = administrator.post(page, data={**form, "structure_ids": both})

    assert (looked.status_code, invited) == (422, 0)
    assert "Rien n’est enregistré pour l’instant" in text_of(looked)
    assert 'value="zoe@ville.fr"' in looked.text
    assert f'value="{place.hall.id}" checked' in looked.text
    assert f'value="{place.other.id}">' in looked.text
    assert boxes(looked) == 2
    assert sent.status_code == 303


def test_words_that_no_structure_has_say_so(place):
    form = {"roles": ["referent"], "structure_ids_words": "xyzzyx", "look_for": "structure_ids"}
    lea = a_coordinator(place)

    looked = place.network.client().post(place.url(f"membres/{place.network.membership_id(lea)}/roles"), data=form)

    assert "Aucun résultat." in text_of(looked)
    assert place.structures_of(lea) == {place.hall.id, place.library.id}
