from datetime import date

import pytest
from sqlalchemy import select

from services.directory.models.base import Base
from services.directory.models.duplicate_pair import DuplicatePair
from services.directory.models.hours_reading import HoursReading
from services.directory.models.membership import Membership
from services.directory.models.structure import Structure
from services.directory.queries.duplicates import count_pairs
from services.directory.queries.referents import list_referents
from services.directory.usecases import members, merging, opening_hours
from services.directory.usecases.opening_hours import Shown
from shared.actor import SYSTEM, Actor
from shared.errors import Conflict
from shared.references import references_to
from shared.roles import Role
from tests.factories.national_files import a_file, a_line
from tests.factories.networks import open_network
from tests.factories.referents import KEEPER, a_referent
from tests.factories.structures import a_preview, a_structure, applied


@pytest.fixture
def twins(directory):
    """``(network, fresher record, older record)``: one place that was entered twice."""
    network = directory.network()
    fresh = a_structure(network, updated_on=date(2026, 2, 1), phone="", summary="Ateliers")
    old = a_structure(network, label="MEDIATHEQUE DES TILLEULS", updated_on=date(2024, 2, 1), phone="+33326000000")
    return network, fresh, old


def search(network) -> int:
    with network.uow() as uow:
        return merging.search_duplicates(uow)


def merge(network, kept, merged, **options):
    with network.uow() as uow:
        return merging.merge_structures(uow, KEEPER, kept_id=kept.id, merged_id=merged.id, **options)


def test_pairs_are_found_and_those_called_different_stay_so(twins):
    network, *_ = twins
    found = search(network)
    with network.uow() as uow:
        pair = uow.session.scalars(select(DuplicatePair)).one()
        merging.call_different(uow, KEEPER, pair_id=pair.id)

    search(network)

    assert found == 1
    with network.uow() as uow:
        assert (count_pairs(uow), count_pairs(uow, "different")) == (0, 1)


def test_the_chosen_fields_are_kept_and_the_other_record_leaves_the_directory(twins):
    network, fresh, old = twins
    search(network)

    kept = merge(network, fresh, old, from_merged=["phone", "id", "external_id"])

    assert (kept.id, kept.phone, kept.summary) == (fresh.id, "+33326000000", "Ateliers")
    with network.uow() as uow:
        gone = uow.get(Structure, old.id)
        assert (gone.status, gone.merged_into_id) == ("archived", fresh.id)
        assert count_pairs(uow) == 0
    ((_, announced),) = network.published("directory.structure_merged.v1")
    assert (announced["structure_id"], announced["into_id"]) == (str(old.id), str(fresh.id))


def test_the_fresher_value_is_proposed_unless_it_says_nothing(twins):
    _, fresh, old = twins

    assert merging.believed(fresh, old, "label") is fresh
    assert merging.believed(old, fresh, "phone") is old


def test_referents_follow_and_a_person_named_at_both_is_named_once(twins):
    network, fresh, old = twins
    a_referent(network, fresh.id)
    a_referent(network, old.id)
    a_referent(network, old.id, name="Yves Diarra", email="yves@exemple.fr")

    merge(network, fresh, old)

    with network.uow() as uow:
        assert {referent.name for referent in list_referents(uow, fresh.id)} == {"Nadia Benali", "Yves Diarra"}
        assert len(list_referents(uow, fresh.id)) == 2


def test_members_become_referents_of_the_record_that_stays_and_that_is_announced(directory):
    network = open_network(directory)
    fresh, old = a_structure(network.seen), a_structure(network.seen, label="Médiathèque")
    lea = network.join("lea@ville.fr", "mediator")
    with network.uow() as uow:
        where = {"roles": [Role.REFERENT], "structure_ids": [old.id]}
        members.change_roles(uow, SYSTEM, membership_id=network.membership_id(lea), **where)

    merge(network.seen, fresh, old)

    with network.uow() as uow:
        assert uow.get(Membership, network.membership_id(lea)).structure_ids == [fresh.id]
    announced = network.seen.published("directory.member_saved.v1")[-1][1]
    assert (announced["structure_ids"], announced["structure_id"]) == ([str(fresh.id)], str(fresh.id))


def test_a_member_who_was_referent_of_both_is_referent_once_and_keeps_the_others(directory):
    network = open_network(directory)
    places = [a_structure(network.seen, label=label) for label in ("Médiathèque", "Mediatheque", "Mairie")]
    lea = network.join("lea@ville.fr", "mediator")
    with network.uow() as uow:
        where = {"roles": [Role.REFERENT], "structure_ids": [one.id for one in places]}
        members.change_roles(uow, SYSTEM, membership_id=network.membership_id(lea), **where)

    merge(network.seen, *places[:2])

    kept = {places[0].id, places[2].id}
    with network.uow() as uow:
        assert set(uow.get(Membership, network.membership_id(lea)).structure_ids) == kept
        assert len(list_referents(uow, places[0].id)) == 1
    assert set(network.seen.published("directory.member_saved.v1")[-1][1]["structure_ids"]) == {*map(str, kept)}


