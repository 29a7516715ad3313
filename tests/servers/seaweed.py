"""SeaweedFS from its wheel: a real S3 server that verifies signatures and keeps its data on disk."""

import json
import sys
from pathlib import Path

from shared.s3_storage import S3Storage
from shared.storage import StorageUnavailable
from tests.servers.common import Process, free_port, program, wait_until

_GRPC = 10_000
"""Each of its servers listens for gRPC this far above its port."""
_ACTIONS = ["Admin", "Read", "Write", "List", "Tagging"]


class Seaweed:
    """``stop`` is SIGKILL: a clean end takes half a minute, and data survive a kill."""

    access_key, secret_key, bucket, region = "maillage", "secret-of-the-tests", "maillage", "us-east-1"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port(companion=_GRPC)
        self._others = [free_port(companion=_GRPC) for _ in range(3)]
        self._process: Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def storage(self, **changes: str) -> S3Storage:
        options = {
            "endpoint": self.url,
            "bucket": self.bucket,
            "access_key": self.access_key,
            "secret_key": self.secret_key,
            "region": self.region,
        }
        return S3Storage(**{**options, **changes})

    def start(self) -> None:
        """Returns when a write succeeds. Raises TimeoutError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        identities = self.folder / "identities.json"
        identities.write_text(json.dumps({"identities": [self._identity()]}))
        self._process = Process(self._command(identities), log=self.folder / "weed.log")
        wait_until(self._writes, what="SeaweedFS accepts a write", every=0.2)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
        self._process = None

    kill = stop

    def _identity(self) -> dict:
        credentials = [{"accessKey": self.access_key, "secretKey": self.secret_key}]
        return {"name": "maillage", "credentials": credentials, "actions": _ACTIONS}

    def _command(self, identities: Path) -> list[str]:
        master, volume, filer = self._others
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        return [
            program("weed", str(Path(sys.executable).parent)),
            *("mini", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
            *(f"-s3.port={self.port}", f"-s3.config={identities}", "-s3.port.iceberg=0", "-s3.port.lance=0"),
            *("-webdav=false", "-admin.ui=false", "-master.telemetry=false", "-master.volumeSizeLimitMB=64"),
            *(f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}"),
        ]

    def _writes(self) -> bool:
        storage = self.storage()
        try:
            storage.create_bucket()
            storage.put("00000000-0000-0000-0000-000000000000/ready", b"ready", "text/plain")
        except StorageUnavailable:
            return False
        return True
