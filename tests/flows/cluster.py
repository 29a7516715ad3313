"""The distributed form, whole: eight processes, PostgreSQL, RabbitMQ, an S3 server, a mail server, a gateway."""

import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from services.standalone.installation import SERVICES
from services.standalone.secrets import load_or_make
from shared import migrations
from shared.clock import MovableClock
from shared.database.embedded import EmbeddedPostgres
from shared.settings import Settings
from tests.flows.processes import WorkerProcess
from tests.servers.common import free_port
from tests.servers.gateway import Gateway
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.seaweed import Seaweed
from tests.servers.smtp import MailServer

BROKER_HOST = "cluster"


class FiledMail(MailServer):
    """Keeps each letter as a file too, where the demonstration's reader looks for it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        draft = self._folder / f"{len(self.letters):06d}.part"
        draft.write_bytes(self.letters[-1].content)
        draft.rename(draft.with_suffix(".eml"))
        return answer


class Cluster:
    """``url``, ``folder`` and ``clock``: what the demonstration's loader needs of an installation."""

    def __init__(self, folder: Path, *, postgres: EmbeddedPostgres, rabbitmq: RabbitMQ, seaweed: Seaweed) -> None:
        self.folder = folder
        self.clock = MovableClock(folder / "clock")
        self.mail = FiledMail(folder / "mailbox")
        self.ports = {service.name: free_port() for service in SERVICES}
        self.gateway = Gateway(folder / "gateway", self.ports)
        self.postgres = postgres
        self._rabbitmq = rabbitmq
        self.broker_url = broker_url = rabbitmq.add_host(BROKER_HOST)
        self.url = self.gateway.url
        keys = load_or_make(folder)
        self.processes: list[WorkerProcess] = []
        for service in SERVICES:
            postgres.create(service.name)
            migrations.upgrade(service.name, postgres.url(service.name, "owner"))
            settings = self._settings(service.name, keys, postgres, broker_url, seaweed)
            for kind in ("web", "worker"):
                module, log = f"services.{service.name}", folder / f"{service.name}-{kind}.log"
                self.processes.append(
                    WorkerProcess(f"{service.name} {kind}", "-m", module, kind, settings=settings, log=log)
                )

    def _settings(
        self, name: str, keys: dict[str, str], postgres: EmbeddedPostgres, broker_url: str, seaweed: Seaweed
    ) -> Settings:
        return Settings(
            database_url=postgres.url(name),
            rabbitmq_url=broker_url,
            s3_endpoint=seaweed.url,
            s3_bucket=seaweed.bucket,
            s3_access_key=seaweed.access_key,
            s3_secret_key=seaweed.secret_key,
            smtp_host=self.mail.host,
            smtp_port=self.mail.port,
            mail_from="maillage@maillage.example",
            public_url=self.url,
            cookie_secure=False,
            webhooks_anywhere=True,
            clock_file=str(self.folder / "clock"),
            host="127.0.0.1",
            port=self.ports[name],
            web_workers=1,
            trusted_proxies=1,
            api_requests_per_minute=100_000,
            **keys,
        )

    def waiting_messages(self) -> dict[str, int]:
        """Queue → messages in it, dead letters among them; queues that are empty are left out."""
        return {name: count for name, count in self._rabbitmq.messages(BROKER_HOST).items() if count}

    def start(self) -> None:
        self.mail.start()
        self.gateway.start()
        for process in self.processes:
            process.start()
        for process in self.processes:
            service, kind = process.name.split()
            if kind == "worker":
                process.wait_until_reading()
            else:
                port = self.ports[service]
                process.wait_until(lambda port=port: _is_ready(port), what=f"answers on port {port}")

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
        self.gateway.stop()
        self.mail.stop()


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
