"""Mappings of tables to the national schema: proposed, checked, saved."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from services.directory.domain.national_columns import BY_NAME
from services.directory.domain.table_mapping import SEPARATORS, TARGETS, TableMapping
from services.directory.errors import MappingIncomplete
from services.directory.files.source_table import SourceTable
from services.directory.models.import_mapping import ImportMapping
from services.directory.models.structure_import import CONFIRMED, StructureImport
from services.directory.national.recognition import proposed_mapping
from shared.unit_of_work import UnitOfWork


def headings_digest(headings: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(sorted(headings)).encode()).hexdigest()


def mapping_for(uow: UnitOfWork, source: SourceTable) -> tuple[TableMapping, str]:
    """What the network saved for the same headings, with its label, or what the headings let guess.

    Raises FileRefused.
    """
    digest = headings_digest(source.headings)
    query = select(ImportMapping).where(ImportMapping.headings_digest == digest)
    saved = uow.session.scalars(query.order_by(ImportMapping.changed_at.desc()).limit(1)).first()
    if saved is None:
        return proposed_mapping(source, uow.today), ""
    return _of_today(uow, saved.mapping), saved.label


def confirmed_mapping(uow: UnitOfWork, source: SourceTable) -> TableMapping | None:
    """With which somebody has last seen what a table with these headings would do."""
    same = StructureImport.headings_digest == headings_digest(source.headings)
    query = select(StructureImport.mapping).where(same, StructureImport.state.in_(CONFIRMED))
    query = query.where(StructureImport.mapping.is_not(None)).order_by(StructureImport.created_at.desc())
    known = uow.session.scalars(query.limit(1)).first()
    return None if known is None else _of_today(uow, known)


def _of_today(uow: UnitOfWork, plain: Mapping[str, Any]) -> TableMapping:
    """The day of another file says nothing of this one."""
    mapping = TableMapping.load(plain)
    if not mapping.defaults.get("date_maj"):
        return mapping
    return replace(mapping, defaults={**mapping.defaults, "date_maj": uow.today.isoformat()})


def check(source: SourceTable, mapping: TableMapping) -> None:
    """Raises MappingIncomplete: a required column that nothing fills, a heading or a target that does not exist."""
    wrong = {
        name: ["Cette colonne n’est pas dans le fichier."] for name in mapping.columns.keys() - set(source.headings)
    }
    wrong |= {
        heading: ["Cette correspondance n’existe pas."]
        for heading, target in mapping.columns.items()
        if target and target not in TARGETS
    }
    wrong |= {
        heading: ["Ce séparateur n’existe pas."]
        for heading, sign in mapping.separators.items()
        if sign not in SEPARATORS
    }
    for name in mapping.missing:
        wrong[name] = [f"Rien ne remplit « {BY_NAME[name].label} », qui est nécessaire : choisissez une colonne."]
    if wrong:
        raise MappingIncomplete(wrong)


def save_mapping(uow: UnitOfWork, source: SourceTable, *, label: str, mapping: TableMapping) -> None:
    """Under a label of the network; the same label again replaces it."""
    query = select(ImportMapping).where(ImportMapping.label == label).with_for_update()
    saved = uow.session.scalars(query).first() or ImportMapping(label=label)
    saved.headings_digest, saved.mapping = headings_digest(source.headings), mapping.dump()
    saved.changed_at = uow.now
    uow.session.add(saved)
    uow.session.flush()
