"""What the search across everything finds among workshops, people and equipment."""

import re

import pytest

from shared.roles import Role
from tests.factories.equipment import a_loan, a_person, a_tablet, iccids, some_sim_cards


@pytest.fixture
def network(sessions):
    return sessions.network()


def results(network, prefix, text, role=Role.MEDIATOR) -> str:
    answer = network.client(role).get(f"/{prefix}/marne/recherche", query_string={"q": text})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def titles(network, prefix, text) -> list[str]:
    asked = {"q": text, "fragment": "1"}
    answer = network.client(Role.MEDIATOR).get(f"/{prefix}/marne/recherche", query_string=asked)
    return re.findall(r'<li(?: data-exact)?><a href="[^"]+">([^<]+)</a>', answer.text)


def test_workshops_and_people_are_found_without_accents_by_a_part_of_a_word(network, workshops):
    workshops.series(title="Démarches en ligne")
    workshops.person("Noémie", "Démaret")

    assert titles(network, "ateliers", "dema") == ["Démarches en ligne", "Noémie Démaret"]
    assert titles(network, "ateliers", "ligne demarch") == ["Démarches en ligne"]


def test_a_fragment_is_the_results_without_the_page_around_them(network, workshops):
    workshops.series(title="Démarches en ligne")

    asked = {"q": "demarches", "fragment": "1"}
    fragment = network.client(Role.MEDIATOR).get("/ateliers/marne/recherche", query_string=asked).text

    assert fragment.strip().startswith('<div class="found" data-found="1">')
    assert "Démarches en ligne" in fragment
    assert "<h1" not in fragment


def test_five_are_shown_and_a_link_leads_to_the_whole_list_already_searched(network, workshops):
    for number in range(7):
        workshops.series(title=f"Ma tablette {number}")
    browser = network.client(Role.MEDIATOR)

    page = browser.get("/ateliers/marne/recherche?q=tablette").text
    href = re.search(r'<a href="([^"]+)">Voir les 7 ateliers</a>', page).group(1)

    assert len(titles(network, "ateliers", "tablette")) == 5
    assert browser.get(href).text.count("Ma tablette ") >= 7


@pytest.mark.parametrize("role", [Role.REFERENT, Role.ANIMATOR])
def test_who_may_not_read_people_finds_workshops_only(network, workshops, role):
    workshops.series(title="Démarches en ligne")
    workshops.person("Noémie", "Démaret")

    found = results(network, "ateliers", "dema", role)

    assert "Démarches en ligne" in found
    assert "Démaret" not in found


def test_a_model_is_found_without_its_accents(network):
    with network.uow() as uow:
        a_loan(uow, a_tablet(uow, "T-014", model="Clé 4G"), a_person(uow, "Noé", "Lefèvre"))

    assert titles(network, "materiel", "cle 4g") == ["Tablette T-014", "Tablette T-014, à Noé Lefèvre"]


def test_equipment_is_found_by_its_kind_its_borrower_and_the_last_digits_of_a_card(network):
    with network.uow() as uow:
        a_loan(uow, a_tablet(uow, "T-014"), a_person(uow, "Noé", "Lefèvre"))
        some_sim_cards(uow)
    last_digits = iccids(2)[1][-6:]

    assert titles(network, "materiel", "tablettes") == ["Tablette T-014"]
    assert titles(network, "materiel", "lefevre") == ["Tablette T-014, à Noé Lefèvre"]
    assert [one[-2:] for one in titles(network, "materiel", last_digits)] == [last_digits[-2:]]


@pytest.mark.parametrize("scanned", ["t-014", " T-014 ", "SN-9"])
def test_the_thing_whose_number_is_scanned_comes_first(network, scanned):
    with network.uow() as uow:
        for tag in ("A-1", "A-2", "A-3", "A-4", "A-5"):
            a_tablet(uow, tag, model="T-014 SN-9")
        a_tablet(uow, "T-014", serial="SN-9")

    page = network.client(Role.MANAGER).get("/materiel/marne/recherche", query_string={"q": scanned}).text

    assert page.count("data-exact") == 1
    assert titles(network, "materiel", scanned)[0] == "Tablette T-014"
    assert "Voir les 6 matériels" in page


def test_a_card_is_found_by_its_whole_number_as_it_is_printed_in_groups(network):
    with network.uow() as uow:
        some_sim_cards(uow, 3)
    number = iccids(3)[1]
    printed = " ".join(number[start : start + 4] for start in range(0, len(number), 4))

    page = network.client(Role.MANAGER).get("/materiel/marne/recherche", query_string={"q": printed}).text

    assert page.count("data-exact") == 1
    assert len(titles(network, "materiel", printed)) == 1


def test_what_another_network_has_is_never_found(sessions, network, workshops):
    workshops.series(title="Démarches en ligne")
    with network.uow() as uow:
        a_loan(uow, a_tablet(uow, "T-014"), a_person(uow, "Noé", "Lefèvre"))
        some_sim_cards(uow)
    stranger = sessions.network("aube").client(Role.ADMINISTRATOR)

    for prefix, text in [("ateliers", "demarches"), ("ateliers", "lefevre"), ("materiel", "T-014"), ("materiel", "89")]:
        answer = stranger.get(f"/{prefix}/aube/recherche", query_string={"q": text, "fragment": "1"})
        assert 'data-found="0"' in answer.text


@pytest.mark.parametrize("role", [Role.REFERENT, Role.ANIMATOR, Role.FUNDER])
def test_who_may_not_read_equipment_is_refused(network, role):
    assert network.client(role).get("/materiel/marne/recherche?q=T-014").status_code == 403


@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_nothing_asked_for_finds_nothing_and_says_what_to_write(network, workshops, text):
    workshops.person()

    found = results(network, "ateliers", text)

    assert "Écrivez un mot, un nom ou un numéro" in found
    assert "Labat" not in found


def test_nothing_found_is_said_with_a_piece_of_advice(network):
    assert "Rien ne correspond à « zzz »" in results(network, "materiel", "zzz")
