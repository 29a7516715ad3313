"""Lines of a file about records that were made one with another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from services.directory.domain.import_plan import Remark, Row
from services.directory.models.structure import Structure
from shared.unit_of_work import UnitOfWork


def leave_merged(uow: UnitOfWork, rows: Sequence[Row], stored: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """They change nothing, and say so: the same file, sent again, must not bring back what was merged."""
    into = {row.external_id: _into(row, stored) for row in rows}
    kept = {one for one in into.values() if one is not None}
    if not kept:
        return list(rows)
    labels = {one.id: one.label for one in uow.session.scalars(select(Structure).where(Structure.id.in_(kept)))}
    return [
        _left(row, stored[row.external_id], labels[one]) if (one := into[row.external_id]) is not None else row
        for row in rows
    ]


def _into(row: Row, stored: Mapping[str, Mapping[str, Any]]) -> Any:
    known = stored.get(row.external_id)
    return None if known is None else known["merged_into_id"]


def _left(row: Row, known: Mapping[str, Any], label: str) -> Row:
    sentence = (
        f"Ligne {row.line} : cette fiche a été réunie avec « {label} », la ligne ne change donc rien."
        f" S’il y a du nouveau, corrigez la fiche de « {label} »."
    )
    values = {name: known[name] for name in ("label", "commune")}  # what a preview shows of a line
    return replace(row, values=values, remarks=[*row.remarks, Remark(row.line, "id", sentence)], contacts=())
