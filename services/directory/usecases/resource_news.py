"""What is mailed about what members share."""

from datetime import timedelta

from services.directory.domain import links
from services.directory.models.resource import Resource
from services.directory.queries.members import find_active_account
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.unit_of_work import UnitOfWork

USEFUL = timedelta(days=30)


def tell_refusal(uow: UnitOfWork, resource: Resource, public_url: str) -> None:
    """Nobody is told when a program proposed it, or when its author has left."""
    author = find_active_account(uow, resource.proposed_by)
    if author is None:
        return
    context = {"name": author.display_name, "title": resource.title, "reason": resource.reason}
    context |= {"network": uow.network.label, "link": links.resource(public_url, uow.network.slug, resource.id)}
    request = {"message_id": new_id(), "template": "resource_refused", "email": author.email, "context": context}
    uow.publish(MessageRequested(expires_at=uow.now + USEFUL, **request))
