"""What the service asks the clock again and again."""

from services.notifications.models.personal import PERSONAL
from services.notifications.runtime import runtime
from services.notifications.usecases import newsletters
from services.notifications.usecases.deliveries import networks_with_work, sweep
from services.notifications.usecases.retention import tell
from shared import retention
from shared.each_network import transact_in_each
from shared.messaging.ticks import Ticks
from shared.tenancy import PLATFORM

ticks = Ticks()


@ticks.every(seconds=20)
def resume_sending() -> None:
    """Messages that lost their task, are due again, or were claimed by a worker that died."""
    with runtime.database.unit_of_work(None, read_only=True, system=True) as uow:
        networks = networks_with_work(uow)
    transact_in_each(runtime.database, networks, sweep)
    transact_in_each(runtime.database, networks, newsletters.finish_newsletters)


@ticks.every(seconds=86_400)
def anonymise_after_the_limit() -> None:
    """Who is past the network's retention and still has a name or an address?"""
    retention.run(runtime.database, PERSONAL, tell, also=[PLATFORM])
