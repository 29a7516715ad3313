"""Letters to those who run the network."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from services.directory.models.membership import ACTIVE, Membership
from shared.events.directory import MessageRequested
from shared.ids import new_id
from shared.roles import Role
from shared.unit_of_work import UnitOfWork

USEFUL = timedelta(days=7)


def write_to_administrators(uow: UnitOfWork, template: str, context: dict[str, Any]) -> None:
    context = {"network": uow.network.label, **context}
    active = select(Membership).where(Membership.status == ACTIVE)
    for member in uow.session.scalars(active).unique():
        if Role.ADMINISTRATOR in member.roles:
            message = {"message_id": new_id(), "template": template, "email": member.account.email}
            uow.publish(MessageRequested(**message, context=context, expires_at=uow.now + USEFUL))
