"""« Compléter plusieurs fiches », as people do it."""

import html
import re

import pytest

from services.directory.models.structure import Structure
from services.directory.usecases import completions, import_undo, imports
from shared.roles import Role
from tests.directory.pages.test_long_imports import run
from tests.factories.completions import HELP, TOOLS
from tests.factories.structures import a_structure
from tests.reading import text_of

LIST = "/annuaire/marne/structures"
RECORDS = f"{LIST}/completer"


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def taken(client, address=RECORDS, **form) -> str:
    """Where choosing records leads."""
    return client.post(address, data={"attribute": "services", "which": "ticked", **form}).location


def services_of(network, structure) -> list[str]:
    with network.uow(read_only=True) as uow:
        return uow.get(Structure, structure.id).services


def test_records_are_ticked_completed_and_the_change_is_taken_back(network, animator):
    one, other = a_structure(network, label="Mairie"), a_structure(network, label="École")

    values = taken(animator, structure_ids=[str(one.id)])
    asked = text_of(animator.get(values))
    address = animator.post(values, data={"attribute": "services", "how": "add", "values": [HELP, TOOLS]}).location
    preview = text_of(animator.get(address))
    animator.post(f"{address}/application")
    applied, written = text_of(animator.get(address)), services_of(network, one)
    animator.post(f"{address}/annulation")

    assert "Services, dans une fiche" in asked
    assert "Changer la fiche" in preview and f"Services : ajouter {HELP}" in preview
    assert 'Avant</span> <span class="kept-lines">(vide)' in preview
    assert "Fiches complétées" in applied and "Annuler ce changement" in applied
    assert (written, services_of(network, other)) == ([HELP, TOOLS], [])
    assert services_of(network, one) == []
    assert "Ce changement a été appliqué puis annulé" in text_of(animator.get(address))


def test_the_whole_page_and_the_whole_list_are_taken_without_ticking(network, animator):
    shown = [str(a_structure(network, label=f"Lieu {number}").id) for number in range(3)]
    a_structure(network, label="Lieu rempli", services=[TOOLS])

    page = taken(animator, which="shown", shown=shown[:2])
    found = taken(animator, f"{RECORDS}?missing=services", which="found")

    assert "dans 2 fiches" in text_of(animator.get(page))
    assert "missing=services" in found and "dans 3 fiches" in text_of(animator.get(found))


def test_a_long_list_offers_to_take_all_of_it(network, animator):
    for number in range(51):
        a_structure(network, label=f"Lieu {number:02}")

    page = text_of(animator.get(RECORDS))

    assert "Toute la page : 50" in page
    assert "Toutes celles de la liste : 51" in page


def test_the_list_leads_there_with_its_filters(network, animator):
    a_structure(network, commune="Reims")

    page = html.unescape(animator.get(f"{LIST}?commune=Reims&missing=services").text)

    assert f'href="{RECORDS}?commune=Reims&missing=services">Compléter plusieurs fiches' in page


def test_nothing_ticked_is_said_and_the_field_stays_chosen(network, animator):
    a_structure(network)

    refused = animator.post(f"{RECORDS}?commune=Reims", data={"attribute": "fees", "which": "ticked"})

    assert refused.status_code == 422
    assert "Cochez au moins une fiche" in text_of(refused)
    assert '<option value="fees" selected>' in refused.text
    assert 'name="commune" value="Reims"' in refused.text


def test_a_field_left_open_is_said_and_the_ticks_stay(network, animator):
    structure = a_structure(network)

    refused = animator.post(RECORDS, data={"which": "ticked", "structure_ids": [str(structure.id)]})

    assert refused.status_code == 422
    assert re.search(rf'value="{structure.id}" checked', refused.text)


def test_no_value_is_said_and_the_rest_of_the_choice_stays(network, animator):
    values = taken(animator, structure_ids=[str(a_structure(network).id)])

    refused = animator.post(values, data={"attribute": "services", "how": "remove"})

    assert refused.status_code == 422
    assert "Choisissez au moins une valeur" in text_of(refused)
    assert 'value="remove" checked' in refused.text
    assert html.escape(values) in refused.text


def test_a_kind_of_structure_that_does_not_exist_proposes_another(network, animator):
    values = taken(animator, attribute="typologies", structure_ids=[str(a_structure(network).id)])

    refused = animator.post(values, data={"attribute": "typologies", "how": "add", "values": "Médiatèque"})

    assert refused.status_code == 422
    assert "Vouliez-vous dire « Bibliothèque ou médiathèque »" in text_of(refused)
    assert 'value="Médiatèque"' in refused.text


def test_the_preview_leads_back_to_the_choice_as_it_was_made(network, animator):
    found = taken(animator, f"{RECORDS}?missing=services", which="found")
    a_structure(network)
    address = animator.post(found, data={"attribute": "services", "how": "set", "values": [TOOLS]}).location

    back = re.search(r'href="([^"]+completer/valeurs[^"]*)"', animator.get(address).text)
    again = animator.get(html.unescape(back[1])).text

    assert "missing=services" in back[1]
    assert 'value="set" checked' in again
    assert re.search(rf'value="{re.escape(TOOLS)}" checked', html.unescape(again))


