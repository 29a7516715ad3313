import pytest

from shared.roles import Role
from tests.factories.structures import a_structure
from tests.reading import text_of

FORM = {"label": "Maison de quartier", "address": "3 place Royale", "postcode": "51100", "commune": "Reims"}
WEEK = {
    **FORM,
    "hours_mode": "week",
    "hours_Mo_1_from": "09:00",
    "hours_Mo_1_to": "12h30",
    "hours_Mo_2_from": "14h",
    "hours_Mo_2_to": "17:30",
    "hours_Tu_same": "true",
    "hours_We_closed": "true",
    "hours_Th_1_from": "9h30",
    "hours_Th_1_to": "midi",
    "hours_public_holidays": "closed",
    "hours_nth": "1",
    "hours_nth_day": "1",
    "hours_closed_1_from": "2026-08-01",
    "hours_closed_1_to": "2026-08-15",
}


@pytest.fixture
def network(directory):
    return directory.network()


def hours_of(network, structure) -> str:
    program = network.program(Role.MEDIATOR)
    return program.get(f"/api/v1/directory/networks/marne/structures/{structure.id}").json["opening_hours"]


def test_a_week_and_its_exceptions_are_kept_as_openstreetmap_writes_them_and_shown_again(network):
    structure = a_structure(network)
    client = network.client(Role.ANIMATOR)
    page = f"/annuaire/marne/structures/{structure.id}"

    answer = client.post(f"{page}/modifier", data=WEEK)

    assert answer.status_code == 303
    assert hours_of(network, structure) == (
        "Mo-Tu 09:00-12:30,14:00-17:30; Th 09:30-12:00; Tu[1] off; 2026 Aug 01-2026 Aug 15 off; PH off"
    ).replace("Mo-Tu", "Mo,Tu")
    shown, form = text_of(client.get(page)), text_of(client.get(f"{page}/modifier"))
    assert "Fermé le premier mardi du mois" in shown
    assert "Fermé du 1er août 2026 au 15 août 2026" in shown
    assert 'name="hours_Tu_2_to" value="17:30"' in form


def test_hours_that_do_not_follow_are_said_beside_the_day_and_nothing_typed_is_lost(network):
    structure = a_structure(network)
    wrong = {**WEEK, "hours_Mo_1_to": "08:00", "postcode": "5110"}

    answer = network.client(Role.ANIMATOR).post(f"/annuaire/marne/structures/{structure.id}/modifier", data=wrong)

    page = text_of(answer)
    assert answer.status_code == 422
    assert "Le lundi, les heures ne se suivent pas : vérifiez-les." in page
    assert "n’a pas 5 chiffres" in page
    assert 'value="9h30"' in page


@pytest.mark.parametrize("text", ["week 01-53/2 Mo 14:00-17:00", "Sur rendez-vous"])
def test_what_the_form_cannot_show_stays_as_it_is(network, text):
    structure = a_structure(network, opening_hours=text)
    client = network.client(Role.ANIMATOR)
    address = f"/annuaire/marne/structures/{structure.id}/modifier"

    form = text_of(client.get(address))
    client.post(address, data={**FORM, "hours_mode": "text", "opening_hours": text})

    assert "Ces horaires ne tiennent pas dans le tableau" in form
    assert hours_of(network, structure) == text


def test_french_hours_are_proposed_and_changed_only_once_confirmed(network):
    structure = a_structure(network, opening_hours="Du lundi au vendredi 9h-12h")
    client = network.client(Role.ANIMATOR)
    page = f"/annuaire/marne/structures/{structure.id}"
    address = f"/api/v1/directory/networks/marne/structures/{structure.id}/opening-hours"

    proposed = text_of(client.get(page))
    read = network.program(Role.MEDIATOR).get(address).json
    stale = client.post(f"{page}/horaires", data={"opening_hours": "lundi 9h-12h"})
    before = hours_of(network, structure)
    client.post(f"{page}/horaires", data={"opening_hours": "Du lundi au vendredi 9h-12h"})

    assert "Nous avons lu ces horaires ainsi" in proposed
    assert (read["is_valid"], read["is_open"], read["proposal"]) == (False, None, "Mo-Fr 09:00-12:00")
    assert stale.status_code == 409
    assert before == "Du lundi au vendredi 9h-12h"
    assert hours_of(network, structure) == "Mo-Fr 09:00-12:00"
    assert "Nous avons lu ces horaires ainsi" not in text_of(client.get(page))


def test_a_mediator_sees_the_text_without_being_asked(network):
    structure = a_structure(network, opening_hours="Du lundi au vendredi 9h-12h")

    page = text_of(network.client(Role.MEDIATOR).get(f"/annuaire/marne/structures/{structure.id}"))

    assert "Du lundi au vendredi 9h-12h" in page
    assert "Nous avons lu" not in page


def test_the_publication_leads_to_the_hours_that_only_wait_for_a_yes(network):
    a_structure(network, opening_hours="Du lundi au vendredi 9h-12h")

    page = text_of(network.client(Role.ADMINISTRATOR).get("/annuaire/marne/publication"))

    assert "ne se lit pas comme des horaires" in page
    assert 'structures/horaires">confirmez ceux d’une fiche</a>' in page
    assert "Prêtes pour les données ouvertes" in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tu[1,3] 14:00-17:00", "Le premier et le troisième mardi du mois 14 h – 17 h"),
        ("week 02-52/2 Mo 14:00-17:00", "Semaines paires, lundi 14 h – 17 h"),
    ],
)
def test_hours_that_no_table_shows_are_said_in_french_to_everybody(network, text, words):
    structure = a_structure(network, opening_hours=text)
    network.program(Role.ADMINISTRATOR).put(
        "/api/v1/directory/networks/marne/publication", json={"is_site_open": True, "licence": "etalab-2.0"}
    )

    to_members = text_of(network.client(Role.ANIMATOR).get(f"/annuaire/marne/structures/{structure.id}"))
    form = text_of(network.client(Role.ANIMATOR).get(f"/annuaire/marne/structures/{structure.id}/modifier"))
    to_visitors = text_of(network.subject.client().get(f"/annuaire/marne/public/{structure.id}"))

    assert words in to_members
    assert words in to_visitors
    assert text not in to_visitors
    assert "week-table" not in to_visitors
    assert words.split(" 14 h")[0] in form


def test_some_days_of_the_month_are_read_and_kept_once_confirmed(network):
    text = "1er et 3e mardi du mois de 14h à 17h"
    structure = a_structure(network, opening_hours=text)
    client = network.client(Role.ANIMATOR)
    page = f"/annuaire/marne/structures/{structure.id}"

    proposed = text_of(client.get(page))
    listed = text_of(client.get("/annuaire/marne/structures/horaires"))
    client.post(f"{page}/horaires", data={"opening_hours": text})

    for shown in (proposed, listed):
        assert "Le premier et le troisième mardi du mois 14 h – 17 h" in shown
    assert hours_of(network, structure) == "Tu[1,3] 14:00-17:00"


def test_who_closes_in_school_holidays_is_not_promised_open_without_a_word_of_them(network, clock):
    structure = a_structure(network, opening_hours="Mo-Su 00:00-24:00; SH off")

    page = text_of(network.client(Role.ANIMATOR).get(f"/annuaire/marne/structures/{structure.id}"))

    assert "sauf vacances scolaires" in page
