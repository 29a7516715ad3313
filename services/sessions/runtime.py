from services.sessions.errors import CONSTRAINTS
from services.sessions.models.base import Base
from shared.database import Database
from shared.runtime import Runtime

runtime = Runtime("sessions", Database(Base, CONSTRAINTS))
database = runtime.database
