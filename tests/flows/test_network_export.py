"""An administrator takes everything away: four parts, one archive, kept a week."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from services.directory.models.webhook import Webhook
from services.directory.ticks import forget_network_exports
from services.directory.usecases.published_files import kept
from services.notifications.models import Message
from services.sessions.models import Person
from shared.ids import new_id
from shared.leaving.tables import MACHINERY, exported_tables, tables_of_networks
from shared.roles import Role
from shared.testing.plugin import SERVICES
from shared.testing.subject import NetworkUnderTest
from tests.factories.networks import open_network

FOLDERS = {
    "directory": "Annuaire",
    "sessions": "Ateliers et matériel",
    "notifications": "Lettres et rencontres",
    "reporting": "Rapports",
}
DOCUMENT = "reports/2026-T1-1 (R).pdf"


@pytest.fixture
def marne(platform):
    opened = open_network(platform["directory"])
    platform.settle()
    furnish(platform, opened)
    return opened


def inside(platform, service, network):
    return NetworkUnderTest(platform[service], network.id, network.slug)


def furnish(platform, network):
    """Something in each service, a document, and secrets."""
    now = network.directory.database.clock.now()
    with network.uow() as uow:
        hook = Webhook(label="=1+1", url="https://exemple.fr", events=["x"], sealed_secret="the secret", created_at=now)
        uow.session.add(hook)
    with inside(platform, "sessions", network).uow() as uow:
        for number in range(1200):  # more than the cursor takes at once
            person = Person(id=new_id(), registered_on=now.date())
            person.describe(first_name="Zoé", last_name=f"Labat {number}", phone=None, email=None, known_before=False)
            uow.session.add(person)
    with inside(platform, "notifications", network).uow() as uow:
        message = Message(id=new_id(), template="x", source="x", recipient="zoe@exemple.fr", name="Zoé")
        message.context, message.created_at, message.due_at = {"link": "a live link"}, now, now + timedelta(days=9)
        uow.session.add(message)
    key = f"{network.id}/{DOCUMENT}"
    storage = platform["reporting"].service.runtime.storage
    storage.put(key, b"%PDF of " + network.slug.encode(), "application/pdf")
    kept(storage, network.id, "csv", mark="a mark", write=lambda: b"made again when somebody asks")


def ask(platform, network):
    answer = network.client().post(f"/annuaire/{network.slug}/depart/exports")
    assert answer.status_code == 303, answer.text
    platform.settle()


def page(network):
    return network.client().get(f"/annuaire/{network.slug}/depart").text


def download(network):
    address = page(network).split('/reseau.zip"')[0].rsplit('"', 1)[1] + "/reseau.zip"
    return address, network.client().get(address)


def rows_of(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")), delimiter=";"))


def counts_in_tables(platform, network):
    """``folder/table.csv`` → rows, of every table that is not machinery."""
    found = {}
    for service, folder in FOLDERS.items():
        tables = tables_of_networks(platform[service].database.metadata)
        with inside(platform, service, network).uow() as uow:
            for table in tables:
                if table.name not in MACHINERY:
                    query = select(func.count()).select_from(table).where(table.c.tenant_id == network.id)
                    found[f"{folder}/{table.name}.csv"] = uow.session.connection().execute(query).scalar_one()
    return found


def test_the_archive_holds_every_row_of_every_table_and_every_document(platform, marne):
    aube = open_network(platform["directory"], "Réseau de l’Aube", email="lea@aube.fr")
    furnish(platform, aube)
    marne.client().post(f"/annuaire/{marne.slug}/depart/exports")
    counts = counts_in_tables(platform, marne)
    platform.settle()

    _, answer = download(marne)

    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert archive.testzip() is None
    lists = {name: len(rows_of(archive, name)) for name in archive.namelist() if name.endswith(".csv")}
    assert lists.pop("Annuaire/comptes.csv") == 1
    assert lists == counts
    assert lists["Ateliers et matériel/person.csv"] == 1200
    assert archive.read(f"Annuaire/documents/{DOCUMENT}") == b"%PDF of " + marne.slug.encode()
    assert [n for n in archive.namelist() if "documents" in n and "exports" in n] == []
    (hook,) = rows_of(archive, "Annuaire/webhook.csv")
    assert hook["label"] == "'=1+1"
    assert hook["created_at"].endswith("+00:00")
    assert "url" not in hook
    assert (
        "person.csv : Personnes accompagnées, 1200 ligne(s)"
        in archive.read("Ateliers et matériel/LISEZ-MOI.txt").decode()
    )
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert "a mark" not in everything
    assert "the secret" not in everything
    assert "a live link" not in everything
    assert "l’Aube" not in everything
    assert "lea@aube.fr" not in everything


@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_a_file_that_cannot_be_read_is_said_and_the_rest_leaves(platform, marne, harm):
    storage = platform["directory"].service.runtime.storage
    storage.put(f"{marne.id}/reports/sain.pdf", b"%PDF", "application/pdf")
    path = storage._folder / str(marne.id) / DOCUMENT
    if harm == "damaged":
        path.write_bytes(b"%PDF of somebody else")
    else:
        path.with_name(f".{path.name}.sha256").unlink()

    ask(platform, marne)

    shown, archive = page(marne), zipfile.ZipFile(io.BytesIO(download(marne)[1].data))
    assert archive.testzip() is None
    assert archive.read("Annuaire/documents/reports/sain.pdf") == b"%PDF"
    told = archive.read("Annuaire/LISEZ-MOI.txt").decode()
    assert f"documents/{DOCUMENT} : {'abîmé' if harm == 'damaged' else 'sans empreinte'}" in told
    assert "1 document(s), et 1 que Maillage n’a pas pu relire" in archive.read("LISEZ-MOI.txt").decode()
    assert "n’ont pas pu être relus" in shown
    assert f"<li>{DOCUMENT}</li>" in shown


def test_it_is_announced_once_kept_a_week_and_replaced_when_asked_again(platform, marne, clock):
    ask(platform, marne)
    first, _ = download(marne)
    ask(platform, marne)
    second, answer = download(marne)
    storage = platform["directory"].service.runtime.storage

    told = [
        d["email"]
        for _, d in marne.seen.published("directory.message_requested.v1")
        if d["template"] == "network_exported"
    ]
    assert told == ["nadia@ville.fr"] * 2
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert marne.client().get(first).status_code == 409
    assert len(storage.keys(f"{marne.id}/exports")) == 1

    clock.advance(days=8)
    platform.tick()

    assert storage.keys(f"{marne.id}/exports") == []
    assert marne.client().get(second).status_code == 409
    assert "Télécharger tout" not in page(marne)


def test_the_page_says_which_part_is_awaited_and_a_part_made_twice_changes_nothing(platform, marne):
    marne.client().post(f"/annuaire/{marne.slug}/depart/exports")
    assert "On attend : Annuaire, Ateliers et matériel, Lettres et rencontres, Rapports" in page(marne)
    late = platform.services.pop("reporting")
    parties, platform.bus._parties = platform.bus._parties, [s.service.party() for s in platform.services.values()]
    platform.settle()
    assert "On attend : Rapports" in page(marne)

    ((_, event),) = [e for e in marne.seen.published("directory.network_export_asked.v1")]
    for _ in range(2):
        late.service.tasks.functions["export_network"](str(marne.id), event["export_id"])
    platform.bus._parties = parties
    platform.settle()

    assert zipfile.ZipFile(io.BytesIO(download(marne)[1].data)).testzip() is None
    assert len(platform["directory"].service.runtime.storage.keys(f"{marne.id}/exports")) == 1


@pytest.mark.parametrize("status", ["open", "closed", "suspended"])
def test_parts_of_an_export_that_never_was_whole_are_erased_after_a_week(platform, marne, clock, status):
    marne.client().post(f"/annuaire/{marne.slug}/depart/exports")
    platform.services.pop("reporting")
    platform.bus._parties = [subject.service.party() for subject in platform.services.values()]
    platform.settle()
    storage = platform["directory"].service.runtime.storage
    assert len(storage.keys(f"{marne.id}/exports")) == 3
    with marne.uow() as uow:
        table = uow.plumbing.network
        uow.session.execute(table.update().where(table.c.id == marne.id).values(status=status))

    clock.advance(days=8)
    forget_network_exports()
    platform.settle()

    assert storage.keys(f"{marne.id}/exports") == []
    if status == "open":
        assert "L’export se prépare" not in page(marne)


def test_only_administrators_of_the_network_export_it(platform, marne):
    ask(platform, marne)
    address, _ = download(marne)
    stranger = open_network(platform["directory"], "Réseau de l’Aube", email="lea@aube.fr")
    member = marne.join("paul@ville.fr", Role.ANIMATOR)

    assert stranger.client().get(address).status_code == 404
    assert stranger.client().get(address.replace(marne.slug, stranger.slug)).status_code == 404
    assert marne.client(member).get(address).status_code == 403
    assert marne.client(member).post(f"/annuaire/{marne.slug}/depart/exports").status_code == 403
    assert marne.seen.program(Role.ADMINISTRATOR, scopes=["network:read"]).get(address).status_code == 403


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_not_exported_is_what_the_list_says(service, start):
    metadata = start(service).database.metadata
    left = {t.name for t in tables_of_networks(metadata)} - {t.name for t in exported_tables(metadata)}

    assert left == MACHINERY
