"""Files kept: the same promises from a folder and from a real S3 server."""

import threading
from pathlib import Path
from uuid import uuid4

import pytest

from shared.storage import BadKey, FolderStorage, ObjectDamaged, ObjectExists, ObjectMissing, StorageUnavailable, digest


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


def test_a_file_is_put_and_read_in_pieces(storage, key, tmp_path, monkeypatch):
    monkeypatch.setattr("shared.storage._PIECE", 4)
    (tmp_path / "whole").write_bytes(b"0123456789")

    sha256 = storage.put_file(key, tmp_path / "whole", "application/zip")

    assert list(storage.read(key)) == [b"0123", b"4567", b"89"]
    assert sha256 == storage.put(key, b"0123456789", "application/zip")
    assert storage.get(key) == b"0123456789"
    with pytest.raises(ObjectMissing):
        storage.read(f"{key}.other")


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


def test_what_is_deleted_is_missing_and_may_be_deleted_again_or_put_anew(storage, key):
    storage.put_once(key, b"edition 1", "application/pdf")

    storage.delete(key)
    storage.delete(key)

    assert not storage.exists(key)
    with pytest.raises(ObjectMissing):
        storage.get(key)
    storage.put_once(key, b"edition 2", "application/pdf")
    assert storage.get(key) == b"edition 2"


def test_the_keys_of_a_network_are_listed_page_after_page_and_no_other(storage, monkeypatch):
    monkeypatch.setattr("shared.s3_storage._LISTED_AT_ONCE", 2)
    mine, other = str(uuid4()), str(uuid4())
    names = ["a.pdf", "rapports/2026-T1 (é).pdf", "rapports/2026-T2.pdf", "rapports/annexes/x.csv", "rap.pdf"]
    for key in [f"{mine}/{name}" for name in names] + [f"{other}/a.pdf"]:
        storage.put(key, b"x", "text/plain")

    assert storage.keys(mine) == sorted(f"{mine}/{name}" for name in names)
    assert storage.keys(f"{mine}/rapports") == sorted(f"{mine}/{name}" for name in names[1:4])
    assert storage.keys(f"{mine}/rapp") == storage.keys(str(uuid4())) == []


def test_deleting_each_key_that_is_listed_leaves_nothing_of_a_network_and_all_of_the_others(storage):
    mine, other = str(uuid4()), str(uuid4())
    for key in (f"{mine}/a", f"{mine}/b/c", f"{other}/a"):
        storage.put(key, b"x", "text/plain")

    for key in storage.keys(mine):
        storage.delete(key)

    assert storage.keys(mine) == []
    assert storage.keys(other) == [f"{other}/a"]


@pytest.mark.parametrize("prefix", ["", "reports", "..", "{id}/", "{id}/..", "{id}/.hidden", "/", "*", "{id}*"])
def test_a_prefix_that_reaches_beyond_one_network_is_refused(storage, prefix):
    with pytest.raises(BadKey):
        storage.keys(prefix.format(id=uuid4()))


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
        "{id}/.hidden",
        "{id}/a\nb",
        "../{id}/a",
    ],
)
def test_a_key_that_leads_elsewhere_is_refused(storage, bad):
    key = bad.format(id=uuid4())

    for use in (storage.get, storage.exists, storage.delete, lambda key: storage.put(key, b"", "text/plain")):
        with pytest.raises(BadKey):
            use(key)


def test_a_symbolic_link_does_not_lead_out_of_the_folder(tmp_path, key):
    storage = FolderStorage(tmp_path / "files")
    (tmp_path / "files" / key.split("/")[0]).mkdir(parents=True)
    (tmp_path / "files" / key.split("/")[0] / "rapports").symlink_to(tmp_path)

    with pytest.raises(BadKey):
        storage.put(key, b"", "text/plain")
    with pytest.raises(BadKey):
        storage.keys(key.rsplit("/", 1)[0])


def test_damaged_bytes_are_noticed_in_a_folder(tmp_path, key):
    storage = FolderStorage(tmp_path)
    storage.put(key, b"edition 1", "application/pdf")
    (tmp_path / key).write_bytes(b"edition X")

    with pytest.raises(ObjectDamaged):
        storage.get(key)
    with pytest.raises(ObjectDamaged):
        list(storage.read(key))


@pytest.mark.parametrize("read", [FolderStorage.get, lambda storage, key: b"".join(storage.read(key))])
def test_what_is_being_replaced_is_read_whole_a_moment_later(tmp_path, key, monkeypatch, read):
    storage, folder = FolderStorage(tmp_path), (tmp_path / key).parent
    storage.put(key, b"edition 1", "application/pdf")
    (folder / f".{Path(key).name}.sha256").write_text(digest(b"edition 2"))
    monkeypatch.setattr("shared.storage.time.sleep", lambda _: (tmp_path / key).write_bytes(b"edition 2"))

    assert read(storage, key) == b"edition 2"


def test_damaged_bytes_are_noticed_on_s3(seaweed, key):
    storage = seaweed.storage()
    storage.put(key, b"edition 1", "application/pdf")
    storage._client.put_object(Bucket=seaweed.bucket, Key=key, Body=b"edition X", Metadata={"sha256": "0" * 64})

    with pytest.raises(ObjectDamaged):
        storage.get(key)


def test_a_wrong_secret_or_an_absent_server_is_an_unavailable_storage(seaweed, key):
    for storage in (seaweed.storage(secret_key="wrong"), seaweed.storage(endpoint="http://127.0.0.1:9")):
        for use, what in ((storage.get, key), (storage.delete, key), (storage.keys, key.split("/")[0])):
            with pytest.raises(StorageUnavailable):
                use(what)
