from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from services.directory.errors import ImportAbandoned, NothingToApply, PreviewOutdated, UnreadableFile
from services.directory.models.structure import Structure
from services.directory.usecases.imports import abandon_import
from services.directory.usecases.structures import archive_structure, change_structure
from shared.actor import Actor
from shared.events.directory import StructureSaved
from shared.ids import new_id
from shared.roles import Role
from tests.factories.communes import REIMS, some_communes
from tests.factories.national_files import a_file, a_line
from tests.factories.structures import a_preview, applied

ANIMATOR = Actor(new_id(), "Camille Petit", frozenset({Role.ANIMATOR}))


def structures(network) -> dict[str, Structure]:
    with network.uow(read_only=True) as uow:
        return {structure.external_id: structure for structure in uow.session.scalars(select(Structure))}


def counts(preview) -> tuple[int, int, int, int]:
    return preview.created_count, preview.changed_count, preview.unchanged_count, preview.refused_count


def test_a_preview_changes_nothing_in_the_directory(directory):
    network = directory.network()

    preview = a_preview(network)

    assert counts(preview) == (3, 0, 0, 0)
    assert structures(network) == {}
    assert network.published() == []


def test_applying_writes_every_line_and_announces_each_structure(directory):
    network = directory.network()

    applied(network, a_preview(network))

    stored = structures(network)
    assert sorted(stored) == ["lieu-001", "lieu-002", "lieu-003"]
    assert stored["lieu-001"].services == ["Accès internet et matériel informatique"]
    assert stored["lieu-001"].search_text.startswith("espace des tilleuls 1 pau 64000")
    assert len(network.published(StructureSaved.name)) == 3


def test_applying_twice_is_applying_once(directory):
    network = directory.network()
    preview = a_preview(network)

    applied(network, preview)
    applied(network, preview)

    assert len(structures(network)) == 3
    assert len(network.published(StructureSaved.name)) == 3


def test_the_same_file_again_has_nothing_to_change(directory):
    network = directory.network()
    applied(network, a_preview(network))

    again = a_preview(network)
    applied(network, again)

    assert counts(again) == (0, 0, 3, 0)
    assert len(network.published(StructureSaved.name)) == 3


def test_a_second_file_shows_old_and_new_values_and_changes_only_those(directory):
    network = directory.network()
    applied(network, a_preview(network))
    lines = [a_line(1, telephone="+33559000001"), a_line(2), a_line(4)]

    preview = a_preview(network, a_file(lines))
    applied(network, preview)

    assert counts(preview) == (1, 1, 1, 0)
    (changed,) = preview.preview["changed"]
    assert changed["changes"] == [{"field": "phone", "old": "+33559000000", "new": "+33559000001"}]
    stored = structures(network)
    assert (stored["lieu-001"].phone, stored["lieu-001"].version) == ("+33559000001", 2)
    assert (stored["lieu-002"].version, stored["lieu-003"].version) == (1, 1)


def test_bad_lines_are_left_out_with_their_reasons_and_the_others_are_applied(directory):
    network = directory.network()
    lines = [a_line(number) for number in range(1, 61)]
    lines[12]["code_postal"] = lines[30]["code_postal"] = "6410"
    lines[59]["date_maj"] = ""
    preview = a_preview(network, a_file(lines))

    applied(network, preview)

    assert counts(preview) == (57, 0, 0, 3)
    assert "n’a pas 5 chiffres" in preview.preview["refused"][0]["reasons"][0]
    assert len(structures(network)) == 57


def test_what_is_applied_is_what_was_seen(directory):
    network = directory.network()
    applied(network, a_preview(network))
    preview = a_preview(network, a_file([a_line(1, nom="Nouveau nom")]))
    structure = structures(network)["lieu-001"]
    with network.uow() as uow:
        change_structure(uow, ANIMATOR, structure_id=structure.id, label="Nom corrigé à la main")

    with pytest.raises(PreviewOutdated):
        applied(network, preview)

    assert structures(network)["lieu-001"].label == "Nom corrigé à la main"


def test_two_people_who_press_the_button_together_import_once(directory):
    network = directory.network()
    preview = a_preview(network)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: applied(network, preview), range(2)))

    assert len(network.published(StructureSaved.name)) == 3


def test_two_previews_of_new_lines_cannot_both_be_applied(directory):
    network = directory.network()
    first, second = a_preview(network), a_preview(network)
    applied(network, first)

    with pytest.raises(PreviewOutdated):
        applied(network, second)


def test_a_file_brings_an_archived_structure_back(directory):
    network = directory.network()
    applied(network, a_preview(network))
    with network.uow() as uow:
        archive_structure(uow, ANIMATOR, structure_id=structures(network)["lieu-002"].id)

    preview = a_preview(network)
    applied(network, preview)

    assert preview.preview["changed"][0]["changes"] == [{"field": "status", "old": "archived", "new": "active"}]
    assert structures(network)["lieu-002"].is_active


def test_an_abandoned_import_is_not_applied(directory):
    network = directory.network()
    preview = a_preview(network)
    with network.uow() as uow:
        abandon_import(uow, ANIMATOR, import_id=preview.id)

    with pytest.raises(ImportAbandoned):
        applied(network, preview)


def test_a_file_of_refused_lines_only_cannot_be_applied(directory):
    network = directory.network()
    preview = a_preview(network, a_file([a_line(1, pivot="")]))

    with pytest.raises(NothingToApply):
        applied(network, preview)


def test_a_file_that_cannot_be_read_leaves_no_import(directory):
    network = directory.network()

    with pytest.raises(UnreadableFile) as refused:
        a_preview(network, b"\x00\xe8\xff")

    assert "CSV" in refused.value.fields["file"][0]


def test_two_networks_may_hold_the_same_identifiers(directory):
    here, elsewhere = directory.network("marne"), directory.network("aube")

    applied(here, a_preview(here))
    preview = a_preview(elsewhere)
    applied(elsewhere, preview)

    assert counts(preview) == (3, 0, 0, 0)
    assert len(structures(here)) == len(structures(elsewhere)) == 3


def test_communes_get_their_official_name_and_code_and_the_same_file_again_changes_nothing(directory):
    some_communes(directory)
    network = directory.network(department="51")
    place = {"code_postal": "51100", "code_insee": "", "latitude": "49.25", "longitude": "4.03"}
    data = a_file([a_line(1, commune="REIMS CEDEX", **place)])
    preview = a_preview(network, data)
    applied(network, preview)

    stored = structures(network)["lieu-001"]

    assert (stored.commune, stored.commune_code) == ("Reims", REIMS)
    assert "Ligne 2, commune : « REIMS CEDEX » lu comme « Reims »." in preview.preview["repairs"]
    assert counts(a_preview(network, data)) == (0, 0, 1, 0)
