from services.notifications.errors import CONSTRAINTS
from services.notifications.models.base import Base
from shared.database import Database
from shared.runtime import Runtime

runtime = Runtime("notifications", Database(Base, CONSTRAINTS))
database = runtime.database
