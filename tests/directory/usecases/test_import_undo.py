import pytest

from services.directory.errors import ImportOvertaken, NotTheLastImport
from services.directory.usecases.import_undo import undo_import
from services.directory.usecases.structures import change_structure
from shared.actor import SYSTEM
from tests.directory.usecases.test_imports import ANIMATOR, structures
from tests.factories.national_files import a_file, a_line
from tests.factories.structures import a_preview, applied


def undone(network, known) -> None:
    with network.uow() as uow:
        undo_import(uow, SYSTEM, import_id=known.id)


def test_what_changed_gets_its_earlier_values_and_what_was_created_is_archived(directory):
    network = directory.network()
    applied(network, a_preview(network))
    before = {name: (one.phone, one.updated_on, one.services) for name, one in structures(network).items()}
    lines = [a_line(1, telephone="+33559000009", date_maj="2026-04-01", services=""), a_line(2), a_line(4)]
    second = applied(network, a_preview(network, a_file(lines)))

    undone(network, second)

    after = structures(network)
    assert {name: (one.phone, one.updated_on, one.services) for name, one in after.items() if name in before} == before
    assert (after["lieu-001"].version, after["lieu-002"].version) == (3, 1)
    assert not after["lieu-004"].is_active
    assert len(network.published("directory.structure_saved.v1")) == 3 + 2 + 2


def test_an_import_is_not_undone_over_somebody_s_work(directory):
    network = directory.network()
    known = applied(network, a_preview(network))
    with network.uow() as uow:
        change_structure(uow, ANIMATOR, structure_id=structures(network)["lieu-002"].id, label="Corrigé à la main")

    with pytest.raises(ImportOvertaken) as refused:
        undone(network, known)

    assert "une fiche a été modifiée depuis (« Corrigé à la main »)" in refused.value.sentence
    assert all(one.is_active for one in structures(network).values())


def test_only_the_last_import_is_undone_and_only_once(directory):
    network = directory.network()
    first = applied(network, a_preview(network))
    second = applied(network, a_preview(network, a_file([a_line(4)])))

    with pytest.raises(NotTheLastImport):
        undone(network, first)
    undone(network, second)

    with pytest.raises(NotTheLastImport):
        undone(network, second)


@pytest.mark.parametrize("pivot", ["00000000000000", "13002526500000", "0559000000"])
def test_a_placeholder_does_not_take_the_place_of_a_good_siret(directory, pivot):
    network = directory.network()
    applied(network, a_preview(network))

    again = a_preview(network, a_file([a_line(1, pivot=pivot, nom="Autre nom")]))
    applied(network, again)

    assert structures(network)["lieu-001"].pivot == "13002526500013"
    assert structures(network)["lieu-001"].label == "Autre nom"
    assert any("ne remplace pas « 13002526500013 »" in doubt for doubt in again.preview["doubts"])
