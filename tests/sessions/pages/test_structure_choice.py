"""The structure of a workshop or of a thing is chosen among those of a large network, also without script."""

import re

import pytest
from sqlalchemy import insert

from services.sessions.models.item import Item
from services.sessions.models.structure_copy import StructureCopy
from shared.ids import new_id
from shared.roles import Role
from shared.web.picker import AT_ONCE, FEW
from tests.reading import text_of

MANY = 2000
FORMS = (
    "/ateliers/marne/parcours/nouveau",
    "/materiel/marne/materiels/nouveau",
    "/materiel/marne/materiels/lot",
    "/materiel/marne/materiels/rangement",
)
API = "/api/v1/sessions/networks/marne"
TABLET = {"tag": "T-001", "kind": "tablet", "model": "Galaxy Tab A9", "serial": "R52-88"}


@pytest.fixture
def network(sessions):
    return sessions.network()


def told(network, *names):
    """Identifiers of structures of which the directory has told."""
    common = {"tenant_id": network.id, "version": 1, "commune": "Reims", "commune_code": "51454", "address": ""}
    common |= {"is_active": True, "stock_version": 0}
    rows = [{**common, "id": new_id(), "label": name, "search_key": f"{name.lower()} reims"} for name in names]
    with network.uow() as uow:
        uow.session.connection().execute(insert(StructureCopy.__table__), rows)
    return [row["id"] for row in rows]


@pytest.fixture
def structures(network):
    return told(network, *(f"Accueil {n:04}" for n in range(MANY)))


def choices(page) -> list[str]:
    return re.findall(r'type="radio"[^>]* name="structure_id" value="([\w-]+)"', page.text)


@pytest.mark.parametrize("form", FORMS)
def test_the_form_stays_light_whatever_the_number_of_structures(network, structures, form):
    page = network.client(Role.MANAGER, Role.MEDIATOR).get(form)

    assert choices(page) == [str(one) for one in structures[:AT_ONCE]]
    assert "Les 20 premiers sur 2 000" in text_of(page).replace("\u202f", " ")
    assert len(page.data) < 50_000


@pytest.mark.parametrize("form", FORMS)
def test_a_few_structures_are_a_plain_list(network, form):
    told(network, *(f"Accueil {n:04}" for n in range(FEW)))

    page = network.client(Role.MANAGER, Role.MEDIATOR).get(form).text

    assert page.count("Accueil 00") == FEW
    assert '<select class="form-select" id="f1-structure_id"' in page
    assert "choices.js" not in page


def test_without_script_a_button_looks_for_a_structure_saves_nothing_and_keeps_what_was_typed(network, structures):
    browser, form = network.client(Role.MANAGER), FORMS[1]

    looked = browser.post(form, data={**TABLET, "structure_id_words": "1234 accueil", "look_for": "structure_id"})
    saved = browser.post(form, data={**TABLET, "structure_id": choices(looked)[0]})

    assert (looked.status_code, choices(looked)) == (422, [str(structures[1234])])
    assert "Rien n’est enregistré pour l’instant" in text_of(looked)
    assert 'value="R52-88"' in looked.text
    assert saved.status_code == 303
    with network.uow() as uow:
        assert uow.session.query(Item).one().structure_id == structures[1234]


def test_what_is_chosen_stays_in_sight_whatever_is_looked_for_next(network, structures):
    form = {**TABLET, "structure_id": str(structures[1500]), "structure_id_words": "0007", "look_for": "structure_id"}

    looked = network.client(Role.MANAGER).post(FORMS[1], data=form)

    assert choices(looked) == [str(structures[1500]), str(structures[7])]
    assert f'value="{structures[1500]}" checked' in looked.text


def test_the_page_of_a_thing_leads_to_the_form_with_its_structure_chosen(network, structures):
    page = network.client(Role.MANAGER).get(f"{FORMS[3]}?structure={structures[1999]}")

    assert f'value="{structures[1999]}" checked' in page.text


def test_words_that_no_structure_has_say_so(network, structures):
    form = {**TABLET, "structure_id_words": "xyzzyx", "look_for": "structure_id"}

    looked = network.client(Role.MANAGER).post(FORMS[1], data=form)

    assert (choices(looked), "Aucun résultat." in text_of(looked)) == ([], True)


def test_a_program_looks_for_structures_with_the_same_words(network, structures):
    found = network.program(Role.MANAGER).get(f"{API}/structures?q=accueil+00&limit=3").json

    assert [one["label"] for one in found["items"]] == ["Accueil 0000", "Accueil 0001", "Accueil 0002"]
    assert found["count"] == sum("00" in f"{n:04}" for n in range(MANY))
