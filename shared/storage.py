"""Files that the product keeps: reports, agreements, letters. A folder when standalone, an S3 server otherwise.

A key is a relative path whose first part is the network's id: ``<tenant id>/reports/2026-T3.pdf``.
"""

import hashlib
import os
import re
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from shared.settings import Settings

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/[\w.()=+-][\w.()=+ -]*)+")
_CONNECT_SECONDS, _READ_SECONDS = 5, 30


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

    def get(self, key: str) -> bytes:
        """Raises ObjectMissing, or ObjectDamaged when the bytes do not have the hash that they were put with."""
        ...

    def exists(self, key: str) -> bool: ...


def storage_from(settings: "Settings") -> Storage:
    if settings.storage == "folder":
        return FolderStorage(Path(settings.storage_folder))
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


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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

    def _path(self, key: str) -> Path:
        path = (self._folder / checked(key)).resolve()
        if not path.is_relative_to(self._folder):  # a symbolic link inside the folder
            raise BadKey(f"leads out of the folder: {key!r}")
        return path

    def _write(self, path: Path, data: bytes, *, replace: bool) -> None:
        """Raises FileExistsError without ``replace``."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft, name = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
            try:
                with os.fdopen(draft, "wb") as file:
                    file.write(data)
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


def _hash_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.sha256")


def _sync_folder(folder: Path) -> None:
    """Without this, the name of a new file may be lost when the power fails."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class S3Storage:
    """One bucket of an S3 server. The hash travels as metadata and is checked at each reading: a server may accept a
    body other than the one that was signed (SeaweedFS 4.48 does)."""

    def __init__(self, *, endpoint: str, bucket: str, access_key: str, secret_key: str, region: str) -> None:
        self._bucket = bucket
        self._client = _client(endpoint, access_key, secret_key, region)

    def create_bucket(self) -> None:
        """Harmless when it is there."""
        try:
            self._call("create_bucket")
        except ObjectExists:
            return

    def put(self, key: str, data: bytes, content_type: str) -> str:
        return self._put(checked(key), data, content_type)

    def put_once(self, key: str, data: bytes, content_type: str) -> str:
        try:
            return self._put(checked(key), data, content_type, IfNoneMatch="*")
        except ObjectExists:
            if self.get(key) != data:
                raise
            return digest(data)

    def get(self, key: str) -> bytes:
        answer = self._call("get_object", Key=checked(key))
        try:
            data = answer["Body"].read()
        except (OSError, *_boto_errors()) as error:
            raise StorageUnavailable(repr(error)) from error
        if digest(data) != answer["Metadata"].get("sha256"):
            raise ObjectDamaged(key)
        return data

    def exists(self, key: str) -> bool:
        try:
            self._call("head_object", Key=checked(key))
        except ObjectMissing:
            return False
        return True

    def _put(self, key: str, data: bytes, content_type: str, **conditions: str) -> str:
        sha256 = digest(data)
        metadata = {"sha256": sha256}
        self._call("put_object", Key=key, Body=data, ContentType=content_type, Metadata=metadata, **conditions)
        return sha256

    def _call(self, operation: str, **arguments: Any) -> Any:
        from botocore.exceptions import ClientError

        try:
            return getattr(self._client, operation)(Bucket=self._bucket, **arguments)
        except ClientError as error:
            raise _translated(error, str(arguments.get("Key", self._bucket))) from error
        except _boto_errors() as error:
            raise StorageUnavailable(repr(error)) from error


def _client(endpoint: str, access_key: str, secret_key: str, region: str) -> Any:
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        region_name=region,
        config=Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            retries={"max_attempts": 3, "mode": "standard"},
            s3={"addressing_style": "path"},
        ),
    )


def _boto_errors() -> tuple[type[Exception], ...]:
    from botocore.exceptions import BotoCoreError

    return (BotoCoreError,)


def _translated(error: Any, key: str) -> Exception:
    code = error.response["Error"]["Code"]
    if code in ("NoSuchKey", "404", "NotFound"):
        return ObjectMissing(key)
    if code in ("PreconditionFailed", "412", "BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
        return ObjectExists(key)
    return StorageUnavailable(f"{key}: {error}")
