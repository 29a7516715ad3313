from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import event, select

from services.directory.errors import ImportOvertaken, PreviewOutdated
from services.directory.models.referent import Referent
from services.directory.models.structure_import import StructureImport
from services.directory.usecases import members, referents
from services.directory.usecases.accounts import find_or_create_account
from services.directory.usecases.import_undo import undo_import
from services.directory.usecases.imports import apply_import, map_import
from services.directory.usecases.merging import merge_structures
from services.directory.usecases.structures import archive_structure
from shared.actor import SYSTEM
from tests.directory.usecases.test_imports import ANIMATOR, counts, structures
from tests.factories.people_tables import MAPPING, a_place, people_table
from tests.factories.structures import a_preview, applied


@pytest.fixture
def network(directory):
    return directory.network(department="64")


def preview(network, *places: dict[str, str]) -> StructureImport:
    known = a_preview(network, people_table(*places))
    storage = network.subject.service.runtime.storage
    with network.uow() as uow:
        return map_import(uow, SYSTEM, storage, import_id=known.id, mapping=MAPPING)


def brought_in(network, *places: dict[str, str]) -> StructureImport:
    return applied(network, preview(network, *places))


def people(network) -> list[Referent]:
    with network.uow(read_only=True) as uow:
        return list(uow.session.scalars(select(Referent).order_by(Referent.name)))


def numbers(known: StructureImport) -> tuple[int, int, int, int]:
    told = known.preview["referents"]
    return tuple(told[f"{name}_count"] for name in ("created", "completed", "unchanged", "refused"))


def changed(network, **values) -> None:
    (referent,) = people(network)
    with network.uow() as uow:
        referents.change_referent(uow, ANIMATOR, referent_id=referent.id, **values)


def test_a_line_names_the_referent_of_its_structure_shown_to_its_keepers_only(network):
    brought_in(network, a_place(), a_place(2, named=False))

    (referent,) = people(network)
    assert (referent.name, referent.function) == ("Nadia Benali 1", "Directrice")
    assert (referent.email, referent.phone) == ("nadia.benali1@ville.example", "+33559000001")
    assert (referent.shown_to, referent.consented_on, referent.membership_id) == ("keepers", None, None)
    assert referent.structure_id == structures(network)["lieu-1-pau-1-rue-neuve"].id
    assert referent.valid_until == date(2027, 3, 3)


def test_a_preview_shows_whom_it_would_name_and_writes_nobody(network):
    known = preview(network)

    assert people(network) == []
    assert known.preview["referents"]["created"] == [
        {
            "line": 2,
            "structure": "Lieu 1",
            "name": "Nadia Benali 1",
            "contact": ["Directrice", "nadia.benali1@ville.example", "+33559000001"],
            "fields": [],
            "why": "",
        }
    ]


def test_once_applied_or_abandoned_the_import_keeps_numbers_and_no_name(network):
    known = brought_in(network)

    assert known.preview["referents"] == {
        "created_count": 1,
        "completed_count": 0,
        "unchanged_count": 0,
        "refused_count": 0,
    }
    assert "Benali" not in str(known.before)


def test_the_same_table_again_changes_nobody(network):
    brought_in(network)

    again = brought_in(network)

    assert (counts(again), numbers(again)) == ((0, 0, 1, 0), (0, 0, 1, 0))
    assert len(people(network)) == 1


def test_who_is_known_by_e_mail_keeps_what_people_wrote(network):
    brought_in(network)
    changed(network, name="Nadia Benali-Roux", function="", phone="")

    again = brought_in(network)

    (referent,) = people(network)
    assert numbers(again) == (0, 0, 1, 0)
    assert (referent.name, referent.function, referent.phone) == ("Nadia Benali-Roux", "", "")


def test_who_is_known_by_name_gets_what_was_missing_and_nothing_else(network):
    brought_in(network, a_place(**{"Mail référent": "", "Tél. référent": ""}))
    changed(network, function="Bibliothécaire")

    again = preview(network)
    applied(network, again)

    (referent,) = people(network)
    assert (referent.email, referent.phone) == ("nadia.benali1@ville.example", "+33559000001")
    assert referent.function == "Bibliothécaire"


def test_a_referent_who_has_an_account_is_never_touched(network):
    brought_in(network, a_place(**{"Mail référent": "", "Tél. référent": "", "Fonction": ""}))
    with network.uow() as uow:
        (referent,) = uow.session.scalars(select(Referent))
        account = find_or_create_account(uow, email="nadia.benali1@ville.example")
        referent.membership_id = members.add_member(uow, account, roles=("mediator",)).id

    again = preview(network)

    (told,) = again.preview["referents"]["unchanged"]
    applied(network, again)
    assert "a un compte" in told["why"]
    assert people(network)[0].email == ""


def a_member(network, role: str) -> None:
    with network.uow() as uow:
        members.add_member(uow, find_or_create_account(uow, email="nadia@ville.example"), roles=[role])


def test_a_member_in_the_role_of_referent_keeps_the_records_that_name_their_address_and_the_undo_takes_that_back(
    network,
):
    a_member(network, "referent")
    theirs = {"Nom du référent": "Benali", "Mail référent": "nadia@ville.example"}

    known = brought_in(network, a_place(**theirs), a_place(2, **theirs), a_place(3))
    announced = network.published("directory.member_saved.v1")[-1][1]
    with network.uow() as uow:
        undo_import(uow, ANIMATOR, import_id=known.id)

    assert len(announced["structure_ids"]) == 2
    assert network.published("directory.member_saved.v1")[-1][1]["structure_ids"] == []
    assert people(network) == []


