"""The file of an import goes a month after it has served; what the product promises of imports goes on without it."""

import pytest

from services.directory.import_file_tasks import erase_import_files
from services.directory.models.personal import SERVICES
from services.directory.models.retention_run import RetentionRun
from services.directory.models.structure_import import StructureImport
from services.directory.ticks import anonymise_after_the_limit
from services.directory.usecases import imports, personal_requests
from services.directory.usecases.import_undo import undo_import
from shared.actor import SYSTEM
from shared.roles import Role
from tests.directory.pages.test_import_people import previewed
from tests.directory.usecases.test_imports import structures
from tests.factories.national_files import a_file, a_line
from tests.factories.networks import open_network
from tests.factories.people_tables import a_place
from tests.factories.structures import a_preview, applied
from tests.reading import text_of

REFUSED = a_line(2, pivot="")


@pytest.fixture
def marne(directory):
    return open_network(directory)


def storage_of(marne):
    return marne.directory.service.runtime.storage


def read(marne, known):
    with marne.uow() as uow:
        return uow.get(StructureImport, known.id)


def address(marne, known, more=""):
    return f"/annuaire/{marne.slug}/structures/imports/{known.id}{more}"


def test_the_file_and_its_lines_serve_for_thirty_days_and_the_last_import_can_be_undone_after_them(marne, clock):
    known = applied(marne.seen, a_preview(marne.seen, a_file([a_line(1), REFUSED])))
    clock.advance(days=29)
    anonymise_after_the_limit()
    assert "lieu-002" in marne.client().get(address(marne, known, "/lignes-refusees.csv")).text

    clock.advance(days=2)
    anonymise_after_the_limit()

    kept = read(marne, known)
    assert storage_of(marne).keys(str(marne.id)) == []
    assert (kept.file_key, kept.preview, kept.created_count) == ("", {}, 1)
    gone = marne.client().get(address(marne, known, "/lignes-refusees.csv"))
    assert gone.status_code == 404
    assert "gardé 30 jours" in gone.text
    shown = marne.client().get(address(marne, known)).text
    assert "ont été effacés" in shown
    assert "lignes-refusees" not in shown
    with marne.uow() as uow:
        undo_import(uow, SYSTEM, import_id=known.id)
    assert not structures(marne.seen)["lieu-001"].is_active


def test_what_was_kept_of_its_rows_goes_with_it(marne, clock, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 0)
    known = a_preview(marne.seen)
    with marne.uow() as uow:
        imports.read_import(uow, storage_of(marne), import_id=known.id, told=lambda _: None)
    assert len(storage_of(marne).keys(str(marne.id))) == 2
    clock.advance(days=31)

    anonymise_after_the_limit()

    assert storage_of(marne).keys(str(marne.id)) == []


def test_how_many_referents_came_with_it_outlives_their_names(marne, clock):
    known = applied(marne.seen, a_preview(marne.seen))
    with marne.uow() as uow:
        named = {"created_count": 1, "created": [{"name": "Lise Morel"}]}
        uow.get(StructureImport, known.id).preview = {"referents": named, "created": []}
    clock.advance(days=31)

    anonymise_after_the_limit()

    assert read(marne, known).preview == {"referents": {"created_count": 1}}


@pytest.mark.parametrize("state", ["previewed", "failed", "to_map", "reading", "applying", "abandoned"])
def test_a_file_that_was_never_applied_goes_too_whatever_became_of_it(marne, clock, state):
    known = a_preview(marne.seen)
    with marne.uow() as uow:
        uow.get(StructureImport, known.id).state = state
    clock.advance(days=31)

    anonymise_after_the_limit()

    assert (read(marne, known).state, read(marne, known).preview) == ("abandoned", {})
    assert storage_of(marne).keys(str(marne.id)) == []


def test_a_file_that_cannot_be_erased_is_counted_as_left_and_does_not_stop_the_others(marne, clock, monkeypatch):
    stuck, other = a_preview(marne.seen), a_preview(marne.seen)
    clock.advance(days=31)
    storage, delete = storage_of(marne), storage_of(marne).delete

    def refuse(key):
        if key == stuck.file_key:
            raise OSError("disk")
        delete(key)

    monkeypatch.setattr(storage, "delete", refuse)
    anonymise_after_the_limit()

    assert (read(marne, stuck).file_key, read(marne, other).file_key) == (stuck.file_key, "")
    told = told_today(marne)
    assert (told["counts"], told["left"]) == ({"Fichiers d’import": 1}, 1)

    monkeypatch.setattr(storage, "delete", delete)
    anonymise_after_the_limit()

    told = told_today(marne)
    assert (told["counts"], told["left"]) == ({"Fichiers d’import": 2}, 0)
    page = marne.client().get(f"/annuaire/{marne.slug}/donnees-personnelles/conservation").text
    assert "Fichiers d’import : 2" in page


def told_today(marne):
    with marne.uow() as uow:
        return uow.session.query(RetentionRun).filter_by(ran_on=uow.today).one().services["directory"]


def test_the_files_that_name_people_go_when_a_person_is_erased_and_the_others_stay(directory):
    network = directory.network(department="64")
    animator = network.client(Role.ANIMATOR)
    other = a_preview(network)
    sent = previewed(animator, a_place(), a_place(2, CP="6400O"))
    animator.post(f"{sent}/application")
    pending = previewed(animator, a_place(3))
    secret = directory.service.runtime.settings.secret_key
    with network.uow() as uow:
        request = personal_requests.ask(uow, SYSTEM, secret_key=secret, email="nadia.benali1@ville.example")
        request.answers = {service: {"find": {"counts": {}, "kept": {}, "document": ""}} for service in SERVICES}
        personal_requests.erase(uow, request_id=request.id, secret_key=secret)

    [(_, body)] = [(name, body) for name, body in directory.outgoing("task") if name == erase_import_files.actor_name]
    erase_import_files(**body["arguments"])
    later = previewed(animator, a_place(4))

    gone = animator.get(f"{sent}/lignes-refusees.csv")
    assert (gone.status_code, "a demandé à être oubliée" in text_of(gone)) == (404, True)
    assert "Benali" not in text_of(animator.get(pending))
    assert "Benali 4" in text_of(animator.get(later))
    with network.uow(read_only=True) as uow:
        assert uow.get(StructureImport, other.id).file_key
