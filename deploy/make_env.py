"""Prints the settings of a new installation, with fresh secrets: ``python -m deploy.make_env > .env``.

Run it once. A second run would make other secrets: sessions end, and PostgreSQL, which keeps the password it was born
with, refuses.
"""

import argparse
import secrets

from shared.web.tokens import make_key_pair

SERVICES = ("directory", "sessions", "notifications", "reporting")
DEVELOPMENT_URL = "http://localhost:8080"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.make_env", description=__doc__)
    parser.add_argument("--public-url", default=DEVELOPMENT_URL, help="address of the product, without a final slash")
    parser.add_argument("--mail-from", default="maillage@example.org", help="sender of every letter")
    parser.add_argument("--smtp", metavar="HOST:PORT", help="mail server; without it a catcher keeps every letter")
    chosen = parser.parse_args()
    print(env_file(chosen.public_url, mail_from=chosen.mail_from, smtp=chosen.smtp), end="")


def env_file(public_url: str, *, mail_from: str, smtp: str | None = None) -> str:
    """The text of ``.env``; ``smtp``: ``host:port``."""
    values = {"PUBLIC_URL": public_url.rstrip("/"), "COOKIE_SECURE": str(public_url.startswith("https:")).lower()}
    values |= _mail(mail_from, smtp) | _secrets()
    return "".join(f"{name}={_quoted(value)}\n" for name, value in values.items())


def _mail(mail_from: str, smtp: str | None) -> dict[str, str]:
    host, _, port = (smtp or "mailcatcher:1025").partition(":")
    values = {"MAIL_FROM": mail_from, "SMTP_HOST": host, "SMTP_PORT": port or "25"}
    return values if smtp else values | {"COMPOSE_PROFILES": "development"}


def _secrets() -> dict[str, str]:
    names = ["POSTGRES_PASSWORD", "RABBITMQ_PASSWORD", "SECRET_KEY", "PSEUDONYM_KEY", "S3_ACCESS_KEY", "S3_SECRET_KEY"]
    names += [f"{service.upper()}_{role}_PASSWORD" for service in SERVICES for role in ("OWNER", "APP")]
    private, public = make_key_pair()
    # Hexadecimal: nothing to escape in an address or in a shell.
    values = {name: secrets.token_hex(24) for name in names}
    return values | {"IDENTITY_PRIVATE_KEY": private, "IDENTITY_PUBLIC_KEY": public}


def _quoted(value: str) -> str:
    """Compose turns ``\\n`` between double quotes into a line end."""
    return '"' + value.strip().replace("\n", "\\n") + '"' if "\n" in value else value


if __name__ == "__main__":
    main()
