"""Makes what an installation stands on, where it is missing: databases, roles, tables, bucket.

Runs before the services at every start; the second time it changes nothing. Variables: see ``prepare`` in
docker-compose.yml.
"""

import os
from collections.abc import Mapping

from sqlalchemy import make_url

from deploy.make_env import SERVICES
from shared import logging, migrations
from shared.database.roles import Account, create_service_database
from shared.s3_storage import S3Storage

log = logging.get_logger(__name__)


def main(environ: Mapping[str, str] = os.environ) -> None:
    logging.configure("prepare")
    for service in SERVICES:
        prepare_database(service, environ)
    prepare_storage(environ)


def prepare_database(service: str, environ: Mapping[str, str]) -> None:
    """A new password in the variables becomes the role's password."""
    superuser = environ["POSTGRES_URL"]
    owner, application = (_account(service, role, environ) for role in ("owner", "app"))
    create_service_database(superuser, service, owner=owner, application=application)
    migrations.upgrade(service, _address(superuser, service, owner))
    log.info("database_ready", service=service)


def prepare_storage(environ: Mapping[str, str]) -> None:
    S3Storage(
        endpoint=environ["S3_ENDPOINT"],
        bucket=environ["S3_BUCKET"],
        access_key=environ["S3_ACCESS_KEY"],
        secret_key=environ["S3_SECRET_KEY"],
        region=environ.get("S3_REGION", "us-east-1"),
    ).create_bucket()
    log.info("bucket_ready", bucket=environ["S3_BUCKET"])


def _account(service: str, role: str, environ: Mapping[str, str]) -> Account:
    return Account(f"{service}_{role}", environ[f"{service.upper()}_{role.upper()}_PASSWORD"])


def _address(superuser: str, service: str, owner: Account) -> str:
    """The service's database on the superuser's server, as the owner."""
    address = make_url(superuser).set(
        drivername="postgresql+psycopg",
        username=owner.name,
        password=owner.password,
        database=f"maillage_{service}",
    )
    return address.render_as_string(hide_password=False)


if __name__ == "__main__":
    main()
