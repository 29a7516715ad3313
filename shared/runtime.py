"""What a service works with once its settings are known: database, clock, storage."""

from functools import cached_property
from typing import TYPE_CHECKING

from shared.clock import Clock, clock_from
from shared.database import Database
from shared.settings import Settings

if TYPE_CHECKING:
    from shared.storage import Storage


class Runtime:
    """One per service and process, declared in ``services/<name>/runtime.py``, started by the process."""

    def __init__(self, service: str, database: Database) -> None:
        self.service = service
        self.database = database
        self._settings: Settings | None = None

    def start(self, settings: Settings, *, pool_size: int = 5) -> None:
        self._settings = settings
        self.__dict__.pop("storage", None)
        clock = clock_from(settings.clock_file)
        self.database.connect(settings.database_url, clock=clock, pool_size=pool_size, max_overflow=10)

    def stop(self) -> None:
        self.database.close()

    @property
    def settings(self) -> Settings:
        if self._settings is None:
            raise RuntimeError("the runtime has not been started")
        return self._settings

    @property
    def clock(self) -> Clock:
        return self.database.clock

    @cached_property
    def storage(self) -> "Storage":
        from shared.storage import storage_from

        return storage_from(self.settings)
