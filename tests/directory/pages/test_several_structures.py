"""A coordinator is referent of two structures of a federation, with one account; the third is not theirs."""

import re

import pytest

from services.directory.queries.referents import list_referents
from shared.events.directory import MemberSaved
from tests.factories.federation import a_coordinator, a_federation
from tests.factories.networks import secret_of_last_message
from tests.factories.referents import a_referent
from tests.reading import text_of

RECORD = {"label": "Mairie d’Ay", "address": "1 place Henri-Martin", "postcode": "51160", "commune": "Ay"}
NAMED = {"valid_until": "2031-01-31", "shown_to": "members"}


@pytest.fixture
def place(directory):
    return a_federation(directory)


@pytest.fixture
def lea(place):
    return a_coordinator(place)


def test_she_amends_the_records_of_both_and_of_no_third_one(place, lea):
    browser = place.network.client(lea)

    pages = [f"{place.page(one)}/modifier" for one in place.all]
    opened = [browser.get(page).status_code for page in pages]
    saved = [browser.post(page, data=RECORD).status_code for page in pages]
    added = browser.post(f"{place.page(place.other)}/referents/nouveau", data={**NAMED, "name": "Zoé"})

    assert (opened, saved) == ([200, 200, 403], [303, 303, 403])
    assert added.status_code == 403
    assert place.structures_of(lea) == {place.hall.id, place.library.id}


def test_who_keeps_a_record_changes_it_first_and_the_others_first_send_people_there(place, lea):
    keeper, administrator = place.network.client(lea), place.network.client()

    own, foreign, of_all = (
        re.findall(r">(Modifier la fiche|Orienter une personne)<", client.get(place.page(one)).text)
        for client, one in ((keeper, place.hall), (keeper, place.other), (administrator, place.hall))
    )

    assert own == ["Modifier la fiche", "Orienter une personne"]
    assert foreign == ["Orienter une personne"]
    assert of_all == ["Orienter une personne", "Modifier la fiche"]


def test_her_page_of_member_shows_what_she_holds_and_gives_more_or_less(place, lea):
    administrator = place.network.client()
    member = place.url(f"membres/{place.network.membership_id(lea)}")

    shown = administrator.get(member).text
    form = {"roles": ["referent"], "structure_ids": [str(place.library.id), str(place.other.id)]}
    administrator.post(f"{member}/roles", data=form)

    assert [f'value="{one.id}" checked' in shown for one in place.all] == [True, True, False]
    assert place.structures_of(lea) == {place.library.id, place.other.id}
    assert place.names_at(place.hall) == []
    assert place.network.client(lea).get(f"{place.page(place.hall)}/modifier").status_code == 403


def test_structures_without_the_role_are_refused_and_what_was_ticked_stays(place, lea):
    member = place.url(f"membres/{place.network.membership_id(lea)}")

    form = {"roles": ["mediator"], "structure_ids": [str(place.other.id)]}
    refused = place.network.client().post(f"{member}/roles", data=form)

    assert refused.status_code == 422
    assert "Cochez aussi le rôle « Référent de structure »" in text_of(refused)
    assert f'value="{place.other.id}" checked' in refused.text
    assert place.structures_of(lea) == {place.hall.id, place.library.id}


def test_a_referent_is_invited_for_two_structures_at_once(place):
    form = {"email": "zoe@ville.fr", "display_name": "Zoé Roy", "roles": ["referent"]}
    form |= {"structure_ids": [str(place.hall.id), str(place.library.id)]}

    sent = place.network.client().post(place.url("membres/inviter"), data=form)
    secret = secret_of_last_message(place.network.directory, "zoe@ville.fr")
    visitor = place.network.directory.client()
    shown = text_of(visitor.get(place.url(f"invitation/{secret}")))
    visitor.post(place.url(f"invitation/{secret}"), data={"display_name": "Zoé Roy"})

    assert sent.status_code == 303
    assert "Mairie d’Ay, Médiathèque d’Ay" in shown
    assert "Mairie d’Ay et Médiathèque d’Ay" in text_of(place.network.client().get(place.url("membres")))
    assert (place.names_at(place.hall), place.names_at(place.library)) == (["Zoé Roy"], ["Zoé Roy"])
    announced = place.network.seen.published("directory.member_saved.v1")[-1][1]
    assert announced["structure_ids"] == [str(place.hall.id), str(place.library.id)]
    assert announced["structure_id"] == str(place.hall.id)


def test_who_was_named_without_an_account_is_the_same_person_once_invited(place):
    for structure in (place.hall, place.other):
        a_referent(place.network.seen, structure.id, name="Zoé Roy", email="zoe@ville.fr", phone="+33612345678")
    form = {"email": "zoe@ville.fr", "roles": ["referent"]}
    form |= {"structure_ids": [str(place.hall.id), str(place.library.id)]}

    place.network.client().post(place.url("membres/inviter"), data=form)
    secret = secret_of_last_message(place.network.directory, "zoe@ville.fr")
    place.network.directory.client().post(place.url(f"invitation/{secret}"), data={"display_name": "Zoé Roy"})

    with place.network.uow() as uow:
        rows = [row for one in place.all for row in list_referents(uow, one.id)]
        assert len(rows) == 3
        assert len({row.membership_id for row in rows} - {None}) == 1
        assert [row.phone for row in rows] == ["+33612345678", "", "+33612345678"]


def test_a_mediator_who_is_invited_does_not_become_referent_by_their_address(place):
    a_referent(place.network.seen, place.hall.id, name="Zoé Roy", email="zoe@ville.fr")

    zoe = place.network.join("zoe@ville.fr", "mediator")

    assert place.structures_of(zoe) == set()


