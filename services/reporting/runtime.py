from services.reporting.errors import CONSTRAINTS
from services.reporting.models.base import Base
from shared.database import Database
from shared.runtime import Runtime

runtime = Runtime("reporting", Database(Base, CONSTRAINTS))
database = runtime.database
