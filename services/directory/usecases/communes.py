"""Loading the reference of communes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from shared.unit_of_work import UnitOfWork


def load_communes(uow: UnitOfWork, *, department: str, edition: str, communes: Sequence[dict[str, Any]]) -> None:
    """Replaces the communes of a department, through the only way that the database leaves open."""
    uow.session.execute(select(func.load_communes(department, edition, literal(list(communes), JSONB))))
