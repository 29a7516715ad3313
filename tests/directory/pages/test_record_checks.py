import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from services.directory.models.structure import Structure
from services.directory.ticks import ask_about_old_records
from services.directory.usecases.structures import change_structure
from shared.roles import Role
from tests.factories.networks import SETTINGS, open_network
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.reading import text_of

FICHE = {"address": "2 rue Neuve", "postcode": "51100", "commune": "Reims", "opening_hours": "Mo-Fr 09:00-12:00"}
AGEING = "/annuaire/marne/structures/fraicheur"


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def structure(network, clock):
    return a_structure(network, updated_on=clock.now().date() - timedelta(days=200))


def letters(network) -> list[dict]:
    return [data for _, data in network.published("directory.message_requested.v1")]


def link_of(network) -> str:
    return urlsplit(letters(network)[-1]["context"]["link"]).path


def updated_on(network, structure):
    with network.uow() as uow:
        return uow.get(Structure, structure.id).updated_on


def test_the_referent_is_asked_once_at_each_threshold(network, structure, clock):
    a_referent(network, structure.id, valid_until=clock.now().date() + timedelta(days=900))

    for _ in range(2):
        ask_about_old_records()
    at_six_months = len(letters(network))
    clock.advance(days=400)
    for _ in range(2):
        ask_about_old_records()

    assert at_six_months == 1
    assert [one["template"] for one in letters(network)] == ["record_check"] * 2
    assert letters(network)[0]["email"] == "nadia@exemple.fr"


def test_nobody_is_asked_in_the_night_nor_without_a_referent(network, structure, clock):
    ask_about_old_records()
    a_referent(network, structure.id)
    clock.advance(hours=12)
    ask_about_old_records()

    assert letters(network) == []


def test_opening_the_link_changes_nothing_and_one_press_confirms(network, structure, clock):
    a_referent(network, structure.id)
    ask_about_old_records()
    visitor, link = network.subject.client(), link_of(network)

    opened = visitor.get(link)
    before = updated_on(network, structure)
    answer = visitor.post(link, data={"answer": "yes"})

    assert "Oui, c’est toujours juste" in text_of(opened)
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert before == structure.updated_on
    assert updated_on(network, structure) == clock.now().date()
    assert "est notée à jour" in text_of(visitor.get(answer.location))


def test_a_correction_is_applied_at_once_to_the_one_structure(network, structure, clock):
    a_referent(network, structure.id)
    ask_about_old_records()
    visitor, link = network.subject.client(), link_of(network)

    refused = visitor.post(f"{link}/correction", data={**FICHE, "postcode": "Reims"})
    visitor.post(f"{link}/correction", data={**FICHE, "label": "Un autre nom"})

    assert refused.status_code == 422
    assert "2 rue Neuve" in text_of(refused)
    with network.uow() as uow:
        changed = uow.get(Structure, structure.id)
    assert (changed.opening_hours, changed.label) == ("Mo-Fr 09:00-12:00", structure.label)
    assert changed.updated_on == clock.now().date()
    assert "fiche corrigée" in text_of(network.client(Role.ANIMATOR).get(f"{AGEING}?state=fresh"))


def test_a_correction_undoes_nothing_that_was_changed_while_it_was_written(network, structure):
    a_referent(network, structure.id)
    ask_about_old_records()
    visitor, link = network.subject.client(), link_of(network)
    written_on = re.search(r'name="version" value="(\d+)"', visitor.get(f"{link}/correction").text)[1]
    with network.uow() as uow:
        change_structure(uow, network.member(Role.ANIMATOR), structure_id=structure.id, phone="+33326000000")

    late = visitor.post(f"{link}/correction", data={**FICHE, "version": written_on})

    assert late.status_code == 409
    assert "2 rue Neuve" in text_of(late)
    with network.uow() as uow:
        assert uow.get(Structure, structure.id).phone == "+33326000000"


def test_who_is_no_longer_the_right_person_is_not_written_to_any_more(network, structure):
    a_referent(network, structure.id)
    ask_about_old_records()

    network.subject.client().post(link_of(network), data={"answer": "somebody_else"})

    page = text_of(network.client(Role.ANIMATOR).get(f"{AGEING}?state=watch"))
    assert "n’est plus la bonne personne" in page
    assert "Nommer un référent" in page


