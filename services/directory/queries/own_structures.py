"""The structures of which a member is referent, as they find them on their own pages."""

from collections.abc import Sequence

from sqlalchemy import select

from services.directory.models.structure import ACTIVE, Structure
from shared.actor import Actor
from shared.among import among
from shared.roles import Role
from shared.unit_of_work import UnitOfWork


def list_own_structures(uow: UnitOfWork, actor: Actor) -> Sequence[Structure]:
    """Those in the directory, the one that was not verified for the longest time first."""
    if Role.REFERENT not in actor.roles or not actor.structure_ids:
        return []
    query = select(Structure).where(among(Structure.id, actor.structure_ids), Structure.status == ACTIVE)
    order = (Structure.updated_on.nulls_first(), Structure.label_key, Structure.id)
    return uow.session.scalars(query.order_by(*order)).all()
