"""What an import, and taking it back, must know of the structures that were placed from their address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.coordinates import COORDINATES
from services.directory.domain.import_plan import Row
from services.directory.models.geocoding import Geocoding
from services.directory.models.structure import Structure
from services.directory.queries.geocodings import PLACED_BY_US
from shared.unit_of_work import UnitOfWork


def keep_located(uow: UnitOfWork, rows: Sequence[Row], stored: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """The file that was imported before, without coordinates, does not take away those found since."""
    emptied = {row.external_id for row in rows if row.external_id in stored and _empties(row, stored[row.external_id])}
    if not emptied:
        return list(rows)
    query = select(Structure.id, Geocoding.commune_code).join(Geocoding, Geocoding.structure_id == Structure.id)
    codes = {found.id: found.commune_code for found in uow.session.execute(query.where(PLACED_BY_US))}
    return [_kept(row, stored[row.external_id], codes) if row.external_id in emptied else row for row in rows]


def _empties(row: Row, known: Mapping[str, Any]) -> bool:
    return row.values.get("latitude", 0) is None and known["latitude"] is not None


def _kept(row: Row, known: Mapping[str, Any], codes: Mapping[UUID, str]) -> Row:
    if known["id"] not in codes:
        return row
    left: set[str] = set(COORDINATES)
    if not row.values.get("commune_code") and known["commune_code"] == codes[known["id"]]:
        left.add("commune_code")
    return replace(row, values={name: value for name, value in row.values.items() if name not in left})


def placed_last(uow: UnitOfWork) -> set[UUID]:
    """Structures to which nothing has happened since they were placed: nobody's work is lost by changing them."""
    query = select(Structure.id).join(Geocoding, Geocoding.structure_id == Structure.id)
    return set(uow.session.scalars(query.where(PLACED_BY_US, Geocoding.asked_at == Structure.changed_at)))
