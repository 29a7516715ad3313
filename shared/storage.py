"""Files that the product keeps: reports, agreements, letters. A folder when standalone, an S3 server otherwise.

A key is a relative path whose first part is the network's id: ``<tenant id>/reports/2026-T3.pdf``. No part begins
with a dot: such names in the folder are our own (hashes, drafts).
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from shared.settings import Settings

DERIVED = "derived"
"""Folder of a network's files that may be made again at any time: nobody misses them, and no export holds them."""
_PIECE = 1 << 20
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/[\w()=+-][\w.()=+ -]*)+")


class StorageUnavailable(Exception):
    """The storage cannot be reached or refuses us. Trying later is the right answer."""


class ObjectMissing(LookupError):
    """There is nothing under this key."""


class ObjectExists(Exception):
    """Something is already kept under this key, and it is written once."""


class ObjectDamaged(Exception):
    """The bytes are not those that were put."""


class BadKey(ValueError):
    """The key does not begin with a network's id, or leads elsewhere."""


class Storage(Protocol):
    """Every method raises StorageUnavailable, and BadKey before anything else."""

    def put(self, key: str, data: bytes, content_type: str) -> str:
        """Writes or replaces. Returns the SHA-256 of the bytes, in hexadecimal."""
        ...

    def put_once(self, key: str, data: bytes, content_type: str) -> str:
        """Writes what will never change. Writing the same bytes again is harmless, for a task that runs twice.

        Raises ObjectExists when other bytes are already there.
        """
        ...

    def put_file(self, key: str, path: Path, content_type: str) -> str:
        """Like :meth:`put`, of a file that need not fit into memory."""
        ...

    def get(self, key: str) -> bytes:
        """Raises ObjectMissing, or ObjectDamaged when the bytes do not have the hash that they were put with."""
        ...

    def read(self, key: str) -> Iterator[bytes]:
        """The bytes in pieces. Raises ObjectMissing at once, and ObjectDamaged after the last piece."""
        ...

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Erases for good. What is not there is no error: a task may run twice."""
        ...

    def keys(self, prefix: str) -> list[str]:
        """What is kept under ``<tenant id>`` or a folder of it, ``<tenant id>/reports``, in order; a list of its own,
        so that one may delete while reading it. Whole names of folders only: ``…/rep`` finds nothing of ``…/reports``.
        """
        ...


def storage_from(settings: "Settings") -> Storage:
    if settings.storage == "folder":
        return FolderStorage(Path(settings.storage_folder))
    from shared.s3_storage import S3Storage

    return S3Storage(
        endpoint=settings.s3_endpoint,
        bucket=settings.s3_bucket,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key,
        region=settings.s3_region,
    )


def checked(key: str) -> str:
    """The key itself. Raises BadKey."""
    if not _KEY.fullmatch(key) or ".." in key:
        raise BadKey(f"not a key of a network's file: {key!r}")
    return key


def checked_prefix(prefix: str) -> str:
    """The prefix itself, without a slash at its end. Raises BadKey."""
    checked(f"{prefix}/file")
    return prefix


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pieces_of(file: Any, key: str, expected: str | None) -> Iterator[bytes]:
    """Closes the file. Raises ObjectDamaged after the last piece."""
    known = hashlib.sha256()
    with closing(file):
        while piece := file.read(_PIECE):
            known.update(piece)
            yield piece
    if known.hexdigest() != expected:
        raise ObjectDamaged(key)


class FolderStorage:
    """A folder. A file appears whole or not at all, also when the machine stops; its hash is kept beside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def put(self, key: str, data: bytes, content_type: str) -> str:
        path = self._path(key)
        # the hash first: a crash between the two leaves a file that says it is damaged, never a false one
        self._write(_hash_file(path), digest(data).encode(), replace=True)
        self._write(path, data, replace=True)
        return digest(data)

    def put_once(self, key: str, data: bytes, content_type: str) -> str:
        path = self._path(key)
        try:
            self._write(path, data, replace=False)
        except FileExistsError as error:
            if path.read_bytes() != data:
                raise ObjectExists(key) from error
        self._write(_hash_file(path), digest(data).encode(), replace=True)
        return digest(data)

    def put_file(self, key: str, path: Path, content_type: str) -> str:
        kept, sha256 = self._path(key), digest_of_file(path)
        self._write(_hash_file(kept), sha256.encode(), replace=True)
        self._write(kept, path, replace=True)
        return sha256

    def read(self, key: str) -> Iterator[bytes]:
        path = self._path(key)
        for attempts_left in (2, 1, 0):
            try:
                expected = _hash_file(path).read_text()
                file = path.open("rb")
                found = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
            except FileNotFoundError as error:
                raise ObjectMissing(key) from error
            except OSError as error:
                raise StorageUnavailable(repr(error)) from error
            if found == expected or not attempts_left:
                break
            file.close()
            time.sleep(0.05)  # as in :meth:`get`; once open, the file stays what it is
        return pieces_of(file, key, expected)

    def get(self, key: str) -> bytes:
        path = self._path(key)
        for _ in range(3):
            try:
                data, expected = path.read_bytes(), _hash_file(path).read_text()
            except FileNotFoundError as error:
                raise ObjectMissing(key) from error
            except OSError as error:
                raise StorageUnavailable(repr(error)) from error
            if digest(data) == expected:
                return data
            time.sleep(0.05)  # someone may be replacing it: the two files change one after the other
        raise ObjectDamaged(key)

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        path = self._path(key)
        try:
            path.unlink(missing_ok=True)
            _hash_file(path).unlink(missing_ok=True)
            if path.parent.is_dir():
                _sync_folder(path.parent)
        except OSError as error:
            raise StorageUnavailable(repr(error)) from error

    def keys(self, prefix: str) -> list[str]:
        walk = os.walk(self._inside(checked_prefix(prefix)), onerror=_cannot_list)
        files = (Path(folder, name) for folder, _, names in walk for name in names)
        return sorted(str(file.relative_to(self._folder)) for file in files if not file.name.startswith("."))

    def _path(self, key: str) -> Path:
        return self._inside(checked(key))

    def _inside(self, relative: str) -> Path:
        path = (self._folder / relative).resolve()
        if not path.is_relative_to(self._folder):  # a symbolic link inside the folder
            raise BadKey(f"leads out of the folder: {relative!r}")
        return path

    def _write(self, path: Path, data: bytes | Path, *, replace: bool) -> None:
        """Raises FileExistsError without ``replace``."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft, name = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
            try:
                with os.fdopen(draft, "wb") as file:
                    _pour(data, file)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(name, path) if replace else os.link(name, path)
            finally:
                Path(name).unlink(missing_ok=True)
            _sync_folder(path.parent)
        except FileExistsError:
            raise
        except OSError as error:
            raise StorageUnavailable(repr(error)) from error


def _pour(data: bytes | Path, into: IO[bytes]) -> None:
    if isinstance(data, bytes):
        into.write(data)
    else:
        with data.open("rb") as source:
            shutil.copyfileobj(source, into, _PIECE)


def _hash_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.sha256")


def _cannot_list(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # nothing was ever kept there, or it has just gone
        raise StorageUnavailable(repr(error)) from error


def _sync_folder(folder: Path) -> None:
    """Without this, the name of a new file may be lost when the power fails."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
