import pytest

from services.directory.usecases.import_undo import undo_import
from shared.actor import SYSTEM
from shared.roles import Role
from tests.directory.pages.test_import_mappings import answers, mapped
from tests.directory.pages.test_imports import send
from tests.directory.usecases.test_imports import counts, structures
from tests.factories.national_files import NAMES, a_file, a_line
from tests.factories.network_tables import places
from tests.factories.structures import a_preview, a_structure, applied
from tests.reading import words_of

OWN = {
    "reseau_etapes": "Faire pour|Former",
    "reseau_equipements": "Scanner",
    "reseau_ordinateurs": "4",
    "reseau_accueil_rencontres": "oui",
    "reseau_visible_public": "non",
}
EXPORTS = "/annuaire/marne/structures/export"


@pytest.fixture
def network(directory):
    return directory.network(department="64")


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


def own(**cells: str) -> bytes:
    return a_file([{**a_line(1), **OWN, **cells}], columns=(*NAMES, *OWN))


def by_name(network):
    return {one.label: one for one in structures(network).values()}


def test_what_the_network_notes_comes_in_by_accepting_what_is_proposed(network, animator):
    address = mapped(animator, places())
    animator.post(f"{address}/application")

    library, town_hall = by_name(network)["Médiathèque des Tilleuls"], by_name(network)["Mairie de Gelos"]
    assert library.stages == ["doing_with", "training"]
    assert library.equipment == ["printer", "wifi"]
    assert (library.computers, library.seats) == (3, 20)
    assert library.shared_content == "Un atelier mémoire"
    assert (library.can_host_meetings, library.is_public) == (True, True)
    assert (town_hall.stages, town_hall.computers) == (["orientation"], None)
    assert (town_hall.can_host_meetings, town_hall.is_public) == (False, False)


def test_a_changed_table_shows_the_changes_in_french_and_the_undo_takes_them_back(network, animator):
    animator.post(f"{mapped(animator, places())}/application")
    address = mapped(animator, places({"Nb de postes": "5", "Publier": "non", "Équipements": "wifi"}))
    page = words_of(animator.get(address))
    animator.post(f"{address}/application")
    after = by_name(network)["Médiathèque des Tilleuls"]

    animator.post(f"{address}/annulation")

    back = by_name(network)["Médiathèque des Tilleuls"]
    assert "Nombre d’ordinateurs en libre accès Avant 3 Après 5" in page
    assert "Équipement sur place Avant Imprimante, Wifi Après Wifi" in page
    assert "Montrée au public Avant oui Après non" in page
    assert (after.computers, after.is_public, after.equipment) == (5, False, ["wifi"])
    assert (back.computers, back.is_public, back.equipment) == (3, True, ["printer", "wifi"])


def test_a_count_that_is_none_is_left_aside_and_told(animator):
    page = words_of(animator.get(mapped(animator, places({"Nb de postes": "3 à 5"}))))

    assert "« 3 à 5 » n’est pas un nombre entre 1 et 5 000 : laissé de côté." in page
    assert "Appliquer les 2 lignes" in page


def test_an_empty_cell_among_answers_leaves_what_is_known(network, animator):
    animator.post(f"{mapped(animator, places())}/application")

    animator.post(f"{mapped(animator, places({}, {'Publier': ''}))}/application")

    assert not by_name(network)["Mairie de Gelos"].is_public


def test_another_word_than_yes_or_no_is_asked_about(animator):
    address = send(animator, places({"Publier": "à revoir"})).location
    columns = answers(animator.get(address).get_data(as_text=True))

    values = animator.post(f"{address}/colonnes", data=columns).location

    page = words_of(animator.get(values))
    assert "à revoir 1 fois laisser de côté oui non" in page


def test_ticked_columns_become_equipment_and_stages(network, animator):
    ticks = {"Imprimante": "x", "Coin confidentiel": "✔", "Former": "oui"}

    animator.post(f"{mapped(animator, places(ticks))}/application")

    library = by_name(network)["Médiathèque des Tilleuls"]
    assert set(library.equipment) == {"printer", "wifi", "confidential_corner"}
    assert set(library.stages) == {"doing_with", "training"}


def test_a_saved_mapping_keeps_them(animator):
    mapped(animator, places(), label="Tableau du réseau")

    page = animator.get(send(animator, places({"Nom": "Autre"})).location).get_data(as_text=True)

    assert 'value="reseau_etapes" selected' in page
    assert "Tableau du réseau" in page


def test_a_national_file_may_carry_them_under_their_own_names(network):
    known = applied(network, a_preview(network, own()))

    place = structures(network)["lieu-001"]
    assert known.preview["ignored_columns"] == []
    assert (place.stages, place.equipment, place.computers) == (["doing_for", "training"], ["scanner"], 4)
    assert (place.can_host_meetings, place.is_public) == (True, False)


def test_a_national_file_without_them_leaves_them_alone_and_empty_answers_too(network):
    applied(network, a_preview(network, own()))

    without = a_preview(network, a_file([a_line(1)]))
    silent = a_preview(network, own(reseau_accueil_rencontres="", reseau_visible_public=" "))

    assert counts(without) == counts(silent) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("column", "text", "mend"),
    [
        ("reseau_etapes", "Danser", "Choisissez parmi : Sensibilisation, Détection"),
        ("reseau_visible_public", "peut-être", "Écrivez oui ou non"),
        ("reseau_ordinateurs", "beaucoup", "par exemple 4"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_column_its_value_and_the_mend(network, column, text, mend):
    (refused,) = a_preview(network, own(**{column: text})).preview["refused"]

    assert f"{column} : « {text} »" in refused["reasons"][0]
    assert mend in refused["reasons"][0]


@pytest.mark.parametrize("kind", ["csv", "json", "xlsx"])
def test_the_members_export_sent_back_changes_nothing(network, animator, kind):
    applied(network, a_preview(network, own(presentation_detail="=1+1", typologie="EPN|BIB")))
    text = "Un atelier mémoire\n- deux tablettes ; un jeu"
    filled = {"pivot": "13002526500013", "seats": 12, "can_host_meetings": True, "shared_content": text}
    a_structure(network, **filled, equipment=["wifi", "printer"], stages=["training"], fees=["Gratuit", "Payant"])
    data = animator.get(f"{EXPORTS}.{kind}").data

    known = a_preview(network, data)

    assert (known.state, counts(known)) == ("previewed", (0, 0, 2, 0)), known.preview
    assert known.preview["ignored_columns"] == []


def test_the_exports_of_members_name_the_columns_of_the_network(network, animator):
    applied(network, a_preview(network, own()))

    headings = animator.get(f"{EXPORTS}.csv").text.splitlines()[0]
    (record,) = animator.get(f"{EXPORTS}.json").json

    assert headings.endswith(
        "prise_rdv,reseau_etapes,reseau_equipements,reseau_ordinateurs,reseau_partage,"
        "reseau_accueil_rencontres,reseau_places_rencontre,reseau_visible_public"
    )
    assert {name: str(record[name]) for name in OWN} == OWN


def test_the_undo_of_a_national_file_takes_them_back(network):
    applied(network, a_preview(network, own()))
    known = applied(network, a_preview(network, own(reseau_ordinateurs="", reseau_visible_public="oui")))
    with network.uow() as uow:
        undo_import(uow, SYSTEM, import_id=known.id)

    place = structures(network)["lieu-001"]
    assert (place.computers, place.is_public) == (4, False)
