"""What the sessions service asks the clock again and again."""

from services.sessions.models.personal import PERSONAL
from services.sessions.runtime import runtime
from services.sessions.usecases.retention import tell
from shared import retention
from shared.messaging.ticks import Ticks

ticks = Ticks()


@ticks.every(seconds=86_400)
def anonymise_after_the_limit() -> None:
    """Who is past the network's retention and still has a name?"""
    retention.run(runtime.database, PERSONAL, tell)
