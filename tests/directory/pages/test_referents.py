from datetime import timedelta

import pytest

from services.directory.usecases import members
from shared.actor import SYSTEM
from shared.roles import Role
from tests.factories.networks import open_network
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.reading import text_of

FORM = {"name": "Nadia Benali", "function": "Directrice", "valid_until": "2031-01-31", "shown_to": "members"}


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def structure(network):
    return a_structure(network)


@pytest.fixture
def page(structure):
    return f"/annuaire/marne/structures/{structure.id}"


def test_a_referent_without_an_account_is_named_on_the_structures_page(network, page):
    client = network.client(Role.ANIMATOR)

    answer = client.post(f"{page}/referents/nouveau", data={**FORM, "phone": "06 12 34 56 78"})

    shown = text_of(client.get(answer.location))
    assert "Nadia Benali" in shown
    assert "06 12 34 56 78" in shown
    assert "Jusqu’au 31 janvier 2031" in shown


@pytest.mark.parametrize(("shown_to", "seen"), [("keepers", False), ("members", True), ("public", True)])
def test_members_see_a_referent_who_agreed_to_be_shown(network, structure, page, shown_to, seen):
    a_referent(network, structure.id, shown_to=shown_to)

    shown = text_of(network.client(Role.MEDIATOR).get(page))
    listed = network.program(Role.MEDIATOR).get(f"/api/v1/directory/networks/marne/structures/{structure.id}/referents")

    assert ("Nadia Benali" in shown) is seen
    assert len(listed.json["items"]) == int(seen)


def test_a_consent_is_dated_and_forgotten_when_it_is_taken_back(network, structure):
    program = network.program(Role.ANIMATOR)
    with network.uow() as uow:
        today = uow.today

    referent = a_referent(network, structure.id, shown_to="public")
    path = f"/api/v1/directory/networks/marne/referents/{referent.id}"
    taken_back = program.patch(path, json={"shown_to": "keepers"})

    assert referent.consented_on == today
    assert taken_back.json["consented_on"] is None


def test_a_referent_whose_date_has_passed_is_shown_to_keepers_only_and_can_be_prolonged(network, structure, page):
    with network.uow() as uow:
        yesterday = uow.today - timedelta(days=1)
    referent = a_referent(network, structure.id, shown_to="members", valid_until=yesterday)
    animator = network.client(Role.ANIMATOR)

    before = text_of(animator.get(page)), text_of(network.client(Role.MEDIATOR).get(page))
    animator.post(f"/annuaire/marne/structures/referents/{referent.id}/prolongation")

    assert "À confirmer" in before[0]
    assert "Nadia Benali" not in before[1]
    assert "Nadia Benali" in text_of(network.client(Role.MEDIATOR).get(page))


def test_structures_without_a_valid_referent_are_listed_for_the_animator(network, structure):
    other = a_structure(network, label="Mairie de Fismes", external_id="fismes")
    a_referent(network, other.id)
    with network.uow() as uow:
        a_referent(network, structure.id, valid_until=uow.today - timedelta(days=1))

    listed = text_of(network.client(Role.ANIMATOR).get("/annuaire/marne/structures/referents"))

    assert "Médiathèque des Tilleuls" in listed
    assert "Prolonger d’un an" in listed
    assert "Mairie de Fismes" not in listed


def test_a_removed_referent_comes_back_by_the_undo(network, structure, page):
    referent = a_referent(network, structure.id)
    client = network.client(Role.ANIMATOR)

    client.post(f"/annuaire/marne/structures/referents/{referent.id}/retrait")
    gone = text_of(client.get(page))
    client.post(f"/annuaire/marne/structures/referents/{referent.id}/retour")

    assert "Personne n’est encore nommé" in gone
    assert "nadia@exemple.fr" in text_of(client.get(page))


def test_a_referent_names_nobody_at_another_structure(network, structure, page):
    mine = a_structure(network, label="Mairie", external_id="mine")
    member = network.member(Role.REFERENT, structure_ids=[mine.id])
    client = network.subject.client(member.account_id)

    assert client.post(f"{page}/referents/nouveau", data=FORM).status_code == 403
    assert client.post(f"/annuaire/marne/structures/{mine.id}/referents/nouveau", data=FORM).status_code == 303


def test_a_name_is_needed(network, page):
    answer = network.client(Role.ANIMATOR).post(f"{page}/referents/nouveau", data={**FORM, "name": ""})

    assert answer.status_code == 422
    assert "Donnez le nom de la personne." in text_of(answer)


def test_a_member_who_becomes_referent_is_named_and_who_leaves_is_not_any_more(directory):
    network = open_network(directory)
    actor = network.join("lea@ville.fr", "mediator")
    structure = a_structure(network.seen)
    with network.uow() as uow:
        given = {"roles": ["referent"], "structure_ids": [structure.id]}
        members.change_roles(uow, SYSTEM, membership_id=network.membership_id(actor), **given)
    page = f"/annuaire/{network.slug}/structures/{structure.id}"

    named = text_of(network.client().get(page))
    with network.uow() as uow:
        members.remove_member(uow, SYSTEM, membership_id=network.membership_id(actor))

    assert "lea@ville.fr" in named
    assert "lea@ville.fr" not in text_of(network.client().get(page))


def test_naming_a_member_gives_the_right_to_keep_the_record(directory):
    network = open_network(directory)
    actor = network.join("lea@ville.fr", "mediator")
    structure = a_structure(network.seen)
    form = {"membership_id": str(network.membership_id(actor)), "valid_until": "2031-01-31", "shown_to": "members"}
    page = f"/annuaire/{network.slug}/structures/{structure.id}"

    network.client().post(f"{page}/referents/nouveau", data=form)

    assert network.client(actor).get(f"{page}/modifier").status_code == 200
    assert text_of(network.client(actor).get(page)).count("mailto:lea@ville.fr") == 1
