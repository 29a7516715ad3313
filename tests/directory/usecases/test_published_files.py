import pytest

from services.directory.usecases.published_files import kept
from shared.ids import new_id
from shared.roles import Role
from shared.storage import DERIVED, FolderStorage, Storage, StorageUnavailable

MARNE, AUBE = new_id(), new_id()


@pytest.fixture
def storage(tmp_path) -> FolderStorage:
    return FolderStorage(tmp_path)


def read(storage: Storage, written: list[str], text: str, *, network=MARNE, kind="csv", mark="first") -> str:
    def write() -> bytes:
        written.append(text)
        return text.encode()

    return kept(storage, network, kind, mark=mark, write=write).decode()


def test_a_file_is_written_once_until_what_it_says_changes(storage):
    written: list[str] = []

    assert [read(storage, written, text) for text in ("été\n", "another")] == ["été\n", "été\n"]
    assert read(storage, written, "changed", mark="second") == "changed"
    assert read(storage, written, "unread", mark="second") == "changed"
    assert written == ["été\n", "changed"]
    assert len(storage.keys(str(MARNE))) == 1


def test_each_network_and_each_kind_has_its_own(storage):
    read(storage, [], "of the Marne")

    assert read(storage, [], "of the Aube", network=AUBE) == "of the Aube"
    assert read(storage, [], "a map", kind="geojson") == "a map"


class Away(FolderStorage):
    def get(self, key: str) -> bytes:
        raise StorageUnavailable

    def put(self, key: str, data: bytes, content_type: str) -> str:
        raise StorageUnavailable


def test_a_storage_that_is_away_keeps_nobody_from_the_file(tmp_path):
    assert read(Away(tmp_path), [], "all the same") == "all the same"


def test_a_network_that_withdraws_its_files_leaves_no_copy_behind(directory):
    network = directory.network()
    client, storage = network.client(Role.ADMINISTRATOR), directory.service.runtime.storage
    choice = {"is_site_open": "true", "licence": "etalab-2.0"}
    client.post("/annuaire/marne/publication", data=choice)
    assert client.get("/annuaire/marne/donnees-ouvertes/lieux.csv").status_code == 200
    (copy,) = storage.keys(str(network.id))

    client.post("/annuaire/marne/publication", data={**choice, "licence": ""})

    assert copy.startswith(f"{network.id}/{DERIVED}/")
    assert storage.keys(str(network.id)) == []
    assert client.get("/annuaire/marne/donnees-ouvertes/lieux.csv").status_code == 404
