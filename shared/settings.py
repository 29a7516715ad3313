"""Settings: read once from the environment, complete or dead, with all missing names in one message."""

import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Self, get_type_hints

PREFIX = "MAILLAGE_"


class MissingSettings(SystemExit):
    """The process cannot start; the message names every absent or unreadable variable."""


def _boolean(text: str) -> bool:
    if text.lower() in ("1", "true", "yes"):
        return True
    if text.lower() in ("0", "false", "no"):
        return False
    raise ValueError(text)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of one service. A default must be right in production, and publishable.

    The environment variable is ``MAILLAGE_`` + the name in capitals.
    """

    database_url: str
    """PostgreSQL, application role: neither owner of the tables nor exempt from row-level security."""
    owner_database_url: str = ""
    """PostgreSQL, owner of the tables; only ``migrate`` needs it."""
    bus: str = "rabbitmq"
    """``rabbitmq``, or ``local`` when the four services share one process."""
    rabbitmq_url: str = ""
    storage: str = "s3"
    """``s3`` or ``folder``."""
    storage_folder: str = ""
    s3_endpoint: str = ""
    s3_bucket: str = "maillage"
    s3_access_key: str = ""
    s3_secret_key: str = ""
    s3_region: str = "us-east-1"
    mail: str = "smtp"
    """``smtp``, or ``mailbox``: letters become files shown on a page."""
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_starttls: bool = False
    smtp_username: str = ""
    smtp_password: str = ""
    mailbox_folder: str = ""
    mail_from: str = ""
    """Sender address of every letter, such as ``reseau@example.org``."""
    sender_domains: str = ""
    """Domains from which networks may write under an address of their own, with commas: ``ville.fr,cd51.fr``. Their
    DNS must say so first (deploy/README.md). The directory and the notifications read it."""
    secret_key: str
    """Signs the cookie that carries form tokens and confirmations; the same for the four services."""
    identity_public_key: str
    """Ed25519 public key, PEM: reads the identity cookie."""
    identity_private_key: str = ""
    """Ed25519 private key, PEM: only the directory signs."""
    pseudonym_key: str = ""
    """Key of the pseudonyms under which people appear in events; only the sessions service has it."""
    public_url: str
    """Address under which people reach the product, without a final slash."""
    cookie_secure: bool = True
    """False only when the product is served without TLS on one's own machine."""
    oidc_issuer: str = ""
    """Address of an OpenID Connect provider such as ProConnect, exactly as it calls itself; empty: none. The
    directory's only, like the settings that follow. To register there: ``<public_url>/compte/fournisseur/retour`` and,
    after signing out, ``<public_url>/compte/connexion``."""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_label: str = "ProConnect"
    """On the button: « S’identifier avec … »."""
    oidc_scope: str = "openid given_name usual_name email"
    oidc_acr: str = "eidas1"
    """Level of assurance asked for; empty: none is asked for."""
    clock_file: str = ""
    """When given, the clock can be moved: demonstration and tests only."""
    map_tiles: str = (
        "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2"
        "&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    )
    """Address of the map's tiles, with ``{z}``, ``{x}`` and ``{y}``; empty for no map."""
    map_credit: str = "© IGN, Géoplateforme"
    geocoder_url: str = ""
    """Where addresses are located, such as ``https://data.geopf.fr/geocodage``; empty: they are not."""
    host: str = "0.0.0.0"
    port: int = 8000
    web_workers: int = 2
    api_requests_per_minute: int = 600
    """Of one token of the programming interface, in one service, over all its web processes; 0 for no limit."""
    webhooks_anywhere: bool = False
    """Outgoing calls may also go to private addresses and over plain HTTP: trials, or software on the same machine."""
    trusted_proxies: int = 1
    """Number of proxies in front of the web process (X-Forwarded-For is believed that deep)."""

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Raises MissingSettings."""
        values, wrong = {}, []
        hints = get_type_hints(cls)
        for field in fields(cls):
            variable = PREFIX + field.name.upper()
            text = environ.get(variable)
            if text is None:
                if field.default is MISSING:
                    wrong.append(variable)
                continue
            try:
                values[field.name] = _convert(hints[field.name], text)
            except ValueError:
                wrong.append(f"{variable} (unreadable: {text!r})")
        if wrong:
            raise MissingSettings("Missing or wrong settings: " + ", ".join(wrong))
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Refuses combinations that would fail later, at the worst moment."""
        needed = {
            "rabbitmq": ["rabbitmq_url"],
            "s3": ["s3_endpoint", "s3_access_key", "s3_secret_key"],
            "folder": ["storage_folder"],
            "smtp": ["smtp_host", "mail_from"],
            "mailbox": ["mailbox_folder"],
            "oidc": ["oidc_client_id", "oidc_client_secret"],
        }
        chosen = [self.bus, self.storage, self.mail]
        if self.oidc_issuer:
            chosen.append("oidc")
        names = [name for choice in chosen for name in needed.get(choice, []) if not getattr(self, name)]
        if names:
            raise MissingSettings("Missing settings: " + ", ".join(PREFIX + name.upper() for name in names))


def _convert(hint: Any, text: str) -> Any:
    if hint is bool:
        return _boolean(text)
    return hint(text)
