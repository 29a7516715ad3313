import re
from datetime import date

import pytest

from shared.roles import Role
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.reading import text_of

FORM = {"label": "Maison de quartier", "address": "3 place Royale", "postcode": "51100", "commune": "Reims"}


def test_an_empty_directory_says_how_to_begin(directory):
    network = directory.network()

    page = text_of(network.client(Role.ANIMATOR).get("/annuaire/marne/structures"))

    assert "L’annuaire est vide" in page
    assert "/annuaire/marne/structures/imports" in page


def test_filters_are_shown_as_chips_that_can_be_removed(directory):
    network = directory.network()
    a_structure(network)

    page = text_of(network.client(Role.MEDIATOR).get("/annuaire/marne/structures?q=tilleuls&commune=Reims"))

    assert "Médiathèque des Tilleuls" in page
    assert 'href="/annuaire/marne/structures?commune=Reims"' in page
    assert 'href="/annuaire/marne/structures?q=tilleuls"' in page


def test_a_card_says_whom_to_ask_for_when_that_person_agreed(directory):
    network = directory.network()
    shown, hidden = a_structure(network), a_structure(network, label="Mairie")
    a_referent(network, shown.id, shown_to="members", consented_on=date(2026, 1, 5))
    a_referent(network, hidden.id, name="Lise Morel", email="lise@exemple.fr")

    page = text_of(network.client(Role.MEDIATOR).get("/annuaire/marne/structures"))

    assert "Demander Nadia Benali, Directrice" in page
    assert "Lise Morel" not in page


def test_a_search_without_answer_keeps_the_filters_to_remove(directory):
    network = directory.network()
    a_structure(network)

    page = text_of(network.client(Role.MEDIATOR).get("/annuaire/marne/structures?q=piscine"))

    assert "Aucune structure ne correspond" in page
    assert "« piscine »" in page


def test_a_misspelt_commune_is_proposed_as_it_is_written(directory):
    network = directory.network()
    a_structure(network, commune="Épernay")
    search = "/annuaire/marne/structures?commune=epernai&within=5"

    page = text_of(network.client(Role.MEDIATOR).get(search))

    assert 'href="/annuaire/marne/structures?commune=%C3%89pernay&within=5"' in page.replace("&amp;", "&")
    assert "À Épernay" in page


def test_words_that_are_known_stay_as_they_were_typed(directory):
    network = directory.network()
    a_structure(network, label="CCAS de Biarritz")

    page = text_of(network.client(Role.MEDIATOR).get("/annuaire/marne/structures?q=ccas+biaritz"))

    assert "Voici les structures qui contiennent « ccas biarritz »" in page


def test_hours_are_shown_as_a_week_or_as_they_were_written(directory):
    network = directory.network()
    plain = a_structure(network, opening_hours="Mo-Fr 09:00-12:30")
    free = a_structure(network, label="Mairie", opening_hours="Sur rendez-vous")
    client = network.client(Role.MEDIATOR)

    week = text_of(client.get(f"/annuaire/marne/structures/{plain.id}"))
    raw = text_of(client.get(f"/annuaire/marne/structures/{free.id}"))

    assert "9 h – 12 h 30" in week
    assert "fermé" in week
    assert "Sur rendez-vous" in raw


def test_a_structure_is_added_by_hand(directory):
    network = directory.network()
    client = network.client(Role.ANIMATOR)
    form = {**FORM, "phone": "03 26 00 00 00", "emails": "a@exemple.fr\nb@exemple.fr", "typologies": "Mairie"}

    answer = client.post(
        "/annuaire/marne/structures/nouvelle", data={**form, "services": ["Loisirs et créations numériques"]}
    )

    page = text_of(client.get(answer.location))
    assert answer.status_code == 303
    assert "Maison de quartier est dans l’annuaire." in page
    for seen in ("03 26 00 00 00", "b@exemple.fr", "Mairie", "Loisirs et créations numériques"):
        assert seen in page


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("label", " ", "Ce champ est à remplir."),
        ("postcode", "5110", "« 5110 » n’a pas 5 chiffres. Corrigez-le, par exemple 64100."),
        ("phone", "03 26", "n’est pas un numéro de téléphone français complet"),
        ("emails", "accueil chez exemple.fr", "n’est pas une adresse e-mail"),
        ("websites", "javascript:alert(1)", "n’est pas une adresse web"),
        ("seats", "0", "Écrivez un nombre entre 1 et 5 000."),
        ("latitude", "49,25", "Donnez aussi la longitude : la latitude seule (49,25) ne place rien."),
        ("longitude", "4,03", "Donnez aussi la latitude : la longitude seule (4,03) ne place rien."),
        (
            "latitude",
            "là-bas",
            "« là-bas » n’est pas une latitude. Écrivez un nombre entre -90 et 90, par exemple 43,295.",
        ),
        ("longitude", "-181", "« -181 » n’est pas une longitude. Écrivez un nombre entre -180 et 180"),
        ("typologies", "Médiatèque", "Vouliez-vous dire « Bibliothèque ou médiathèque » ?"),
        ("typologies", "Mairie ; Zorglub", "« Zorglub » n’est pas un type de structure connu. Choisissez-en un"),
        ("accessibility_url", "acceslibre", "« acceslibre » n’est pas une adresse web."),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_what_was_typed_is_kept(directory, field, typed, sentence):
    network = directory.network()

    answer = network.client(Role.ANIMATOR).post("/annuaire/marne/structures/nouvelle", data={**FORM, field: typed})

    page = text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "3 place Royale" in page


