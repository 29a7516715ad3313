"""Settings of a service that a test or a measure starts by itself."""

from pathlib import Path
from typing import Any

from shared.database.embedded import EmbeddedPostgres
from shared.settings import Settings
from shared.web.tokens import make_key_pair

KEYS = make_key_pair()
"""Private and public: one pair for the whole run, so that each service reads the others' cookies."""


def settings_for(name: str, postgres: EmbeddedPostgres, folder: Path, **overrides: Any) -> Settings:
    """On the local bus, with files and letters in ``folder``, unless ``overrides`` say otherwise."""
    private, public = KEYS
    values: dict[str, Any] = {
        "database_url": postgres.url(name),
        "owner_database_url": postgres.url(name, "owner"),
        "bus": "local",
        "storage": "folder",
        "storage_folder": str(folder / "storage"),
        "mail": "mailbox",
        "mailbox_folder": str(folder / "mailbox"),
        "mail_from": "maillage@example.org",
        "secret_key": "a secret of the tests",
        "identity_public_key": public,
        "identity_private_key": private,
        "pseudonym_key": "a key of the tests",
        "public_url": "http://localhost",
        "cookie_secure": False,
        "trusted_proxies": 0,
        "api_requests_per_minute": 100_000,
    }
    return Settings(**{**values, **overrides})
