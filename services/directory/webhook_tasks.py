"""Sending the calls to other software. Its importation gives the task to the service (``app.py``)."""

import time
from uuid import UUID

from services.directory.actors import tasks
from services.directory.domain.webhook_signatures import signed_headers
from services.directory.gateways import webhook_sender
from services.directory.models.webhook import Webhook
from services.directory.runtime import database, runtime
from services.directory.usecases import webhook_deliveries
from shared.messaging.tasks import TaskQueue
from shared.sealing import unseal

CALLS = TaskQueue("webhooks", threads=4)
"""Receivers may be slow: neither imports nor exports wait for them. Each thread does little but wait, too."""
SECONDS = 30
"""After which a network makes room for the others."""


@tasks.actor(max_retries=0, queue=CALLS)
def send_webhooks(tenant_id: str) -> None:
    """What is due in one network; each outcome is written as it comes. The clock comes back for what is left.

    One at a time in each network, or the slow receivers of one would take every thread from the others.
    """
    network, until = UUID(tenant_id), time.monotonic() + SECONDS
    with database.alone(int.from_bytes(network.bytes[8:], signed=True)) as is_alone:
        while is_alone and _send_some(network) and time.monotonic() < until:
            pass


def _send_some(tenant_id: UUID) -> bool:
    with database.unit_of_work(tenant_id) as uow:
        now = uow.now
        claimed = [(one, uow.get(Webhook, one.webhook_id)) for one in webhook_deliveries.claim_due(uow)]
    settings, resting = runtime.settings, set[UUID]()
    for delivery, webhook in claimed:
        if webhook.id in resting:
            continue
        data = webhook_sender.encode(delivery.body)
        secrets = [unseal(settings.secret_key, sealed) for sealed in webhook.sealed_secrets(now)]
        # the receiver compares with its own clock: the real one, not the one that a demonstration moves
        headers = signed_headers(secrets, message_id=delivery.message_id, timestamp=int(time.time()), body=data)
        outcome = webhook_sender.post(webhook.url, data, headers, anywhere=settings.webhooks_anywhere)
        with database.unit_of_work(tenant_id) as uow:
            webhook_deliveries.settle(uow, delivery.id, **vars(outcome), public_url=settings.public_url)
        if outcome.retry_after:
            resting.add(webhook.id)
    return bool(claimed)
