import pytest

from shared.roles import Role
from tests.directory.pages.test_import_mappings import answers
from tests.directory.pages.test_imports import send
from tests.factories.people_tables import MAPPING, a_place, people_table
from tests.reading import words_of


@pytest.fixture
def network(directory):
    return directory.network(department="64")


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def previewed(client, *places: dict[str, str], label: str = "") -> str:
    """With the columns of people chosen by hand."""
    data = people_table(*places)
    address = send(client, data).location
    chosen = {f"column-{place}": target for place, target in enumerate(MAPPING.columns.values())}
    values = client.post(f"{address}/colonnes", data=chosen).location
    filled = answers(client.get(values).get_data(as_text=True))
    client.post(f"{address}/correspondances", data={**filled, "label": label})
    return address


def test_no_column_of_people_is_read_by_itself_and_the_screen_says_what_reading_it_means(animator):
    page = animator.get(send(animator, people_table()).location)

    chosen = answers(page.get_data(as_text=True)).values()
    assert not [target for target in chosen if target.startswith("referent:")]
    assert "fait entrer dans l’annuaire le nom d’une personne" in words_of(page)
    assert "prévenez-les avant d’appliquer" in words_of(page)


def test_what_reading_people_means_is_not_said_again_between_the_choice_and_the_check(animator):
    address = send(animator, people_table()).location
    chosen = {f"column-{place}": target for place, target in enumerate(MAPPING.columns.values())}

    values = animator.get(animator.post(f"{address}/colonnes", data=chosen).location)

    assert "Que veulent dire les valeurs ?" in words_of(values).replace("\u202f", " ")
    assert "Des noms de personnes" not in words_of(values)


def test_the_preview_shows_the_people_and_reminds_who_will_see_them(animator):
    page = words_of(animator.get(previewed(animator, a_place(), a_place(2, **{"Mail référent": "?"}))))

    assert "Référents à créer 1" in page
    assert "Nadia Benali 1 (Directrice, nadia.benali1@ville.example, 05 59 00 00 01) Lieu 1, ligne 2" in page
    assert "la ligne est prise, sans la personne" in page
    assert "Ligne 3, e-mail du référent : « ? »" in page
    assert "Elles doivent savoir qu’elles y figurent" in page


def test_a_table_that_only_names_people_is_applied_and_taken_back(animator):
    first = previewed(animator, a_place(named=False))
    animator.post(f"{first}/application")
    address = previewed(animator, a_place())
    offered = words_of(animator.get(address))
    animator.post(f"{address}/application")
    applied = words_of(animator.get(address))

    animator.post(f"{address}/annulation")

    assert "Appliquer la ligne" in offered
    assert "Référents créés : 1 ; complétés : 0" in applied
    assert "Import annulé" in words_of(animator.get(address))


def test_the_journal_tells_each_referent_and_who_brought_them_in(network, animator):
    animator.post(f"{previewed(animator, a_place())}/application")

    journal = network.client(Role.ADMINISTRATOR).get("/api/v1/directory/networks/marne/journal?noun=referent").json

    (entry,) = journal["items"]
    assert (entry["action"], entry["thing_label"]) == ("created", "Nadia Benali 1")


def test_a_saved_mapping_remembers_the_columns_of_people(animator):
    previewed(animator, label="Tableau des référents")

    page = animator.get(send(animator, people_table(a_place(5))).location).get_data(as_text=True)

    assert 'value="referent:courriel" selected' in page
