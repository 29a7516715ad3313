import pytest

from services.directory.errors import StructureIdentifierTaken
from services.directory.usecases.structures import archive_structure, change_structure, restore_structure
from shared.actor import Actor
from shared.errors import Forbidden, NotFound
from shared.events.directory import StructureSaved
from shared.ids import new_id
from shared.roles import Role
from tests.factories.structures import a_structure

ANIMATOR = Actor(new_id(), "Camille Petit", frozenset({Role.ANIMATOR}))


def test_a_new_structure_is_announced_with_its_first_version(directory):
    network = directory.network()

    structure = a_structure(network, can_host_meetings=True, seats=40)

    ((_, announced),) = network.published(StructureSaved.name)
    assert announced["structure_id"] == str(structure.id)
    assert (announced["version"], announced["seats"]) == (1, 40)
    assert structure.external_id == str(structure.id)


def test_whoever_changes_a_structure_vouches_for_it_today(directory, clock):
    network = directory.network()
    structure = a_structure(network)
    clock.advance(days=30)

    with network.uow() as uow:
        changed = change_structure(uow, ANIMATOR, structure_id=structure.id, label="Médiathèque Élan")

    assert changed.updated_on == clock.now().date()
    assert changed.version == 2
    assert changed.label_key == "mediatheque elan"


def test_a_referent_changes_their_own_structure_only(directory):
    network = directory.network()
    own, other = a_structure(network), a_structure(network, label="Mairie")
    referent = Actor(new_id(), "Sacha", frozenset({Role.REFERENT}), structure_ids=frozenset({own.id}))

    with network.uow() as uow:
        change_structure(uow, referent, structure_id=own.id, phone="+33326000000")

    with pytest.raises(Forbidden), network.uow() as uow:
        change_structure(uow, referent, structure_id=other.id, phone="+33326000000")


def test_archiving_is_announced_once_and_can_be_undone(directory):
    network = directory.network()
    structure = a_structure(network)

    with network.uow() as uow:
        archive_structure(uow, ANIMATOR, structure_id=structure.id)
        archive_structure(uow, ANIMATOR, structure_id=structure.id)
    with network.uow() as uow:
        restore_structure(uow, ANIMATOR, structure_id=structure.id)

    assert [data["status"] for _, data in network.published()] == ["active", "archived", "active"]


def test_an_identifier_belongs_to_one_structure(directory):
    network = directory.network()
    a_structure(network, external_id="mairie-1")

    with pytest.raises(StructureIdentifierTaken):
        a_structure(network, external_id="mairie-1")


def test_a_structure_of_another_network_does_not_exist(directory):
    here, elsewhere = directory.network("marne"), directory.network("aube")
    structure = a_structure(elsewhere)

    with pytest.raises(NotFound), here.uow() as uow:
        change_structure(uow, ANIMATOR, structure_id=structure.id, label="Autre")
