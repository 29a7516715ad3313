"""Where equipment is kept: the structure that lends it, and what the other services learn of what it has to lend."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select, update

from services.sessions.domain.tags import clean_tag
from services.sessions.models.item import Item, ItemStatus
from services.sessions.models.structure_copy import StructureCopy
from services.sessions.usecases.structures import ensure_structure
from shared.actor import Actor
from shared.errors import Invalid
from shared.events.sessions import LendingStockSaved
from shared.unit_of_work import UnitOfWork


def place_items(uow: UnitOfWork, actor: Actor, *, tags: Sequence[str], structure_id: UUID | None) -> list[Item]:
    """Those that carry these tags are kept there from now on; None: nowhere in particular.

    Raises Invalid with the tags that nothing carries.
    """
    if structure_id is not None:
        ensure_structure(uow, structure_id)
    wanted = list(dict.fromkeys(clean_tag(tag) for tag in tags))
    # one order for all: two people who move the same things must queue, not block each other
    items = list(uow.session.scalars(select(Item).where(Item.tag.in_(wanted)).order_by(Item.id).with_for_update()))
    if unknown := [tag for tag in wanted if tag not in {item.tag for item in items}]:
        raise Invalid({"tags": [f"Aucun matériel ne porte l’étiquette « {tag} »." for tag in unknown]})
    concerned = {structure_id, *(item.structure_id for item in items)}
    for item in items:
        item.structure_id = structure_id
    uow.session.flush()
    announce_stock(uow, *concerned)
    return items


def announce_stock(uow: UnitOfWork, *structure_ids: UUID | None) -> None:
    """What each of these structures can lend now, and how much of it is there. None stands for no structure.

    The structure's row is locked by its new version: of two changes at once, the later one counts both.
    """
    for structure_id in sorted({one for one in structure_ids if one is not None}):
        new = StructureCopy.stock_version + 1
        raised = update(StructureCopy).where(StructureCopy.id == structure_id).values(stock_version=new)
        version = uow.session.scalars(
            raised.returning(StructureCopy.stock_version), execution_options={"synchronize_session": False}
        ).one_or_none()
        if version is None:  # merged before any news of it came: nothing was ever kept there
            continue
        here = (func.count(), func.count().filter(Item.status == ItemStatus.AVAILABLE))
        lendable = (Item.structure_id == structure_id, Item.status.in_((ItemStatus.AVAILABLE, ItemStatus.LENT)))
        rows = uow.session.execute(select(Item.kind, *here).where(*lendable).group_by(Item.kind)).all()
        uow.publish(
            LendingStockSaved(
                structure_id=structure_id,
                version=version,
                stock={kind: total for kind, total, _ in rows},
                available={kind: available for kind, _, available in rows},
            )
        )
