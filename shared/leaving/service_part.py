"""What a service does when a network leaves: hears it, works in the background, answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from shared.events.directory import NetworkErasureAsked, NetworkExportAsked
from shared.leaving import erasure
from shared.leaving.part import Part
from shared.messaging.dead_letters import drop_dead_letters
from shared.messaging.handlers import Handlers
from shared.messaging.tasks import Tasks
from shared.messaging.topology import events_queue
from shared.runtime import Runtime
from shared.storage import DERIVED, ObjectMissing
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork

EXPORTS = "exports"
"""Folder of a network's files that holds its exports, and is in none of them."""
ZIP = "application/zip"
PATIENCE = 25 * 60 * 1000
"""Milliseconds: RabbitMQ takes a task for lost after thirty minutes."""

Told = Callable[..., None]
"""``told(uow, identifier, **facts)``: publishes the service's own answer."""


def export_prefix(tenant_id: UUID | str, export_id: UUID | str) -> str:
    return f"{tenant_id}/{EXPORTS}/{export_id}"


def part_key(tenant_id: UUID | str, export_id: UUID | str, service: str) -> str:
    return f"{export_prefix(tenant_id, export_id)}/{service}.zip"


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Made once beside the service's wiring: gives the service its handlers and its tasks.

    ``has_documents``: one service takes the files of the network, all of them, and erases them: they lie in one
    storage, and their keys begin with the network, not with a service.
    """

    title: str
    runtime: Runtime
    tasks: Tasks
    handlers: Handlers
    told_export: Told
    told_erasure: Told
    after_rows: Callable[[UUID], None] = lambda network_id: None
    """What the service erases besides, once the network's rows are gone."""
    has_documents: bool = False
    labels: Mapping[str, str]
    """The French of the tables that the journal does not name."""
    more: Mapping[str, tuple[str, Select]] = field(default_factory=dict)
    """Lists beside the tables: name → French, and query."""

    def __post_init__(self) -> None:
        export = self.tasks.actor(max_retries=5, time_limit=PATIENCE)(self.export_network)

        @self.handlers.on(NetworkExportAsked)
        def on_export_asked(uow: UnitOfWork, event: NetworkExportAsked) -> None:
            uow.enqueue(export, tenant_id=str(uow.tenant_id), export_id=str(event.export_id))

        erase = self.tasks.actor(max_retries=5, time_limit=PATIENCE)(self.erase_network)

        @self.handlers.on(NetworkErasureAsked)
        def on_erasure_asked(uow: UnitOfWork, event: NetworkErasureAsked) -> None:
            erasure.bury(uow, event.network_id)
            uow.enqueue(erase, network_id=str(event.network_id))

    def export_network(self, tenant_id: str, export_id: str) -> None:
        """Twice makes the same part again, and says so again."""
        database, tenant = self.runtime.database, UUID(tenant_id)
        with NamedTemporaryFile(prefix="maillage-export-", suffix=".zip") as file:
            with database.unit_of_work(tenant, read_only=True) as uow:
                if not erasure.is_alive(uow, tenant):
                    return
                title = f"{uow.network.label}, {self.title}"
                part = Part(file, uow, title=title, nouns=database.nouns, labels=self.labels)
                part.add_tables(database.metadata)
                for name, (label, query) in self.more.items():
                    part.add_list(name, query, label)
            if self.has_documents:
                self._add_documents(part, tenant)
            part.close()
            file.flush()
            key = part_key(tenant, export_id, self.runtime.service)
            facts: dict[str, Any] = {"counts": part.counts, "size": Path(file.name).stat().st_size}
            facts["sha256"] = self.runtime.storage.put_file(key, Path(file.name), ZIP)
        with database.unit_of_work(tenant) as uow:
            self.told_export(uow, UUID(export_id), **facts)

    def erase_network(self, network_id: str) -> None:
        """Goes on where a run before was cut short; one more finds nothing left, and says the same."""
        database, network = self.runtime.database, UUID(network_id)
        erased = erasure.erase(database, self.runtime.storage if self.has_documents else None, network)
        self.after_rows(network)
        self._drop_dead_letters(network)
        with database.unit_of_work(PLATFORM) as uow:
            self.told_erasure(uow, network, counts=erased.counts, objects=erased.objects)

    def _drop_dead_letters(self, network: UUID) -> None:
        """Events of the network that this service could not handle. On the local bus they are rows like the others."""
        settings = self.runtime.settings
        if settings.bus == "rabbitmq":
            queue = events_queue(self.runtime.service)
            drop_dead_letters(settings.rabbitmq_url, queue, lambda letter: letter.is_of(network))

    def _add_documents(self, part: Part, tenant: UUID) -> None:
        """What is replaced while visitors come is left out, and what was deleted since it was listed is gone.

        One that cannot be read is said, and takes no other with it.
        """
        storage, left = self.runtime.storage, (f"{tenant}/{EXPORTS}/", f"{tenant}/{DERIVED}/")
        for key in storage.keys(str(tenant)):
            name = key.removeprefix(f"{tenant}/")
            if key.startswith(left):
                continue
            try:
                pieces = storage.read(key)
            except ObjectMissing:
                if storage.exists(key):
                    part.tell_unreadable(name, "sans empreinte, absent de cette archive")
            else:
                part.add_document(name, pieces)
