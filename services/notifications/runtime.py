"""The service's database, clock and settings, started by its process."""

from services.notifications.errors import CONSTRAINTS
from services.notifications.models import Base
from shared.database import Database
from shared.runtime import Runtime

runtime = Runtime("notifications", Database(Base, CONSTRAINTS))