def test_a_person_named_without_an_account_at_one_and_as_a_member_at_the_other_is_the_member(directory):
    network = open_network(directory)
    fresh, old = a_structure(network.seen), a_structure(network.seen, label="Médiathèque")
    lea = network.join("lea@ville.fr", "mediator")
    with network.uow() as uow:
        where = {"roles": [Role.REFERENT], "structure_ids": [old.id]}
        members.change_roles(uow, SYSTEM, membership_id=network.membership_id(lea), **where)
        (known,) = list_referents(uow, old.id)
        later = {"valid_until": date(2031, 1, 31), "name": known.name, "email": ""}
    a_referent(network.seen, fresh.id, **later)
    with network.uow() as uow:
        list_referents(uow, fresh.id)[0].email = "lea@ville.fr"  # typed by a referent, who links nobody

    merge(network.seen, fresh, old)

    with network.uow() as uow:
        (once,) = list_referents(uow, fresh.id)
        assert (once.membership_id, once.valid_until) == (network.membership_id(lea), date(2031, 1, 31))


def test_a_record_is_merged_once_and_not_with_itself(twins):
    network, fresh, old = twins
    merge(network, fresh, old)

    for kept, merged in ((fresh, old), (old, fresh), (fresh, fresh)):
        with pytest.raises(Conflict):
            merge(network, kept, merged)


def test_every_table_that_refers_to_structures_is_followed(twins):
    names = {table.name for table, _ in references_to(Base.metadata, "structure")}

    assert {"referent", "record_check", "duplicate_pair", "structure"} <= names


def test_the_old_address_leads_to_the_record_that_stays(twins):
    network, fresh, old = twins
    client = network.client(Role.ANIMATOR)
    search(network)
    with network.uow() as uow:
        pair = uow.session.scalars(select(DuplicatePair)).one()
    side = "first" if pair.first_id == fresh.id else "second"
    other = "second" if side == "first" else "first"
    path = "/annuaire/marne/structures/doublons"

    listed, compared = client.get(path), client.get(f"{path}/comparaison?pair={pair.id}")
    form = {"pair": str(pair.id), "kept": side, "take_label": side, "take_phone": other}
    merged = client.post(f"{path}/comparaison", data=form)

    assert "même adresse" in listed.text
    assert "Fusionner les deux fiches" in compared.text
    assert merged.location.endswith(str(fresh.id))
    assert client.get(f"/annuaire/marne/structures/{old.id}").location.endswith(str(fresh.id))
    assert "03 26 00 00 00" in client.get(merged.location).text.replace("\u00a0", " ").replace("&nbsp;", " ")


def test_what_was_said_of_the_hours_of_a_merged_record_goes_with_it(directory):
    network = directory.network()
    pair = [a_structure(network, label=label, opening_hours="lundi 9h-12h") for label in ("Agora", "Agora bis")]
    with network.uow() as uow:
        opening_hours.leave_texts(uow, KEEPER, shown=[Shown(one.id, one.opening_hours) for one in pair])

    merge(network, *pair)

    with network.uow(read_only=True) as uow:
        assert list(uow.session.scalars(select(HoursReading.structure_id))) == [pair[0].id]


def test_a_referent_merges_nothing(twins):
    network, fresh, old = twins
    assert isinstance(KEEPER, Actor)

    program = network.program(Role.REFERENT)
    body = {"kept_id": str(fresh.id), "merged_id": str(old.id)}

    assert program.post("/api/v1/directory/networks/marne/structures/merge", json=body).status_code == 403


def test_the_file_that_named_a_merged_record_does_not_bring_it_back(directory):
    network = directory.network()
    applied(network, a_preview(network))
    with network.uow(read_only=True) as uow:
        known = {one.external_id: one for one in uow.session.scalars(select(Structure))}
    merge(network, known["lieu-001"], known["lieu-002"])

    again = a_preview(network)
    applied(network, again)

    assert (again.created_count, again.changed_count, again.unchanged_count, again.refused_count) == (0, 0, 3, 0)
    said = f"Ligne 3 : cette fiche a été réunie avec « {known['lieu-001'].label} »"
    assert any(doubt.startswith(said) for doubt in again.preview["doubts"])
    with network.uow(read_only=True) as uow:
        merged = uow.session.get(Structure, (network.id, known["lieu-002"].id))
        assert (merged.status, merged.merged_into_id) == ("archived", known["lieu-001"].id)


def test_a_merged_record_is_not_restored(twins):
    network, fresh, old = twins
    merge(network, fresh, old)

    answer = network.program(Role.ANIMATOR).post(f"/api/v1/directory/networks/marne/structures/{old.id}/restoring")

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:maillage:merged_elsewhere"
    assert "créez-en une" in answer.json["title"]


def test_the_pilot_structure_meets_its_record_of_the_national_file(directory):
    marne = open_network(directory, pilot="Médiathèque de Reims")
    line = a_line(1, nom="Médiathèque", commune="Reims", code_postal="51100")
    applied(marne.seen, a_preview(marne.seen, a_file([line])))

    found = search(marne.seen)

    page = marne.client().get(f"/annuaire/{marne.slug}/structures/doublons").text
    assert found == 1
    assert "Médiathèque de Reims" in page
    assert "une des fiches n’a que son nom" in page
