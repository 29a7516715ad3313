"""What the directory works with: its database, its clock."""

from services.directory.errors import CONSTRAINTS
from services.directory.models.base import Base
from services.directory.usecases import person_keys
from shared.database import Database
from shared.runtime import Runtime
from shared.settings import Settings


class DirectoryRuntime(Runtime):
    """Also hands the secret of the people's digests to the use cases, which know no settings."""

    def start(self, settings: Settings, *, pool_size: int = 5) -> None:
        super().start(settings, pool_size=pool_size)
        person_keys.use_secret(settings.identity_private_key)


runtime = DirectoryRuntime("directory", Database(Base, CONSTRAINTS))
database = runtime.database
