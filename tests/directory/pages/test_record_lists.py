"""One letter to who keeps several records; one page to answer for all of them, or for each."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from services.directory.models.structure import Structure
from services.directory.ticks import ask_about_old_records
from shared.roles import Role
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.reading import text_of

LABELS = ("Médiathèque d’Ay", "Médiathèque de Bouzy", "Médiathèque de Cramant")
FICHE = {"address": "2 rue Neuve", "postcode": "51100", "commune": "Reims", "opening_hours": "Mo-Fr 09:00-12:00"}


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def libraries(network, clock):
    """Three of one referent, all last verified on one day."""
    old = clock.now().date() - timedelta(days=200)
    made = [a_structure(network, label=label, updated_on=old) for label in LABELS]
    for one in made:
        a_referent(network, one.id, valid_until=clock.now().date() + timedelta(days=300))
    return made


def letters(network) -> list[dict]:
    return [data for _, data in network.published("directory.message_requested.v1")]


def path_of(link: str) -> str:
    return urlsplit(link).path


def verified_today(network, structures) -> list[bool]:
    with network.uow() as uow:
        return [uow.get(Structure, one.id).updated_on == uow.today for one in structures]


def test_one_letter_names_all_the_records_and_one_press_confirms_them(network, libraries):
    ask_about_old_records()
    (letter,) = letters(network)
    visitor, page = network.subject.client(), path_of(letter["context"]["link"])

    opened = visitor.get(page)
    before = verified_today(network, libraries)
    words = [line.split('value="')[1].split('"')[0] for line in opened.text.split("<") if 'name="checks"' in line]
    answer = visitor.post(page, data={"checks": words}, follow_redirects=True)

    assert letter["template"] == "record_checks"
    assert [one["structure"] for one in letter["context"]["records"]] == list(LABELS)
    assert "Oui, les 3 fiches sont toujours justes" in text_of(opened)
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert (before, verified_today(network, libraries)) == ([False] * 3, [True] * 3)
    assert "Plus rien n’attend votre réponse" in text_of(answer)


def test_a_name_in_capitals_is_the_same_person(network, clock, libraries):
    more = a_structure(network, label="Médiathèque de Dizy", updated_on=libraries[0].updated_on)
    until = clock.now().date() + timedelta(days=300)
    a_referent(network, more.id, name="NADIA BENALI", valid_until=until)

    ask_about_old_records()
    (letter,) = letters(network)
    page = text_of(network.subject.client().get(path_of(letter["context"]["link"])))

    assert [label in page for label in (*LABELS, "Médiathèque de Dizy")] == [True] * 4


def test_one_is_corrected_alone_and_the_others_still_wait(network, libraries):
    ask_about_old_records()
    context = letters(network)[0]["context"]
    visitor, page = network.subject.client(), path_of(context["link"])
    first = path_of(context["records"][0]["link"])
    listed = page.rsplit("/", 1)[-1]

    corrected = visitor.post(f"{first}/correction?list={listed}", data=FICHE)
    thanks = text_of(visitor.get(corrected.location))
    left = text_of(visitor.get(page))

    assert f'href="{page}"' in thanks
    assert "Vous pouvez fermer" not in thanks
    assert "2 fiches attendent votre réponse" in left
    assert (LABELS[0] in left, LABELS[1] in left, LABELS[2] in left) == (False, True, True)
    assert verified_today(network, libraries) == [True, False, False]


def test_who_is_not_the_person_for_one_of_them_any_more_keeps_the_others(network, libraries):
    ask_about_old_records()
    context = letters(network)[0]["context"]
    visitor = network.subject.client()

    visitor.post(path_of(context["records"][1]["link"]), data={"answer": "somebody_else"})
    left = text_of(visitor.get(path_of(context["link"])))

    assert (LABELS[0] in left, LABELS[1] in left) == (True, False)
    assert verified_today(network, libraries) == [False] * 3


def test_a_word_of_the_list_opens_no_single_record_and_the_other_way_round(network, libraries):
    ask_about_old_records()
    context = letters(network)[0]["context"]
    visitor = network.subject.client()
    many, one = path_of(context["link"]), path_of(context["records"][0]["link"])

    swapped = [many.replace("/fiches/", "/fiche/"), one.replace("/fiche/", "/fiches/")]

    assert [visitor.get(page).status_code for page in (many, one, *swapped)] == [200, 200, 404, 404]


def test_nothing_is_confirmed_that_was_not_on_the_page(network, libraries):
    ask_about_old_records()
    visitor, page = network.subject.client(), path_of(letters(network)[0]["context"]["link"])

    answers = [visitor.post(page, data=data).status_code for data in ({}, {"checks": ["x"]})]

    assert answers[0] == 422
    assert answers[1] in (404, 410)
    assert verified_today(network, libraries) == [False] * 3


def test_the_link_of_a_list_dies_after_two_months(network, libraries, clock):
    ask_about_old_records()
    page = path_of(letters(network)[0]["context"]["link"])

    clock.advance(days=61)

    assert network.subject.client().get(page).status_code == 404


def test_two_people_who_share_a_mailbox_get_a_letter_each(network, libraries, clock):
    old = clock.now().date() - timedelta(days=200)
    hall = a_structure(network, label="Mairie", updated_on=old)
    a_referent(network, hall.id, name="Yves Diarra")

    ask_about_old_records()

    assert sorted(one["context"]["name"] for one in letters(network)) == ["Nadia Benali", "Yves Diarra"]


def test_who_kept_the_whole_state_waiting_is_asked_once_and_counted_once(network, libraries):
    client = network.client(Role.ANIMATOR)

    answer = client.post("/annuaire/marne/structures/fraicheur", data={"state": "watch"}, follow_redirects=True)

    assert "1 personne a reçu la question." in text_of(answer)
    assert len(letters(network)) == 1


def test_a_referent_of_several_whose_date_has_passed_answers_once(network, libraries, clock):
    for structure in libraries:
        with network.uow() as uow:
            uow.get(Structure, structure.id).updated_on = clock.now().date() + timedelta(days=290)
    clock.advance(days=301)
    ask_about_old_records()
    (letter,) = letters(network)
    visitor, page = network.subject.client(), path_of(letter["context"]["link"])

    opened = text_of(visitor.get(page))
    words = [line.split('value="')[1].split('"')[0] for line in opened.split("<") if 'name="checks"' in line]
    visitor.post(page, data={"checks": words})
    ask_about_old_records()

    assert letter["template"] == "referent_checks"
    assert "Oui, c’est toujours moi pour les 3" in opened
    assert len(letters(network)) == 1
    assert "Plus rien n’attend" in text_of(visitor.get(page))