def test_an_address_cut_in_the_middle_of_a_record_does_not_choose_the_whole_directory(network, animator):
    cut = taken(animator, structure_ids=[str(a_structure(network).id)])[:-3]

    shown = text_of(animator.get(cut))
    refused = animator.post(cut, data={"attribute": "services", "how": "add", "values": [HELP]})

    assert "dans 0 fiche" in shown
    assert refused.status_code == 422 and "Aucune fiche n’est choisie" in text_of(refused)


def test_yes_or_no_is_one_question(network, animator):
    structure = a_structure(network)
    values = taken(animator, attribute="is_public", structure_ids=[str(structure.id)])

    page = text_of(animator.get(values))
    address = animator.post(values, data={"attribute": "is_public", "values": "false"}).location
    animator.post(f"{address}/application")

    assert "Remplacer" not in page
    with network.uow(read_only=True) as uow:
        assert uow.get(Structure, structure.id).is_public is False


def test_when_every_record_says_it_already_there_is_nothing_to_apply(network, animator):
    values = taken(animator, structure_ids=[str(a_structure(network, services=[HELP]).id)])
    address = animator.post(values, data={"attribute": "services", "values": [HELP]}).location

    page = text_of(animator.get(address))

    assert "Toutes ces fiches le disent déjà" in page
    assert "Changer la fiche" not in page


def test_a_form_opened_before_is_told_that_the_record_has_changed(network, animator):
    structure = a_structure(network)
    values = taken(animator, structure_ids=[str(structure.id)])
    address = animator.post(values, data={"attribute": "services", "values": [HELP]}).location
    animator.post(f"{address}/application")
    form = {"label": "Mairie", "address": "1 rue Neuve", "postcode": "51100", "commune": "Reims", "version": "1"}

    late = animator.post(f"{LIST}/{structure.id}/modifier", data={**form, "hours_mode": "week"})

    assert late.status_code == 409


def test_published_files_say_it_at_once(network, animator):
    opened = {"is_site_open": True, "licence": "etalab-2.0"}
    network.program(Role.ADMINISTRATOR).put("/api/v1/directory/networks/marne/publication", json=opened)
    structure = a_structure(network)
    public = "/annuaire/marne/donnees-ouvertes/lieux.json"
    before = animator.get(public)
    values = taken(animator, structure_ids=[str(structure.id)])
    address = animator.post(values, data={"attribute": "services", "values": [HELP]}).location
    animator.post(f"{address}/application")

    assert before.status_code == 200
    assert HELP not in before.get_data(as_text=True)
    assert HELP in animator.get(public).get_data(as_text=True)


def test_many_records_are_completed_and_taken_back_in_the_background(directory, network, animator, monkeypatch):
    for module in (completions, imports, import_undo):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    several = [a_structure(network, label=f"Lieu {number}") for number in range(3)]
    values = taken(animator, structure_ids=[str(one.id) for one in several])

    address = animator.post(values, data={"attribute": "services", "values": [HELP]}).location
    reading = text_of(animator.get(address))
    run(directory, "read_import")
    animator.post(f"{address}/application")
    applying = text_of(animator.get(address))
    run(directory, "apply_import")
    written = [services_of(network, one) for one in several]
    animator.post(f"{address}/annulation")
    run(directory, "undo_import")

    assert "0 fiches préparées sur 3" in reading
    assert "3 fiches sont en train d’être écrites" in applying
    assert written == [[HELP]] * 3
    assert [services_of(network, one) for one in several] == [[]] * 3


def test_what_is_missing_is_counted_to_begin_with(network, animator):
    a_structure(network, label="Mairie")
    a_structure(network, label="École", services=[TOOLS])

    page = html.unescape(animator.get(RECORDS).text)

    assert f'href="{RECORDS}?missing=services">un service (1)' in page
    assert "un référent (2)" in page
    assert "(0)" not in page


def test_what_the_list_says_is_missing_is_the_field_to_complete(network, animator):
    a_structure(network)

    assert '<option value="fees" selected>' in animator.get(f"{RECORDS}?missing=fees").text


def test_an_empty_directory_says_where_to_begin(animator):
    assert "L’annuaire est vide" in text_of(animator.get(RECORDS))


def test_a_search_without_answer_offers_ways_out(network, animator):
    a_structure(network, services=[TOOLS])

    page = text_of(animator.get(f"{RECORDS}?missing=services"))

    assert "Aucune structure ne correspond" in page
    assert "Sans « Il manque un service »" in page


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.REFERENT, Role.FUNDER])
def test_it_takes_the_right_to_import(network, role):
    client = network.client(role)

    assert [client.get(address).status_code for address in (RECORDS, f"{RECORDS}/valeurs")] == [403, 403]
    assert client.post(f"{RECORDS}/valeurs", data={"attribute": "services"}).status_code == 403