@pytest.mark.parametrize("chosen", ["by the list", "by the address"])
def test_a_member_named_at_a_second_structure_stays_referent_of_the_first(place, lea, chosen):
    known = "lea@ville.fr" if chosen == "by the list" else ""
    a_referent(place.network.seen, place.other.id, name=lea.label, email=known)
    by_list = {"membership_id": str(place.network.membership_id(lea))}
    who = by_list if chosen == "by the list" else {"name": lea.label, "email": "lea@ville.fr"}

    named = place.network.client().post(f"{place.page(place.other)}/referents/nouveau", data={**NAMED, **who})

    assert named.status_code == 303
    assert place.structures_of(lea) == {place.hall.id, place.library.id, place.other.id}
    assert len(place.names_at(place.other)) == 1
    assert place.network.client(lea).get(f"{place.page(place.other)}/modifier").status_code == 200


def test_who_is_a_referent_only_gives_no_member_the_right_by_typing_their_address(place, lea):
    paul = place.network.join("paul@ville.fr", "mediator")

    form = {**NAMED, "name": "Paul", "email": "paul@ville.fr"}
    typed = place.network.client(lea).post(f"{place.page(place.hall)}/referents/nouveau", data=form)

    assert typed.status_code == 303
    assert place.structures_of(paul) == set()
    assert place.network.client(paul).get(f"{place.page(place.hall)}/modifier").status_code == 403


def test_taken_off_one_structure_she_keeps_the_other_and_may_be_put_back_within_the_hour(place, lea, clock):
    browser, row = place.network.client(lea), place.referent_id(place.hall)
    path = place.url(f"structures/referents/{row}")

    browser.post(f"{path}/retrait")
    gone = [browser.get(f"{place.page(one)}/modifier").status_code for one in (place.hall, place.library)]
    browser.post(f"{path}/retour")
    back = browser.get(f"{place.page(place.hall)}/modifier").status_code
    browser.post(f"{path}/retrait")
    clock.advance(hours=2)

    assert (gone, back) == ([403, 200], 200)
    assert place.network.client(lea).post(f"{path}/retour").status_code == 403
    assert place.network.client().post(f"{path}/retour").status_code == 303
    assert place.network.client(lea).get(f"{place.page(place.hall)}/modifier").status_code == 200


def test_who_changes_their_name_does_not_become_referent_again(place, lea):
    place.network.client().post(place.url(f"structures/referents/{place.referent_id(place.hall)}/retrait"))

    place.network.client(lea).post("/compte/nom", data={"display_name": "Léa Roux"})

    assert place.structures_of(lea) == {place.library.id}


def test_who_leaves_is_referent_nowhere_and_whose_removal_is_undone_everywhere_again(place, lea):
    member = place.url(f"membres/{place.network.membership_id(lea)}")

    place.network.client().post(f"{member}/retrait")
    left = place.names_at(place.hall), place.names_at(place.library)
    place.network.client().post(f"{member}/retour")

    assert left == ([], [])
    assert place.structures_of(lea) == {place.hall.id, place.library.id}
    assert place.network.client(lea).get(f"{place.page(place.hall)}/modifier").status_code == 200


def test_programs_read_and_set_all_structures_and_those_of_before_one(place, lea, directory):
    administrator = place.network.client()
    member = place.api(f"members/{place.network.membership_id(lea)}")

    read = administrator.get(member).json
    roles = {"roles": ["referent"]}
    many = administrator.put(f"{member}/roles", json={**roles, "structure_ids": [str(place.other.id)]}).json
    one = administrator.put(f"{member}/roles", json={**roles, "structure_id": str(place.hall.id)}).json
    listed = administrator.get(place.api("members")).json["items"]

    assert read["structure_ids"] == [str(place.hall.id), str(place.library.id)]
    assert read["structure_id"] == str(place.hall.id)
    assert many["structure_ids"] == [str(place.other.id)]
    assert one["structure_ids"] == [str(place.hall.id)]
    assert [row["structure_ids"] for row in listed if row["email"] == "lea@ville.fr"] == [[str(place.hall.id)]]


def test_a_program_invites_for_several_structures(place):
    body = {"email": "zoe@ville.fr", "roles": ["referent"]}

    many = place.network.client().post(
        place.api("invitations"), json={**body, "structure_ids": [str(place.hall.id), str(place.other.id)]}
    )
    refused = place.network.client().post(
        place.api("invitations"),
        json={"email": "a@ville.fr", "roles": ["funder"], "structure_ids": [str(place.hall.id)]},
    )

    assert many.json["structure_ids"] == [str(place.hall.id), str(place.other.id)]
    assert refused.status_code == 422


def test_an_invitation_follows_a_structure_that_was_merged_meanwhile(place):
    form = {"email": "zoe@ville.fr", "roles": ["referent"], "structure_ids": [str(place.library.id)]}
    place.network.client().post(place.url("membres/inviter"), data=form)
    body = {"kept_id": str(place.hall.id), "merged_id": str(place.library.id)}
    place.network.client().post(place.api("structures/merge"), json=body)

    secret = secret_of_last_message(place.network.directory, "zoe@ville.fr")
    place.network.directory.client().post(place.url(f"invitation/{secret}"), data={"display_name": "Zoé Roy"})

    assert place.names_at(place.hall) == ["Zoé Roy"]


def test_a_message_of_before_tells_of_one_structure(place):
    body = {"account_id": str(place.hall.id), "version": 3, "roles": ["referent"], "status": "active"}

    old = MemberSaved.load({**body, "structure_id": str(place.library.id)})
    nobody = MemberSaved.load({**body, "structure_id": None})

    assert (old.referent_of, nobody.referent_of) == ([place.library.id], [])
