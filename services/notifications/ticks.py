"""What the service asks the clock again and again."""

from services.notifications.runtime import runtime
from services.notifications.usecases import newsletters
from services.notifications.usecases.deliveries import networks_with_work, sweep
from shared.messaging.ticks import Ticks

ticks = Ticks()


@ticks.every(seconds=20)
def resume_sending() -> None:
    """Messages that lost their task, are due again, or were claimed by a worker that died."""
    with runtime.database.unit_of_work(None, read_only=True, system=True) as uow:
        networks = networks_with_work(uow)
    for tenant_id in networks:
        with runtime.database.unit_of_work(tenant_id) as uow:
            sweep(uow)
            newsletters.finish_newsletters(uow)
