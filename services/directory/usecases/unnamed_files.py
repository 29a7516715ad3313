"""Files that no row names: put into the storage by a request that failed before its commit. Nobody could erase them."""

from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from services.directory.models.resource import Resource
from services.directory.models.structure_import import StructureImport
from shared.logging import get_logger
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage

log = get_logger(__name__)

NAMED_BY = {"resources": Resource.file_key, "imports": StructureImport.file_key}
"""Folder → where its files are named."""
SPARED = timedelta(hours=1)
"""A younger one may belong to a request that is not over yet."""


def erase_unnamed(uow: UnitOfWork, storage: "Storage", *, now: float) -> int:
    """``now``: in real seconds since 1970, as the names of files count them. Returns how many were erased."""
    erased = 0
    for folder, column in NAMED_BY.items():
        keys = storage.keys(f"{uow.tenant_id}/{folder}")  # before the names: what is named meanwhile is spared
        named = set(uow.session.scalars(select(column)))
        for key in keys:
            if key not in named and _age(key, now) > SPARED:
                storage.delete(key)
                erased += 1
    return erased


def _age(key: str, now: float) -> timedelta:
    """From the UUIDv7 in the name, whose first 48 bits are milliseconds (RFC 9562, section 5.7).

    A name that is none was not given by us: it is left alone, and said, for somebody to look at.
    """
    try:
        name = UUID(PurePosixPath(key).stem)
    except ValueError:
        log.warning("unknown_file", key=key)
        return timedelta()
    return timedelta(seconds=now - (name.int >> 80) / 1000)
