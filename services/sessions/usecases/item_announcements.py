"""The snapshot of an item, which loans and changes of status both send."""

from services.sessions.models.item import Item
from shared.events.sessions import ItemChanged
from shared.unit_of_work import UnitOfWork


def announce_item(uow: UnitOfWork, item: Item) -> None:
    uow.publish(
        ItemChanged(
            item_id=item.id,
            version=item.version,
            kind=item.kind,
            model=item.model,
            status=item.status,
            purchase_id=item.purchase_id,
            since=item.since,
        )
    )