def test_a_link_expires_and_one_that_was_never_sent_says_nothing(network, structure, clock):
    a_referent(network, structure.id)
    ask_about_old_records()
    visitor, link = network.subject.client(), link_of(network)

    clock.advance(days=61)

    assert visitor.get(link).status_code == 404
    assert visitor.post(link, data={"answer": "yes"}).status_code == 404
    assert visitor.get("/annuaire/marne/fiche/xxxx").status_code == 404


def test_the_animator_asks_again_one_or_all_but_not_twice_a_day(network, structure):
    a_referent(network, structure.id)
    other = a_structure(network, label="Mairie", external_id="2", updated_on=None)
    animator = network.client(Role.ANIMATOR)

    first = animator.post(f"/annuaire/marne/structures/{structure.id}/relance")
    again = animator.post(f"/annuaire/marne/structures/{structure.id}/relance")
    nobody = animator.post(f"/annuaire/marne/structures/{other.id}/relance")
    everyone = animator.post(AGEING, data={"state": "watch"}, follow_redirects=True)

    assert (first.status_code, again.status_code, nobody.status_code) == (303, 409, 409)
    assert "Personne à relancer" in text_of(everyone)
    assert len(letters(network)) == 1
    assert "À actualiser (1)" in text_of(animator.get(AGEING))


def test_everybody_is_asked_again_only_where_somebody_can_be(network, structure):
    animator, offer = network.client(Role.ANIMATOR), "Relancer tout le monde"

    alone = text_of(animator.get(AGEING))
    a_referent(network, structure.id)
    reachable = text_of(animator.get(AGEING))
    animator.post(AGEING, data={"state": "watch"})
    asked_today = text_of(animator.get(AGEING))

    assert [offer in page for page in (alone, reachable, asked_today)] == [False, True, False]
    assert ["Pas de relance d’ensemble" in page for page in (alone, reachable, asked_today)] == [True, False, True]


def test_a_referent_whose_date_has_passed_is_asked_and_stays_for_a_year(network, clock):
    structure = a_structure(network)
    a_referent(network, structure.id, valid_until=clock.now().date() - timedelta(days=1), shown_to="members")
    ask_about_old_records()
    visitor = network.subject.client()

    visitor.post(link_of(network), data={"answer": "yes"})
    ask_about_old_records()

    assert [one["template"] for one in letters(network)] == ["referent_check"]
    assert "Nadia Benali" in text_of(network.client(Role.MEDIATOR).get(f"/annuaire/marne/structures/{structure.id}"))


def test_freshness_is_said_in_words_on_the_list_and_the_page(network, structure):
    client = network.client(Role.MEDIATOR)

    assert "À surveiller" in text_of(client.get("/annuaire/marne/structures"))
    assert "À surveiller" in text_of(client.get(f"/annuaire/marne/structures/{structure.id}"))


def test_the_thresholds_of_a_network_change_its_list_its_counts_and_who_is_asked(directory, clock):
    marne, aisne = open_network(directory), open_network(directory, "Réseau de l’Aisne", department="02")
    for network in (marne, aisne):
        old = a_structure(network.seen, updated_on=clock.now().date() - timedelta(days=200))
        a_referent(network.seen, old.id)
    form = {**SETTINGS, "watch_months": "7", "check_months": "8", "refresh_months": "9"}

    marne.client().post(f"/annuaire/{marne.slug}/reglages", data=form)
    ask_about_old_records()

    pages = [text_of(one.client().get(f"/annuaire/{one.slug}/structures/fraicheur")) for one in (marne, aisne)]
    lists = [text_of(one.client().get(f"/annuaire/{one.slug}/structures")) for one in (marne, aisne)]
    assert ["À surveiller (1)" in page for page in pages] == [False, True]
    assert ["à 7, 8 et 9 mois" in page for page in pages] == [True, False]
    assert ["vérifiée il y a 6 à 12 mois" in page for page in lists] == [False, True]
    assert [len(asked(one)) for one in (marne, aisne)] == [0, 1]


def asked(network) -> list[dict]:
    return [one for one in letters(network.seen) if one["template"] == "record_check"]


