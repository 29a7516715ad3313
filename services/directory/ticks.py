"""What the directory asks the clock again and again."""

from services.directory.runtime import runtime
from services.directory.usecases.attempts import forget_attempts
from services.directory.usecases.networks import forget_old_sign_ups
from services.directory.usecases.sign_in import forget_old_links_and_sessions
from shared.messaging.ticks import Ticks

ticks = Ticks()


@ticks.every(seconds=3600)
def forget_what_has_served() -> None:
    """Dead links, ended sessions, counted attempts: nobody needs them any more."""
    with runtime.database.unit_of_work(None) as uow:
        forget_attempts(uow)
        forget_old_links_and_sessions(uow)
        forget_old_sign_ups(uow)