def test_several_imports_that_name_one_member_at_once_are_all_applied(network):
    a_member(network, "referent")
    theirs = {"Nom du référent": "Benali", "Mail référent": "nadia@ville.example"}
    previews = [preview(network, a_place(number, **theirs)) for number in range(1, 7)]
    start = Barrier(len(previews))

    def apply(known):
        start.wait()
        return applied(network, known).state

    with ThreadPoolExecutor(len(previews)) as pool:
        assert set(pool.map(apply, previews)) == {"applied"}
    assert len(network.published("directory.member_saved.v1")[-1][1]["structure_ids"]) == len(previews)


def test_the_address_of_a_member_in_another_role_gives_them_no_record(network):
    a_member(network, "mediator")

    brought_in(network, a_place(**{"Mail référent": "nadia@ville.example"}))

    assert [referent.membership_id for referent in people(network)] == [None]


def test_a_member_who_is_at_the_structure_under_another_address_is_not_named_twice_as_the_member(network):
    a_member(network, "referent")
    brought_in(network, a_place(**{"Mail référent": "nadia@ville.example"}))
    changed(network, name="Accueil", email="accueil@ville.example")

    brought_in(network, a_place(**{"Mail référent": "nadia@ville.example"}))

    assert sorted(referent.membership_id is None for referent in people(network)) == [False, True]


def test_who_was_removed_is_not_named_again(network):
    brought_in(network)
    (referent,) = people(network)
    with network.uow() as uow:
        referents.remove_referent(uow, ANIMATOR, referent_id=referent.id)

    again = preview(network)
    applied(network, again)

    assert "ne le remet pas" in again.preview["referents"]["unchanged"][0]["why"]
    assert [one.is_current for one in people(network)] == [False]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Mail référent": "nadia"}, "Ligne 2, e-mail du référent : « nadia » n’est pas une adresse e-mail"),
        ({"Tél. référent": "05 59"}, "Ligne 2, téléphone du référent : « 05 59 » n’est pas un numéro"),
        ({"Prénom": "", "Nom du référent": ""}, "Ligne 2, nom du référent : la case est vide"),
        ({"Fonction": "x" * 121}, "121 caractères, 120 au plus"),
    ],
)
def test_a_person_who_cannot_be_taken_is_told_and_the_structure_is_taken(network, cells, said):
    known = preview(network, a_place(**cells))
    applied(network, known)

    assert counts(known)[0] == 1
    assert said in known.preview["referents"]["refused"][0]["reasons"][0]
    assert (people(network), len(structures(network))) == ([], 1)


def test_what_is_applied_is_whom_one_saw(network):
    brought_in(network, a_place(named=False))
    known = preview(network)
    with network.uow() as uow:
        structure_id = structures(network)["lieu-1-pau-1-rue-neuve"].id
        referents.add_referent(uow, ANIMATOR, structure_id=structure_id, name="Nadia Benali 1", shown_to="keepers")

    with pytest.raises(PreviewOutdated):
        applied(network, known)


def test_the_undo_takes_away_whom_it_named_and_empties_what_it_filled(network):
    brought_in(network, a_place(**{"Mail référent": "", "Tél. référent": ""}))
    known = brought_in(network, a_place(), a_place(2))
    with network.uow() as uow:
        undo_import(uow, SYSTEM, import_id=known.id)

    (referent,) = people(network)
    assert (referent.name, referent.email, referent.phone) == ("Nadia Benali 1", "", "")
    assert referent.function == "Directrice"


def test_the_undo_does_not_take_away_a_referent_whom_somebody_has_changed(network):
    known = brought_in(network)
    changed(network, function="Retraitée")

    with pytest.raises(ImportOvertaken) as refused, network.uow() as uow:
        undo_import(uow, SYSTEM, import_id=known.id)

    assert "un référent a été modifié" in refused.value.sentence
    assert len(people(network)) == 1


def test_a_structure_that_was_archived_gets_no_second_referent_when_it_comes_back(network):
    brought_in(network)
    with network.uow() as uow:
        archive_structure(uow, ANIMATOR, structure_id=structures(network)["lieu-1-pau-1-rue-neuve"].id)

    brought_in(network)

    assert len(people(network)) == 1


def test_the_line_of_a_merged_record_names_nobody(network):
    applied(network, preview(network, a_place(named=False), a_place(2, named=False)))
    kept, merged = (structures(network)[key].id for key in ("lieu-1-pau-1-rue-neuve", "lieu-2-pau-2-rue-neuve"))
    with network.uow() as uow:
        merge_structures(uow, ANIMATOR, kept_id=kept, merged_id=merged)

    again = brought_in(network, a_place(), a_place(2))

    assert counts(again) == (0, 0, 2, 0)
    assert [(one.name, one.structure_id) for one in people(network)] == [("Nadia Benali 1", kept)]


def test_the_number_of_queries_does_not_grow_with_the_lines(network):
    few = _statements(network, [a_place(number) for number in range(1, 4)])

    many = _statements(network, [a_place(number) for number in range(10, 200)])

    assert many <= few + 2


def _statements(network, places) -> int:
    known = preview(network, *places)
    said: list[str] = []
    storage = network.subject.service.runtime.storage
    with network.uow() as uow:
        connection = uow.session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        apply_import(uow, SYSTEM, storage, import_id=known.id)
    return len(said)
