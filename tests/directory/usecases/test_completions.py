from datetime import date

import pytest
from sqlalchemy import event

from services.directory.completion_errors import ChoiceOutdated, NoRecordChosen, TooManyRecords
from services.directory.errors import ImportOvertaken, NotTheLastImport
from services.directory.models.structure import Structure
from services.directory.usecases.import_undo import undo_import
from services.directory.usecases.imports import apply_import
from services.directory.usecases.merging import merge_structures
from services.directory.usecases.refused_lines import refused_file
from services.directory.usecases.structures import archive_structure, change_structure
from shared.actor import SYSTEM
from shared.errors import Invalid
from shared.events.directory import StructureSaved
from shared.ids import new_id
from tests.directory.usecases.test_imports import ANIMATOR, counts
from tests.factories.completions import HELP, JOBS, TOOLS, a_completion
from tests.factories.structures import a_preview, a_structure, applied
from tests.reading import told


@pytest.fixture
def network(directory):
    return directory.network()


def now(network, structure) -> Structure:
    with network.uow(read_only=True) as uow:
        return uow.get(Structure, structure.id)


def undone(network, known) -> None:
    with network.uow() as uow:
        undo_import(uow, SYSTEM, import_id=known.id)


def changed(network, structure, **values) -> None:
    with network.uow() as uow:
        change_structure(uow, ANIMATOR, structure_id=structure.id, **values)


def test_a_preview_says_what_would_change_and_changes_nothing(network):
    bare, full = a_structure(network, label="Mairie"), a_structure(network, services=[HELP])

    known = a_completion(network, [bare.id, full.id])

    assert counts(known) == (0, 1, 1, 0)
    assert known.file_name == f"Services : ajouter {HELP}"
    assert known.preview["changed"][0]["label"] == "Mairie"
    assert known.preview["changed"][0]["changes"] == [{"field": "services", "old": [], "new": [HELP]}]
    assert now(network, bare).services == []


def test_what_is_applied_is_added_announced_and_found(network):
    bare, full = a_structure(network, services=[TOOLS]), a_structure(network, services=[HELP])
    before = len(network.published(StructureSaved.name))

    applied(network, a_completion(network, [bare.id, full.id]))

    assert now(network, bare).services == [TOOLS, HELP]
    assert "demarches" in now(network, bare).search_text
    assert (now(network, bare).version, now(network, full).version) == (2, 1)
    assert len(network.published(StructureSaved.name)) == before + 1


def test_nobody_has_checked_the_records_so_they_stay_as_old_as_they_were(network):
    old = a_structure(network, updated_on=date(2020, 1, 1))

    applied(network, a_completion(network, [old.id]))

    assert now(network, old).updated_on == date(2020, 1, 1)


def test_the_history_of_each_record_says_who_and_what(network):
    one, other = a_structure(network, label="Mairie"), a_structure(network, label="École", services=[TOOLS])
    known = a_completion(network, [one.id, other.id])

    with network.uow() as uow:
        uow.act_as(ANIMATOR)
        apply_import(uow, ANIMATOR, network.subject.service.runtime.storage, import_id=known.id)

    lines = {what: (who, action, changes) for who, action, what, changes in told(network, "structure")[-2:]}
    assert lines["Mairie"] == ("Camille Petit", "changed", {"services": [[], [HELP]]})
    assert lines["École"] == ("Camille Petit", "changed", {"services": [[TOOLS], [TOOLS, HELP]]})


def test_records_out_of_the_directory_are_refused_with_the_reason(network):
    good, archived, double = (a_structure(network, label=label) for label in ("Mairie", "École", "La Mairie"))
    stranger = a_structure(network.subject.network("aube"))
    with network.uow() as uow:
        archive_structure(uow, SYSTEM, structure_id=archived.id)
        merge_structures(uow, ANIMATOR, kept_id=good.id, merged_id=double.id)

    known = a_completion(network, [good.id, archived.id, double.id, stranger.id, new_id()])
    applied(network, known)

    assert counts(known) == (0, 1, 0, 4)
    reasons = [(one["label"], one["reasons"][0]) for one in known.preview["refused"]]
    assert reasons[0] == ("École", "Cette fiche est archivée : remettez-la d’abord dans l’annuaire.")
    assert reasons[1] == ("La Mairie", "Cette fiche a été réunie avec une autre : complétez celle qui reste.")
    assert {reason for _, reason in reasons[2:]} == {"Cette structure n’est pas, ou plus, dans l’annuaire."}
    assert now(network, archived).services == []
    with network.uow() as uow:
        assert "École" in refused_file(uow, network.subject.service.runtime.storage, known, "csv").decode("utf-8-sig")


