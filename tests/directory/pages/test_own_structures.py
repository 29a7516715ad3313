"""What a referent of several structures finds: their records, who is sent to them, what is told of them."""

from datetime import timedelta
from typing import Any

import pytest

from services.directory.models.personal import SERVICES
from services.directory.models.structure import Structure
from services.directory.queries.recipients import list_recipients
from services.directory.usecases import personal_requests
from services.directory.usecases.orientations import Request, send_orientation
from tests.factories.federation import a_coordinator, a_federation
from tests.factories.referents import a_referent
from tests.reading import text_of

RECORD = {"label": "Mairie d’Ay", "address": "1 place Henri-Martin", "postcode": "51160", "commune": "Ay"}


@pytest.fixture
def place(directory):
    return a_federation(directory)


@pytest.fixture
def lea(place):
    return a_coordinator(place)


def test_her_structures_are_on_one_page_and_confirmed_there_one_by_one(place, lea, clock):
    with place.network.uow() as uow:
        uow.get(Structure, place.hall.id).updated_on = uow.today - timedelta(days=400)
    browser, own = place.network.client(lea), place.url("structures/les-miennes")

    home, before = text_of(browser.get(place.url(""))), text_of(browser.get(own))
    confirmed = browser.post(f"{place.page(place.hall)}/confirmation")
    refused = browser.post(f"{place.page(place.other)}/confirmation")

    assert "Vérifier les fiches de vos 2 structures" in home
    assert f'href="{own}"' in home
    assert before.index("Mairie d’Ay") < before.index("Médiathèque d’Ay"), "the oldest first"
    assert ("À vérifier" in before, "CCAS d’Épernay" in before) == (True, False)
    assert (confirmed.location, refused.status_code) == (own, 403)
    with place.network.uow() as uow:
        assert uow.get(Structure, place.hall.id).updated_on == uow.today
    assert "À vérifier" not in text_of(browser.get(own))


def test_a_record_that_changed_since_the_page_was_opened_is_not_vouched_for_unseen(place, lea):
    browser = place.network.client(lea)
    shown = browser.get(place.url("structures/les-miennes")).text
    seen = shown.split("confirmation")[1].split('name="version" value="')[1].split('"')[0]
    path = next(part.split('"')[0] for part in shown.split('action="') if "/confirmation" in part.split('"')[0])
    changed = next(one for one in place.all if str(one.id) in path)
    place.network.client().post(f"{place.page(changed)}/modifier", data=RECORD)

    answer = browser.post(path, data={"version": seen})

    assert answer.status_code == 409
    assert "Ceci a changé depuis que vous avez ouvert la page" in text_of(answer)


def test_who_has_one_structure_goes_straight_to_its_record(place, lea):
    place.network.client().post(place.url(f"structures/referents/{place.referent_id(place.hall)}/retrait"))
    browser = place.network.client(lea)

    home = text_of(browser.get(place.url("")))

    assert "Vérifier la fiche de votre structure" in home
    assert f'href="{place.page(place.library)}"' in home
    assert "Ma structure" in text_of(browser.get(place.url("structures/les-miennes")))


def test_an_archived_structure_waits_for_nobody(place, lea):
    place.network.client().post(f"{place.page(place.hall)}/archivage")

    home = text_of(place.network.client(lea).get(place.url("")))
    member = place.network.client().get(place.url(f"membres/{place.network.membership_id(lea)}"))

    assert "Vérifier la fiche de votre structure" in home
    assert f'value="{place.hall.id}" checked' in member.text, "not lost by saving the form"


def test_who_is_referent_of_nothing_is_told_whom_to_ask(place):
    zoe = place.network.join("zoe@ville.fr", "referent")

    page = place.network.client(zoe).get(place.url("structures/les-miennes"))

    assert "Vous n’êtes référent d’aucune structure" in text_of(page)


def test_orientations_to_both_structures_reach_her_and_those_to_the_third_do_not(place, lea):
    paul = place.network.join("paul@ville.fr", "mediator")
    for structure in (place.hall, place.library, place.other):
        a_referent(place.network.seen, structure.id, name="Zoé Roy", email="zoe@ville.fr")
    sent = [an_orientation_to(place, paul, structure) for structure in place.all]
    browser = place.network.client(lea)

    home, listed = text_of(browser.get(place.url(""))), text_of(browser.get(place.url("orientations?view=received")))
    answers = [browser.post(place.url(f"orientations/{one}/acceptation")).status_code for one in sent]

    assert "2 personnes vous sont adressées" in home
    assert ("J. A." in listed, "J. B." in listed, "J. C." in listed) == (True, True, False)
    assert answers[:2] == [303, 303]
    assert answers[2] in (403, 404)


def an_orientation_to(place, sender, structure) -> Any:
    with place.network.uow() as uow:
        recipients = list_recipients(uow, place.network.administrator, structure.id)
        recipient = next(one for one in recipients if one.name == "Zoé Roy")
        person = {"person_label": f"J. {'ABC'[place.all.index(structure)]}.", "contact_kind": "none"}
        request = Request(themes=["Aide aux démarches administratives"], consent_on=uow.today, **person)
        sent = {"structure_id": structure.id, "recipient_id": recipient.id, "request": request}
        return send_orientation(uow, sender, public_url="http://localhost", **sent).id


def test_beside_her_messages_stand_her_structures(place, lea):
    browser = place.network.client(lea)

    form = {"title": "Un projecteur ?", "body": "Qui en a un ?", "theme": "equipment"}
    opened = browser.post(place.url("echanges"), data=form)

    assert "Mairie d’Ay et Médiathèque d’Ay" in text_of(browser.get(opened.location))


def test_the_journal_says_at_which_structure_she_was_named_and_taken_off(place, lea):
    administrator, row = place.network.client(), place.referent_id(place.hall)
    administrator.post(place.url(f"structures/referents/{row}/retrait"))

    journal = text_of(administrator.get(place.url(f"journal?thing_id={row}")))

    assert f'href="{place.page(place.hall)}"' in journal
    assert "Retiré" in journal


def test_erased_on_request_she_may_amend_nothing_any_more_in_every_copy(place, lea):
    secret = place.network.directory.service.runtime.settings.secret_key
    with place.network.uow() as uow:
        request = personal_requests.ask(uow, place.network.administrator, secret_key=secret, email="lea@ville.fr")
        request.answers = {service: {"find": {"counts": {}, "kept": {}, "document": ""}} for service in SERVICES}
        personal_requests.erase(uow, request_id=request.id, secret_key=secret)

    assert place.structures_of(lea) == set()
    assert place.network.seen.published("directory.member_saved.v1")[-1][1]["structure_ids"] == []
    assert place.network.client(lea).get(f"{place.page(place.hall)}/modifier").status_code == 403