def test_a_form_sent_twice_adds_one_structure(directory):
    network = directory.network()
    client = network.client(Role.ANIMATOR)

    first, second = (
        client.post("/annuaire/marne/structures/nouvelle", data={**FORM, "idempotency_key": "k1"}) for _ in range(2)
    )

    assert first.location == second.location
    assert '<span class="count">1</span>' in text_of(client.get("/annuaire/marne/structures"))


def test_the_second_to_change_a_record_is_told_and_undoes_nothing_unknowingly(directory):
    network = directory.network()
    structure = a_structure(network)
    address = f"/annuaire/marne/structures/{structure.id}/modifier"
    first, second = network.client(Role.ANIMATOR), network.client(Role.ADMINISTRATOR)
    seen = {"version": str(structure.version)}
    first.post(address, data={**FORM, **seen, "phone": "03 26 00 00 00"})

    late = second.post(address, data={**FORM, **seen, "label": "Un autre nom"})

    assert late.status_code == 409
    assert "Ceci a changé depuis que vous avez ouvert la page" in text_of(late)
    assert "Un autre nom" in text_of(late)
    assert f'name="version" value="{structure.version + 1}"' in late.text
    assert "03 26 00 00 00" in text_of(first.get(address.removesuffix("/modifier")))


def test_a_kind_that_came_with_a_file_stays_when_the_form_is_saved_and_no_other_stranger_joins_it(directory):
    network = directory.network()
    structure = a_structure(network, typologies=["ROULOTTE"])
    client = network.client(Role.ANIMATOR)
    address = f"/annuaire/marne/structures/{structure.id}/modifier"

    kept = client.post(address, data={**FORM, "typologies": "ROULOTTE ; Mairie"})
    refused = client.post(address, data={**FORM, "typologies": "ROULOTTE ; Péniche"})

    assert (kept.status_code, refused.status_code) == (303, 422)
    assert "« Péniche » n’est pas un type de structure connu" in text_of(refused)
    told = network.program(Role.ANIMATOR).get(f"/api/v1/directory/networks/marne/structures/{structure.id}").json
    assert told["typologies"] == ["ROULOTTE", "MUNI"]


FOLDED = {
    "latitude": "49,258329",
    "longitude": "4,031696",
    "parent": "Ville de Reims",
    "national_programmes": "France Services",
    "trainings": "ORDI 3.0",
    "other_trainings": "Tiers-lieu labellisé",
    "accessibility_url": "https://acceslibre.beta.gouv.fr/app/51-reims/",
    "source": "La Coop",
}
"""What the form keeps folded, as it is typed."""


def test_the_whole_national_record_is_filled_in_by_hand(directory):
    network = directory.network()
    client = network.client(Role.ANIMATOR)
    typed = {**FORM, **FOLDED, "typologies": "Bibliothèque ou médiathèque ; Espace public numérique"}

    answer = client.post("/annuaire/marne/structures/nouvelle", data=typed)

    page = text_of(client.get(answer.location))
    told = network.program(Role.ANIMATOR).get("/api/v1/directory/networks/marne/structures").json["items"][0]
    assert (told["latitude"], told["longitude"]) == (49.258329, 4.031696)
    assert (told["national_programmes"], told["trainings"]) == (["France Services"], ["ORDI 3.0"])
    for seen in ("Ville de Reims", "Tiers-lieu labellisé", FOLDED["accessibility_url"], "La Coop"):
        assert seen in page
    assert "Bibliothèque ou médiathèque, Espace public numérique" in page


