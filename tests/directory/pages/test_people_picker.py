"""Members and referents are chosen among many: some of them, a search, also without script."""

import re

import pytest

from services.directory.queries.referents import list_referents
from services.directory.usecases.accounts import find_or_create_account
from services.directory.usecases.members import add_member
from shared.roles import Role
from shared.web.picker import AT_ONCE
from tests.factories.orientations import a_town, an_orientation
from tests.factories.structures import a_structure
from tests.reading import text_of

MANY = 50


@pytest.fixture
def town(directory):
    """A library and a town hall, among fifty places with a referent each."""
    town = a_town(directory)
    for number in range(MANY):
        structure = a_structure(town.network.seen, label=f"Accueil {number:02}", commune="Reims")
        with town.network.uow() as uow:
            account = find_or_create_account(uow, email=f"m{number}@ville.fr", display_name=f"Noa Membre {number:02}")
            add_member(uow, account, roles=[Role.REFERENT], structure_ids=[structure.id])
    return town


def url(town, path):
    return f"/annuaire/{town.network.slug}/{path}"


def find(town, actor, words):
    """By a program, for a person who was sent to the library."""
    api = f"/api/v1/directory/networks/{town.network.slug}/orientations/{an_orientation(town).id}/recipients"
    return town.network.client(actor).get(api, query_string={"q": words, "limit": 2}).json


def choices(answer, name) -> list[str]:
    return re.findall(rf'type="radio"[^>]* name="{name}" value="([\w-]+)"', answer.text)


def test_a_referent_is_chosen_among_a_few_members_and_the_others_are_looked_for(town):
    browser, form = town.network.client(), url(town, f"structures/{town.hall.id}/referents/nouveau")
    typed = {"phone": "03 26 00 00 01", "membership_id_words": "membre 42", "look_for": "membership_id"}

    page = browser.get(form)
    looked = browser.post(form, data=typed)
    saved = browser.post(form, data={"membership_id": choices(looked, "membership_id"), "shown_to": "keepers"})

    assert len(choices(page, "membership_id")) == AT_ONCE
    assert 'value="03 26 00 00 01"' in looked.text
    assert saved.status_code == 303
    with town.network.uow() as uow:
        assert {one.name for one in list_referents(uow, town.hall.id)} == {"Hugo Clerc", "Noa Membre 42"}


def test_who_is_referent_of_the_structure_is_not_proposed_again(town):
    api = f"/api/v1/directory/networks/{town.network.slug}/structures/{town.hall.id}/referents/candidates"

    browser = town.network.client()

    assert browser.get(f"{api}?q=hugo").json == {"items": [], "next": None, "count": 0}
    assert [one["email"] for one in browser.get(f"{api}?q=lise").json["items"]] == ["lise.morel@ville.fr"]


def test_a_person_is_sent_on_to_a_referent_who_is_looked_for(town):
    form = url(town, f"orientations/{an_orientation(town).id}/renvoi")
    browser = town.network.client(town.librarian)
    typed = {"note": "Plus près", "consent_on": "2026-03-03", "consent": "true"}

    page = browser.get(form)
    looked = browser.post(form, data={**typed, "recipient_words": "accueil 07", "look_for": "recipient"})
    sent = browser.post(form, data={**typed, "recipient": choices(looked, "recipient")})

    assert len(choices(page, "recipient")) == AT_ONCE
    assert "Médiathèque des Tilleuls – Lise Morel" not in text_of(page), "where the person is already"
    assert len(choices(looked, "recipient")) == 1
    assert "Accueil 07 – Référent de la structure, Reims" in text_of(looked)
    assert "Plus près" in looked.text
    assert sent.status_code == 303


def test_a_name_that_only_the_keepers_read_is_not_found_by_others(town):
    by_name, by_place = find(town, town.mediator, "noa membre"), find(town, town.mediator, "accueil 07")

    assert by_name == {"items": [], "count": 0}
    assert [one["label"] for one in by_place["items"]] == ["Accueil 07 – Référent de la structure, Reims"]
    assert find(town, town.network.administrator, "noa membre")["count"] == MANY