def test_a_record_whose_field_changed_since_the_preview_is_looked_at_again(network):
    structure = a_structure(network)
    known = a_completion(network, [structure.id])
    changed(network, structure, services=[JOBS])

    with pytest.raises(ChoiceOutdated) as refused:
        applied(network, known)

    assert "Refaites le choix" in refused.value.sentence
    assert now(network, structure).services == [JOBS]


def test_what_somebody_wrote_elsewhere_in_the_record_since_the_preview_stays(network):
    structure = a_structure(network)
    known = a_completion(network, [structure.id])
    changed(network, structure, label="Corrigé entre-temps", phone="+33326000000")

    applied(network, known)

    after = now(network, structure)
    assert (after.label, after.phone, after.services) == ("Corrigé entre-temps", "+33326000000", [HELP])


def test_it_is_taken_back_as_long_as_nobody_touched_the_records(network):
    one, other = a_structure(network, services=[TOOLS, HELP]), a_structure(network)
    known = applied(network, a_completion(network, [one.id, other.id], JOBS, how="set"))

    undone(network, known)

    assert (now(network, one).services, now(network, other).services) == ([TOOLS, HELP], [])
    assert now(network, one).version == 3


def test_it_is_not_taken_back_over_somebody_s_work(network):
    structure = a_structure(network)
    known = applied(network, a_completion(network, [structure.id]))
    changed(network, structure, summary="Neuf")

    with pytest.raises(ImportOvertaken):
        undone(network, known)


def test_only_the_last_one_is_taken_back_imports_included(network):
    structure = a_structure(network)
    known = applied(network, a_completion(network, [structure.id]))
    applied(network, a_preview(network))

    with pytest.raises(NotTheLastImport):
        undone(network, known)


@pytest.mark.parametrize(
    ("attribute", "how", "values", "stored"),
    [
        ("typologies", "add", ("BIB",), ["BIB"]),
        ("stages", "set", ("training", "awareness"), ["awareness", "training"]),
        ("is_public", "set", ("false",), False),
        ("can_host_meetings", "set", ("true",), True),
    ],
)
def test_every_kind_of_field_is_written_as_the_record_keeps_it(network, attribute, how, values, stored):
    structure = a_structure(network)

    applied(network, a_completion(network, [structure.id], *values, attribute=attribute, how=how))

    assert getattr(now(network, structure), attribute) == stored


def test_nothing_chosen_too_much_chosen_and_unknown_values_are_refused(network):
    with pytest.raises(NoRecordChosen):
        a_completion(network, [])
    with pytest.raises(TooManyRecords):
        a_completion(network, [new_id() for _ in range(20_001)])
    with pytest.raises(Invalid) as refused:
        a_completion(network, [a_structure(network).id], "Couture")
    assert "« Couture »" in refused.value.fields["values"][0]


def statements(network, count: int) -> int:
    """How many it takes to preview and apply so many records."""
    ids = [a_structure(network, label=f"Lieu {number}").id for number in range(count)]
    asked: list[str] = []
    with network.uow() as uow:
        engine = uow.session.get_bind().engine

    def note(*arguments) -> None:
        asked.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    applied(network, a_completion(network, ids))
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_thirty_records_take_as_many_statements_as_three(network):
    assert statements(network, 30) <= statements(network, 3)


def test_a_record_of_another_network_is_refused_like_one_that_never_was(directory, network):
    elsewhere = directory.network("aube")
    theirs, mine = a_structure(elsewhere, label="Mairie de Troyes"), a_structure(network)

    known = a_completion(network, [theirs.id, new_id(), mine.id])
    applied(network, known)

    stranger, nobody = known.preview["refused"]
    assert (stranger["label"], stranger["reasons"]) == ("", nobody["reasons"])
    assert now(network, mine).services == [HELP]
    assert now(elsewhere, theirs).services == []
