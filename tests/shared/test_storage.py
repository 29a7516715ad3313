"""Files kept: the same promises from a folder and from a real S3 server."""

import threading
from uuid import uuid4

import pytest

from shared.storage import BadKey, FolderStorage, ObjectDamaged, ObjectExists, ObjectMissing, StorageUnavailable


@pytest.fixture(params=["folder", "s3"])
def storage(request, tmp_path):
    if request.param == "folder":
        return FolderStorage(tmp_path / "files")
    return request.getfixturevalue("seaweed").storage()


@pytest.fixture
def key():
    return f"{uuid4()}/rapports/2026-T3 (R).pdf"


def test_what_is_put_is_got_and_can_be_replaced(storage, key):
    storage.put(key, b"first", "application/pdf")
    storage.put(key, "dernière".encode(), "application/pdf")

    assert storage.get(key) == "dernière".encode()
    assert storage.exists(key)


def test_what_was_never_put_is_missing(storage, key):
    assert not storage.exists(key)
    with pytest.raises(ObjectMissing):
        storage.get(key)


def test_what_is_put_once_never_changes_and_may_be_put_again_as_it_is(storage, key):
    first = storage.put_once(key, b"edition 1", "application/pdf")

    again = storage.put_once(key, b"edition 1", "application/pdf")

    assert first == again
    with pytest.raises(ObjectExists):
        storage.put_once(key, b"something else", "application/pdf")
    assert storage.get(key) == b"edition 1"


def test_of_writers_who_race_to_put_once_exactly_one_wins(storage, key):
    refused = []

    def write(number: int) -> None:
        try:
            storage.put_once(key, b"writer %d" % number, "text/plain")
        except ObjectExists:
            refused.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 7
    (winner,) = set(range(8)) - set(refused)
    assert storage.get(key) == b"writer %d" % winner


@pytest.mark.parametrize(
    "bad",
    [
        "rapport.pdf",
        "{id}",
        "{id}/",
        "{id}/../autre.pdf",
        "{id}//etc/passwd",
        "/etc/passwd",
        "{id}/.hidden/../../x",
        "{id}/a\nb",
        "../{id}/a",
    ],
)
def test_a_key_that_leads_elsewhere_is_refused(storage, bad):
    key = bad.format(id=uuid4())

    for use in (storage.get, storage.exists, lambda key: storage.put(key, b"", "text/plain")):
        with pytest.raises(BadKey):
            use(key)


def test_a_symbolic_link_does_not_lead_out_of_the_folder(tmp_path, key):
    storage = FolderStorage(tmp_path / "files")
    (tmp_path / "files" / key.split("/")[0]).mkdir(parents=True)
    (tmp_path / "files" / key.split("/")[0] / "rapports").symlink_to(tmp_path)

    with pytest.raises(BadKey):
        storage.put(key, b"", "text/plain")


def test_damaged_bytes_are_noticed_in_a_folder(tmp_path, key):
    storage = FolderStorage(tmp_path)
    storage.put(key, b"edition 1", "application/pdf")
    (tmp_path / key).write_bytes(b"edition X")

    with pytest.raises(ObjectDamaged):
        storage.get(key)


def test_damaged_bytes_are_noticed_on_s3(seaweed, key):
    storage = seaweed.storage()
    storage.put(key, b"edition 1", "application/pdf")
    storage._client.put_object(Bucket=seaweed.bucket, Key=key, Body=b"edition X", Metadata={"sha256": "0" * 64})

    with pytest.raises(ObjectDamaged):
        storage.get(key)


def test_a_wrong_secret_or_an_absent_server_is_an_unavailable_storage(seaweed, key):
    for storage in (seaweed.storage(secret_key="wrong"), seaweed.storage(endpoint="http://127.0.0.1:9")):
        with pytest.raises(StorageUnavailable):
            storage.get(key)
