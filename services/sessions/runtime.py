from services.sessions.errors import CONSTRAINTS
from services.sessions.models.base import Base
from services.sessions.usecases import pseudonyms
from shared.database import Database
from shared.runtime import Runtime
from shared.settings import Settings


class SessionsRuntime(Runtime):
    """Also hands the key of the pseudonyms to the use cases, which know no settings."""

    def start(self, settings: Settings, *, pool_size: int = 5) -> None:
        super().start(settings, pool_size=pool_size)
        pseudonyms.use_key(settings.pseudonym_key)


runtime = SessionsRuntime("sessions", Database(Base, CONSTRAINTS))
database = runtime.database
