import pytest

from services.directory.queries.structures import Wanted, list_communes, list_structures
from services.directory.usecases.structures import archive_structure
from shared.actor import SYSTEM
from tests.factories.structures import a_structure


def labels(network, sort: str = "label", **wanted) -> list[str]:
    with network.uow(read_only=True) as uow:
        return [structure.label for structure in list_structures(uow, Wanted(**wanted), sort=sort).items]


@pytest.fixture
def network(directory):
    network = directory.network()
    a_structure(network, label="Médiathèque Élan", commune="Épernay", typologies=["BIB"])
    a_structure(network, label="CCAS", commune="Reims", services=["Aide aux démarches administratives"])
    a_structure(network, label="Œuvre sociale", commune="Reims")
    return network


@pytest.mark.parametrize("text", ["mediatheque", "ÉLAN", "epernay elan", "bibliothèque", "média", "elan  épernay"])
def test_text_is_found_whatever_its_accents_and_order(network, text):
    assert labels(network, text=text) == ["Médiathèque Élan"]


@pytest.mark.parametrize("text", ["elan reims", "élans", "mairie"])
def test_every_word_must_be_found(network, text):
    assert labels(network, text=text) == []


@pytest.mark.parametrize("text", ["%", "_", "  "])
def test_signs_alone_ask_for_nothing(network, text):
    assert len(labels(network, text=text)) == 3


def test_filters_add_up(network):
    assert labels(network, commune="reims", service="Aide aux démarches administratives") == ["CCAS"]


def test_lists_are_sorted_without_regard_to_accents(network):
    assert labels(network) == ["CCAS", "Médiathèque Élan", "Œuvre sociale"]
    assert labels(network, sort="commune") == ["Médiathèque Élan", "CCAS", "Œuvre sociale"]


def test_an_archived_structure_leaves_the_list(network):
    structure = a_structure(network, label="Ancienne mairie")
    with network.uow() as uow:
        archive_structure(uow, SYSTEM, structure_id=structure.id)

    assert "Ancienne mairie" not in labels(network)
    assert labels(network, status="archived") == ["Ancienne mairie"]


def test_pages_follow_each_other_without_gap_or_repetition(directory):
    network = directory.network()
    for number in range(7):
        a_structure(network, label="Même nom", address=f"{number} rue Neuve")

    seen, cursor = [], None
    with network.uow(read_only=True) as uow:
        while True:
            page = list_structures(uow, Wanted(), sort="commune", cursor=cursor, limit=3)
            seen += [structure.id for structure in page.items]
            cursor = page.next
            if cursor is None:
                break

    assert len(seen) == len(set(seen)) == 7
    assert page.count == 7


def test_communes_are_listed_once(network):
    with network.uow(read_only=True) as uow:
        assert list_communes(uow) == ["Épernay", "Reims"]
