from services.reporting.errors import CONSTRAINTS
from services.reporting.models.base import Base
from services.reporting.usecases.reports import Site
from shared.database import Database
from shared.runtime import Runtime

runtime = Runtime("reporting", Database(Base, CONSTRAINTS))
database = runtime.database


def site() -> Site:
    return Site(public_url=runtime.settings.public_url, secret_key=runtime.settings.secret_key)
