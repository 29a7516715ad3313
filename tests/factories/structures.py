"""Invented structures, and imports of them."""

from typing import Any

from services.directory.models.structure import Structure
from services.directory.models.structure_import import StructureImport
from services.directory.usecases.imports import apply_import, preview_import
from services.directory.usecases.structures import create_structure
from shared.actor import SYSTEM
from shared.testing.subject import NetworkUnderTest
from tests.factories.national_files import a_file, a_line


def a_structure(network: NetworkUnderTest, **values: Any) -> Structure:
    given = {"label": "Médiathèque des Tilleuls", "commune": "Reims", "postcode": "51100", "address": "1 rue Neuve"}
    with network.uow() as uow:
        return create_structure(uow, SYSTEM, **{**given, **values})


def a_preview(network: NetworkUnderTest, data: bytes | None = None) -> StructureImport:
    """Of three good lines unless ``data`` says otherwise."""
    storage = network.subject.service.runtime.storage
    with network.uow() as uow:
        file = data if data is not None else a_file([a_line(number) for number in (1, 2, 3)])
        return preview_import(uow, SYSTEM, storage, file_name="structures.csv", data=file)


def applied(network: NetworkUnderTest, preview: StructureImport) -> StructureImport:
    storage = network.subject.service.runtime.storage
    with network.uow() as uow:
        return apply_import(uow, SYSTEM, storage, import_id=preview.id)
