"""A file whose request failed is erased; one that a row names, or that has just come, is not."""

import time
from uuid import UUID

import pytest

from services.directory.models.resource import Resource
from services.directory.runtime import runtime
from services.directory.ticks import erase_unnamed_files
from services.directory.usecases import imports
from shared.ids import new_id
from tests.factories.national_files import a_file, a_line
from tests.factories.networks import open_network
from tests.factories.shared_files import PDF


def id_of(seconds_ago):
    """A UUIDv7 of the past."""
    return UUID(int=round((time.time() - seconds_ago) * 1000) << 80 | 7 << 76 | 2 << 62)


@pytest.fixture
def marne(directory):
    return open_network(directory)


def put(marne, folder, name):
    key = f"{marne.id}/{folder}/{name}"
    runtime.storage.put(key, PDF, "application/pdf")
    return key


def kept(marne):
    return set(runtime.storage.keys(str(marne.id)))


def test_what_a_failed_request_left_is_erased_after_an_hour(marne):
    old = [put(marne, folder, f"{id_of(7200)}.csv") for folder in ("resources", "imports")]
    fresh = put(marne, "imports", f"{new_id()}.csv")
    elsewhere = put(marne, "reports", "2026-T1-1.pdf")
    assert set(old) <= kept(marne)

    erase_unnamed_files()

    assert kept(marne) == {fresh, elsewhere}


def test_a_name_that_was_not_given_by_us_does_not_stop_the_others(marne):
    strange, old = put(marne, "imports", "sauvegarde.csv"), put(marne, "imports", f"{id_of(7200)}.csv")
    assert old in kept(marne)

    erase_unnamed_files()

    assert kept(marne) == {strange}


def test_what_a_row_names_stays_however_old(marne):
    shared = put(marne, "resources", f"{id_of(7200)}.pdf")
    sent = put(marne, "imports", f"{id_of(7200)}.csv")
    with marne.uow() as uow:
        resource = Resource.begin("teaching", marne.administrator, uow.now)
        about = {"title": "Guide", "summary": "", "licence": "", "theme": "Accéder à du matériel"}
        resource.change({**about, "file_key": shared}, uow.now)
        uow.session.add(resource)
        known = imports.preview_import(
            uow, marne.administrator, runtime.storage, file_name="a.csv", data=a_file([a_line(1)])
        )
        runtime.storage.delete(known.file_key)
        known.file_key = sent

    erase_unnamed_files()

    assert kept(marne) == {shared, sent}


def test_an_import_that_fails_after_its_file_was_put_leaves_it_an_hour_only(marne, monkeypatch):
    monkeypatch.setattr(imports, "new_id", lambda: id_of(7200))

    with pytest.raises(ZeroDivisionError), marne.uow() as uow:
        imports.preview_import(uow, marne.administrator, runtime.storage, file_name="a.csv", data=a_file([a_line(1)]))
        raise ZeroDivisionError
    assert len(kept(marne)) == 1
    erase_unnamed_files()

    assert kept(marne) == set()