def test_a_form_saved_as_it_was_shown_moves_nothing_and_tells_who_the_record_is(directory):
    network = directory.network()
    place = {"latitude": 49.25832912345678, "longitude": -0.1}
    structure = a_structure(network, external_id="biblio-001", typologies=["BIB", "EPN"], **place)
    client = network.client(Role.ANIMATOR)
    address = f"/annuaire/marne/structures/{structure.id}/modifier"

    shown = text_of(client.get(address))
    typed = {name: re.search(f'name="{name}" value="([^"]*)"', shown)[1] for name in ("latitude", "longitude")}
    client.post(address, data={**FORM, **typed, "external_id": "another", "updated_on": "2020-01-01"})

    assert typed == {"latitude": "49,25832912345678", "longitude": "-0,1"}
    assert "biblio-001" in shown
    told = network.program(Role.ANIMATOR).get(f"/api/v1/directory/networks/marne/structures/{structure.id}").json
    assert {name: told[name] for name in place} == place
    assert (told["external_id"], told["updated_on"] > "2020-01-01") == ("biblio-001", True)


def test_what_was_typed_in_a_fold_is_kept_and_shown_open_when_it_is_refused(directory):
    client = directory.network().client(Role.ANIMATOR)

    page = text_of(client.post("/annuaire/marne/structures/nouvelle", data={**FORM, **FOLDED, "longitude": "à l’est"}))

    for typed in ("49,258329", "à l’est", "Ville de Reims", "Tiers-lieu labellisé", "La Coop"):
        assert f'value="{typed}"' in page
    assert re.findall(r'<details class="form-fold"( open)?><summary>(\w+)', page)[:2] == [
        (" open", "Situation"),
        ("", "Labels"),
    ]


def test_a_referent_edits_their_own_record_and_no_other(directory):
    network = directory.network()
    own, other = a_structure(network), a_structure(network, label="Mairie")
    client = directory.client(network.member(Role.REFERENT, structure_ids=[own.id]).account_id)

    assert client.get(f"/annuaire/marne/structures/{own.id}/modifier").status_code == 200
    assert client.get(f"/annuaire/marne/structures/{other.id}/modifier").status_code == 403
    assert client.post(f"/annuaire/marne/structures/{other.id}/modifier", data=FORM).status_code == 403


def test_archiving_can_be_undone_from_the_sentence_that_tells_it(directory):
    network = directory.network()
    structure = a_structure(network)
    client = network.client(Role.ANIMATOR)

    client.post(f"/annuaire/marne/structures/{structure.id}/archivage")
    page = text_of(client.get("/annuaire/marne/structures"))
    client.post(f"/annuaire/marne/structures/{structure.id}/retour")

    assert f"/annuaire/marne/structures/{structure.id}/retour" in page
    assert "Médiathèque des Tilleuls" in text_of(client.get("/annuaire/marne/structures"))


def test_a_funder_does_not_read_the_directory_and_a_mediator_does_not_write_it(directory):
    network = directory.network()

    assert network.client(Role.FUNDER).get("/annuaire/marne/structures").status_code == 403
    assert network.client(Role.MEDIATOR).get("/annuaire/marne/structures/nouvelle").status_code == 403
    assert network.client(Role.MEDIATOR).get("/annuaire/marne/structures/imports").status_code == 403


def test_a_member_of_another_network_finds_nothing(directory):
    here, elsewhere = directory.network("marne"), directory.network("aube")
    structure = a_structure(here)
    client = elsewhere.client(Role.ADMINISTRATOR)

    assert client.get(f"/annuaire/aube/structures/{structure.id}").status_code == 404
    assert client.get(f"/annuaire/marne/structures/{structure.id}").status_code == 404


def test_an_administrator_reads_the_history_of_a_record(directory):
    network = directory.network()
    structure, _ = a_structure(network), a_structure(network, label="Mairie")
    keeper = network.client(Role.ADMINISTRATOR)
    address = f"/annuaire/marne/journal?thing_id={structure.id}"

    page, history = text_of(keeper.get(f"/annuaire/marne/structures/{structure.id}")), text_of(keeper.get(address))

    assert f'href="{address}"' in page
    assert "Médiathèque des Tilleuls" in history
    assert "Mairie" not in history
    assert "Qui a changé quoi" not in text_of(
        network.client(Role.MEDIATOR).get(f"/annuaire/marne/structures/{structure.id}")
    )
