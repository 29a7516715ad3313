"""What a structure offers is found by a search, whatever becomes of the offer or of the record."""

from uuid import UUID

import pytest

from services.directory.models.structure import Structure
from services.directory.queries.structures import Wanted, list_structures
from services.directory.usecases import merging, offers
from services.directory.usecases.import_undo import undo_import
from services.directory.usecases.structures import change_structure
from shared.actor import SYSTEM
from tests.factories.national_files import a_file, a_line
from tests.factories.offers import an_offer
from tests.factories.referents import KEEPER
from tests.factories.structures import a_preview, a_structure, applied


@pytest.fixture
def network(directory):
    return directory.network()


def found(network, text: str) -> list[UUID]:
    with network.uow(read_only=True) as uow:
        return [structure.id for structure in list_structures(uow, Wanted(text=text)).items]


def imported(network, line: dict[str, str]) -> Structure:
    applied(network, a_preview(network, a_file([line])))
    (structure_id,) = found(network, line["nom"])
    with network.uow() as uow:
        return uow.get(Structure, structure_id)


@pytest.mark.parametrize("text", ["couture", "CAFES coutures", "médiathèque couture", "coutrue"])
def test_a_structure_is_found_by_the_theme_of_its_offer(network, clock, text):
    structure = a_structure(network)
    a_structure(network, label="Mairie", external_id="other")
    assert found(network, text) == []
    clock.advance(seconds=1)

    an_offer(network, structure.id)

    assert found(network, text) == [structure.id]


def test_a_new_theme_takes_the_place_of_the_old_one(network):
    structure = a_structure(network)
    offer_id = an_offer(network, structure.id).id

    with network.uow() as uow:
        offers.change_offer(uow, KEEPER, offer_id=offer_id, theme="Retouche de photos")

    assert found(network, "couture") == []
    assert found(network, "photo retouche") == [structure.id]


def test_a_removed_offer_is_no_longer_found_and_its_twin_still_is(network):
    structure = a_structure(network)
    first, second = an_offer(network, structure.id).id, an_offer(network, structure.id).id

    with network.uow() as uow:
        offers.remove_offer(uow, KEEPER, offer_id=first)
    kept = found(network, "couture")
    with network.uow() as uow:
        offers.remove_offer(uow, KEEPER, offer_id=second)

    assert kept == [structure.id]
    assert found(network, "couture") == []


def test_what_is_changed_on_the_record_leaves_its_offers_found(network):
    structure = a_structure(network)
    an_offer(network, structure.id)

    with network.uow() as uow:
        change_structure(uow, KEEPER, structure_id=structure.id, label="Bibliothèque", summary="Ouverte à tous")

    assert found(network, "bibliothèque couture") == [structure.id]


def test_an_import_leaves_offers_found(network):
    structure = imported(network, a_line(1))
    an_offer(network, structure.id)

    imported(network, a_line(1, nom="Fabrique des Tilleuls", date_maj="2026-04-02"))

    assert found(network, "fabrique couture") == [structure.id]


def test_an_offer_added_since_does_not_keep_an_import_from_being_taken_back(network):
    structure = imported(network, a_line(1))
    second = applied(network, a_preview(network, a_file([a_line(1, nom="Fabrique", date_maj="2026-04-02")])))
    an_offer(network, structure.id)

    with network.uow() as uow:
        undo_import(uow, SYSTEM, import_id=second.id)

    assert found(network, "fabrique") == []
    assert found(network, "espace couture") == [structure.id]


def test_merged_records_are_found_by_the_offers_of_both(network):
    kept, merged = a_structure(network), a_structure(network, label="Médiathèque", external_id="twin")
    an_offer(network, kept.id)
    an_offer(network, merged.id, theme="Retouche de photos")

    with network.uow() as uow:
        merging.merge_structures(uow, KEEPER, kept_id=kept.id, merged_id=merged.id)

    assert found(network, "couture photos") == [kept.id]
    with network.uow() as uow:
        assert uow.get(Structure, merged.id).offered == []


def test_an_offer_changed_after_a_merge_is_found_at_the_record_that_was_kept(network):
    kept, merged = a_structure(network), a_structure(network, label="Médiathèque", external_id="twin")
    offer_id = an_offer(network, merged.id).id
    with network.uow() as uow:
        merging.merge_structures(uow, KEEPER, kept_id=kept.id, merged_id=merged.id)

    with network.uow() as uow:
        offers.change_offer(uow, KEEPER, offer_id=offer_id, theme="Retouche de photos")

    assert found(network, "retouche") == [kept.id]
    assert found(network, "couture") == []


def test_an_offer_written_on_a_page_opened_before_a_merge_belongs_to_the_record_that_stayed(network):
    stays, between, goes = (
        a_structure(network, label=f"Mairie {number}", external_id=str(number)) for number in range(3)
    )
    for kept, merged in ((between, goes), (stays, between)):
        with network.uow() as uow:
            merging.merge_structures(uow, KEEPER, kept_id=kept.id, merged_id=merged.id)

    offer = an_offer(network, goes.id)

    assert offer.structure_id == stays.id
    assert found(network, "couture") == [stays.id]
