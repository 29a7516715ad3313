"""The history of a structure holds what imports did to it, and what took them back."""

import pytest

from services.directory.actors import apply_import
from services.directory.usecases import imports
from services.directory.usecases.import_undo import undo_import
from tests.directory.usecases.test_imports import structures
from tests.directory.usecases.test_journal import NADIA, told
from tests.factories.national_files import a_file, a_line
from tests.factories.networks import open_network
from tests.factories.structures import a_preview, applied


def as_nadia(network, act, *arguments, **options):
    with network.uow() as uow:
        uow.act_as(NADIA)
        return act(uow, NADIA, *arguments, **options)


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def renamed(marne, clock):
    """An import of three structures, and a second one that changes one and brings another."""
    clock.advance(minutes=5)
    applied(marne.seen, a_preview(marne.seen))
    clock.advance(minutes=5)
    lines = [a_line(1, telephone="+33559000001", services=""), a_line(2), a_line(4)]
    preview = a_preview(marne.seen, a_file(lines))
    storage = marne.directory.service.runtime.storage
    return as_nadia(marne, imports.apply_import, storage, import_id=preview.id)


def lines_of(marne, external_id):
    """``(who, action, changes)`` in the history of one structure."""
    label = structures(marne.seen)[external_id].label
    return [(who, action, changes) for who, action, what, changes in told(marne, "structure") if what == label]


def test_a_structure_that_an_import_changes_has_its_line_and_the_others_have_none(marne, renamed):
    changes = {
        "phone": ["+33559000000", "+33559000001"],
        "services": [["Accès internet et matériel informatique"], []],
    }

    assert lines_of(marne, "lieu-001") == [("Nadia Benali", "changed", changes)]
    assert lines_of(marne, "lieu-002") == lines_of(marne, "lieu-004") == []


def test_taking_an_import_back_is_told_of_each_structure_too(marne, renamed):
    as_nadia(marne, undo_import, import_id=renamed.id)

    _, back = lines_of(marne, "lieu-001")
    assert back[2]["phone"] == ["+33559000001", "+33559000000"]
    assert back[2]["services"] == [[], ["Accès internet et matériel informatique"]]
    assert lines_of(marne, "lieu-004") == [("Nadia Benali", "changed", {"status": ["active", "archived"]})]


def test_the_history_of_a_structure_begins_with_the_import_that_brought_it(marne, renamed):
    browser, known = marne.client(), structures(marne.seen)
    with marne.uow() as uow:
        first = known["lieu-001"]
        brought = uow.session.query(type(renamed)).filter_by(applied_at=first.created_at).one()

    page = browser.get(f"/annuaire/{marne.slug}/journal?thing_id={first.id}").text
    said = browser.get(f"/api/v1/directory/networks/{marne.slug}/journal?thing_id={first.id}").json
    untouched = browser.get(f"/annuaire/{marne.slug}/journal?thing_id={known['lieu-002'].id}").text

    address = f"/annuaire/{marne.slug}/structures/imports/{brought.id}"
    assert f'Tout a commencé avec <a href="{address}">l’import « structures.csv »</a>' in page
    assert said["came_with"] == {"label": "l’import « structures.csv »", "path": address}
    assert f'Rien n’a changé depuis <a href="{address}">' in untouched
    sheet = browser.get(f"/annuaire/{marne.slug}/structures/{first.id}").text
    assert f"/annuaire/{marne.slug}/journal?thing_id={first.id}" in sheet


def test_what_came_by_hand_begins_with_its_own_line(marne, renamed):
    pilot = next(one for one in structures(marne.seen).values() if one.label == "CCAS")

    said = marne.client().get(f"/api/v1/directory/networks/{marne.slug}/journal?thing_id={pilot.id}").json

    assert (said["came_with"], said["items"][-1]["action"]) == (None, "created")


def test_a_long_file_applied_in_the_background_is_told_under_the_name_of_who_asked(marne, renamed, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 1)
    browser = marne.client()
    with monkeypatch.context() as short:
        short.setattr(imports, "AT_ONCE", 2000)
        preview = a_preview(marne.seen, a_file([a_line(1, telephone="+33559000002"), a_line(2)]))

    browser.post(f"/annuaire/{marne.slug}/structures/imports/{preview.id}/application")
    for name, body in marne.directory.outgoing("task"):
        if name == "apply_import":
            apply_import(**body["arguments"])

    who, _, changes = lines_of(marne, "lieu-001")[-1]
    assert (who, changes["phone"][1]) == ("Nadia Benali", "+33559000002")
