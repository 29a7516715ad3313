"""Files that are too long to be read while somebody waits."""

import pytest
from sqlalchemy import select

from services.directory.actors import apply_import, read_import, undo_import
from services.directory.models.structure import Structure
from services.directory.usecases import import_undo, imports
from services.directory.usecases.structures import change_structure
from shared.roles import Role
from tests.directory.pages.test_imports import send
from tests.directory.usecases.test_imports import ANIMATOR
from tests.factories.national_files import a_file, a_line
from tests.reading import text_of


@pytest.fixture(autouse=True)
def _three_lines_are_long(monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 2)
    monkeypatch.setattr(import_undo, "AT_ONCE", 2)


def run(directory, name: str) -> None:
    """What the background was asked for, twice, as it may be."""
    function = {"read_import": read_import, "apply_import": apply_import, "undo_import": undo_import}[name]
    for body in [body for asked, body in directory.outgoing("task") if asked == name]:
        function(**body["arguments"])
        function(**body["arguments"])


def test_a_long_file_is_read_then_applied_in_the_background(directory):
    client = directory.network().client(Role.ANIMATOR)

    address = send(client, a_file(a_line(number) for number in range(3))).location
    reading = client.get(address)
    run(directory, "read_import")
    preview = text_of(client.get(address))
    client.post(f"{address}/application")
    applying = client.get(address)
    run(directory, "apply_import")

    assert "0 lignes lues sur 3" in text_of(reading)
    assert reading.headers["Refresh"] == "2"
    assert "Appliquer les 3 lignes" in preview
    assert "Application en cours" in text_of(applying)
    assert "Import appliqué" in text_of(client.get(address))
    assert "Refresh" not in client.get(address).headers


def test_a_directory_that_changed_meanwhile_leads_back_to_the_preview(directory):
    client = directory.network().client(Role.ANIMATOR)
    first, second = (send(client, a_file(a_line(number) for number in range(3))).location for _ in range(2))
    run(directory, "read_import")
    for address in (first, second):
        client.post(f"{address}/application")

    run(directory, "apply_import")

    page = text_of(client.get(second))
    assert "L’import n’a pas été appliqué" in page
    assert "L’annuaire a changé depuis cet aperçu" in page


def test_a_long_file_may_be_given_up_while_it_is_read(directory):
    client = directory.network().client(Role.ANIMATOR)
    address = send(client, a_file(a_line(number) for number in range(3))).location

    client.post(f"{address}/abandon")
    run(directory, "read_import")

    assert "Import abandonné" in text_of(client.get(address))


def applied(directory, client) -> str:
    address = send(client, a_file(a_line(number) for number in range(3))).location
    run(directory, "read_import")
    client.post(f"{address}/application")
    run(directory, "apply_import")
    return address


def test_a_long_import_is_taken_back_in_the_background(directory):
    client = directory.network().client(Role.ANIMATOR)
    address = applied(directory, client)

    for _ in range(2):
        asked = client.post(f"{address}/annulation")
    undoing = client.get(address)
    run(directory, "undo_import")

    assert asked.status_code == 303
    assert "Annulation en cours" in text_of(undoing)
    assert "3 structures reprennent leur état d’avant" in text_of(undoing)
    assert undoing.headers["Refresh"] == "2"
    assert "Cet import a été appliqué puis annulé" in text_of(client.get(address))
    assert "Espace des Tilleuls 2" not in text_of(client.get("/annuaire/marne/structures"))


def test_a_long_import_that_cannot_be_taken_back_stays_and_says_why(directory):
    network = directory.network()
    client = network.client(Role.ANIMATOR)
    address = applied(directory, client)
    client.post(f"{address}/annulation")
    with network.uow() as uow:
        change_structure(uow, ANIMATOR, structure_id=uow.session.scalar(select(Structure.id).limit(1)), summary="Neuf")

    run(directory, "undo_import")

    page = text_of(client.get(address))
    assert "Import appliqué" in page
    assert "L’import n’a pas été annulé" in page
    assert "une fiche a été modifiée depuis" in page


def kept_of(network) -> list[str]:
    """Keys of the rows kept between preview and application."""
    keys = network.subject.service.runtime.storage.keys(f"{network.id}/derived/imports")
    assert keys
    return keys


def test_what_is_applied_is_what_was_previewed_even_when_the_file_has_gone(directory):
    network = directory.network()
    client, storage = network.client(Role.ANIMATOR), directory.service.runtime.storage
    address = send(client, a_file(a_line(number) for number in range(3))).location
    run(directory, "read_import")
    for key in storage.keys(f"{network.id}/imports"):
        storage.delete(key)

    client.post(f"{address}/application")
    run(directory, "apply_import")

    assert "Import appliqué" in text_of(client.get(address))
    assert "Espace des Tilleuls 2" in text_of(client.get("/annuaire/marne/structures"))


def test_without_the_kept_rows_the_file_is_read_again(directory):
    network = directory.network()
    client, storage = network.client(Role.ANIMATOR), directory.service.runtime.storage
    address = send(client, a_file(a_line(number) for number in range(3))).location
    run(directory, "read_import")
    for key in kept_of(network):
        storage.delete(key)

    client.post(f"{address}/application")
    run(directory, "apply_import")

    assert "Import appliqué" in text_of(client.get(address))


def test_rows_kept_by_another_version_are_read_from_the_file(directory):
    network = directory.network()
    client, storage = network.client(Role.ANIMATOR), directory.service.runtime.storage
    address = send(client, a_file(a_line(number) for number in range(3))).location
    run(directory, "read_import")
    for key in kept_of(network):
        storage.put(key, b"[0, [], []]", "application/json")

    client.post(f"{address}/application")
    run(directory, "apply_import")

    assert "Espace des Tilleuls 2" in text_of(client.get("/annuaire/marne/structures"))