def test_a_referent_without_an_address_is_called_and_what_they_say_is_kept(network, structure, clock):
    referent = a_referent(network, structure.id, email="", phone="+33326000000")
    client = network.client(Role.ANIMATOR)

    listed = text_of(client.get(f"{AGEING}?state=watch"))
    address = f"/annuaire/marne/structures/{structure.id}/appel"
    page = text_of(client.get(address))
    answer = client.post(address, data={"referent_id": str(referent.id)})

    assert "Nadia Benali" in listed
    assert 'href="tel:+33326000000"' in listed
    assert f'href="{address}"' in listed
    assert "Nommer un référent" not in listed
    for seen in ("03 26 00 00 00", "est-ce toujours juste ?", "1 rue Neuve", f"structures/{structure.id}/modifier"):
        assert seen in page
    assert "C’est toujours juste, m’a-t-on dit au téléphone" in page
    assert "est notée à jour" in text_of(client.get(answer.location))
    assert updated_on(network, structure) == clock.now().date()
    assert "c’est toujours juste, le" in text_of(client.get(f"{AGEING}?state=fresh"))
    assert "dit au téléphone par Nadia Benali" in text_of(client.get(f"{AGEING}?state=fresh"))


def test_who_is_asked_whether_the_record_is_right_reads_the_closures_too(network, clock):
    hours = "Mo-Fr 09:00-12:00; 2026 Aug 03-2026 Aug 14 off; PH off"
    old = a_structure(network, opening_hours=hours, updated_on=clock.now().date() - timedelta(days=200))
    a_referent(network, old.id)
    ask_about_old_records()

    page = text_of(network.subject.client().get(link_of(network)))

    assert "Fermé du 3 août 2026 au 14 août 2026" in page
    assert "Fermé les jours fériés" in page


def test_who_has_no_number_either_is_reached_through_the_structure(network, structure):
    other = a_structure(network, label="Mairie", phone="+33326111111", updated_on=structure.updated_on)
    a_referent(network, other.id, email="", phone="")
    silent = a_referent(network, structure.id, email="", phone="")
    client = network.client(Role.ANIMATOR)

    listed = text_of(client.get(f"{AGEING}?state=watch"))
    page = text_of(client.get(f"/annuaire/marne/structures/{structure.id}/appel"))

    assert 'href="tel:+33326111111"' in listed
    assert "ni e-mail ni téléphone" in listed
    assert "Aucun numéro n’est connu" in page
    assert f"structures/referents/{silent.id}" in page


def test_who_has_an_address_is_written_to_and_nobody_speaks_for_another_structure(network, structure):
    a_referent(network, structure.id, email="", phone="+33326000000", name="Yves Diarra")
    a_referent(network, structure.id)
    other = a_structure(network, label="Mairie", updated_on=structure.updated_on)
    elsewhere = a_referent(network, other.id, email="", phone="+33326222222")
    client = network.client(Role.ANIMATOR)
    address = f"/annuaire/marne/structures/{structure.id}/appel"

    listed = text_of(client.get(f"{AGEING}?state=watch"))
    refused = client.post(address, data={"referent_id": str(elsewhere.id)})

    assert "Yves Diarra" not in listed
    assert refused.status_code == 409
    assert updated_on(network, structure) == structure.updated_on
    assert network.client(Role.MEDIATOR).get(address).status_code == 403


def test_a_program_notes_what_was_said_on_the_telephone(network, structure, clock):
    referent = a_referent(network, structure.id, email="", phone="+33326000000")
    program = network.program(Role.ANIMATOR)
    api = "/api/v1/directory/networks/marne"

    first = program.post(f"{api}/structures/{structure.id}/phone-answers", json={"referent_id": str(referent.id)})
    again = program.post(f"{api}/structures/{structure.id}/phone-answers", json={"referent_id": str(referent.id)})

    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json["answer"], first.json["state"], first.json["referent_id"]) == (
        "still_right", "watch", str(referent.id),
    )  # fmt: skip
    assert updated_on(network, structure) == clock.now().date()
    assert len(program.get(f"{api}/record-checks").json["items"]) == 2


def test_a_referent_of_another_network_is_not_reached_by_telephone(directory, network, structure):
    elsewhere = directory.network("voisin")
    theirs = a_structure(elsewhere)
    stranger = a_referent(elsewhere, theirs.id, email="", phone="+33326222222")
    program, api = network.program(Role.ANIMATOR), "/api/v1/directory/networks/marne/structures"
    body = {"referent_id": str(stranger.id)}

    answers = [program.post(f"{api}/{one.id}/phone-answers", json=body) for one in (structure, theirs)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert network.client(Role.ANIMATOR).get(f"/annuaire/marne/structures/{theirs.id}/appel").status_code == 404
