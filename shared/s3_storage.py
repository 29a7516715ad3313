"""The storage when an installation is distributed: one bucket of an S3 server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared.storage import (
    ObjectDamaged,
    ObjectExists,
    ObjectMissing,
    StorageUnavailable,
    checked,
    checked_prefix,
    digest,
    digest_of_file,
    pieces_of,
)

_CONNECT_SECONDS, _READ_SECONDS = 5, 30
_LISTED_AT_ONCE = 1000


class S3Storage:
    """The hash travels as metadata and is checked at each reading: a server may accept a body other than the one that
    was signed (SeaweedFS 4.48 does)."""

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

    def put_file(self, key: str, path: Path, content_type: str) -> str:
        """One request, of 5 GB at most (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html)."""
        sha256 = digest_of_file(path)
        with path.open("rb") as file:
            described = {"ContentType": content_type, "Metadata": {"sha256": sha256}}
            self._call("put_object", Key=checked(key), Body=file, **described)
        return sha256

    def read(self, key: str) -> Iterator[bytes]:
        answer = self._call("get_object", Key=checked(key))
        return pieces_of(answer["Body"], key, answer["Metadata"].get("sha256"))

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

    def delete(self, key: str) -> None:
        self._call("delete_object", Key=checked(key))

    def keys(self, prefix: str) -> list[str]:
        where: dict[str, Any] = {"Prefix": f"{checked_prefix(prefix)}/", "MaxKeys": _LISTED_AT_ONCE}
        found: list[str] = []
        while True:
            page = self._call("list_objects_v2", **where)
            found += [known["Key"] for known in page.get("Contents", ())]
            if not page["IsTruncated"]:
                return sorted(found)
            where["ContinuationToken"] = page["NextContinuationToken"]

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
