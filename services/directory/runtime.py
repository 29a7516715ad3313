"""What the directory works with: its database, its clock."""

from services.directory.errors import CONSTRAINTS
from services.directory.models.base import Base
from shared.database import Database
from shared.runtime import Runtime

runtime = Runtime("directory", Database(Base, CONSTRAINTS))
database = runtime.database
