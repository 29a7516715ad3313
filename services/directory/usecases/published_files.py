"""Published files as they were last written, kept until what they say changes: one of each kind for a network."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from shared.storage import DERIVED, ObjectDamaged, ObjectMissing, StorageUnavailable

if TYPE_CHECKING:
    from shared.storage import Storage


def kept(storage: "Storage", network_id: UUID, kind: str, *, mark: str, write: Callable[[], bytes]) -> bytes:
    """What ``write`` gives, without calling it again for the same ``mark``. A storage that is away slows, no more.

    ``mark``: changes whenever the bytes may change. ``write`` reads what is there after the mark was taken.
    """
    key, head = f"{_folder(network_id)}/{kind}", mark.encode() + b"\n"
    with suppress(ObjectMissing, ObjectDamaged, StorageUnavailable):
        known = storage.get(key)
        if known.startswith(head):
            return known[len(head) :]
    data = write()
    with suppress(StorageUnavailable):
        storage.put(key, head + data, "application/octet-stream")
    return data


def forget(storage: "Storage", network_id: UUID) -> None:
    """For a network that publishes nothing any more. A storage that is away keeps nobody from withdrawing the files:
    no page gives them then."""
    with suppress(StorageUnavailable):
        for key in storage.keys(_folder(network_id)):
            storage.delete(key)


def _folder(network_id: UUID) -> str:
    return f"{network_id}/{DERIVED}/open-data"
