"""Putting a network's export together, and erasing it. Its importation gives the tasks to the service (``app.py``)."""

import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zipfile import ZipFile, ZipInfo

from services.directory.actors import tasks
from services.directory.models.personal import SERVICES
from services.directory.runtime import database, runtime
from services.directory.usecases import network_exports
from shared.leaving.part import README
from shared.leaving.service_part import PATIENCE, ZIP, export_prefix, part_key

WHOLE = "reseau"


def whole_key(tenant_id: UUID | str, export_id: UUID | str) -> str:
    return part_key(tenant_id, export_id, WHOLE)


@tasks.actor(max_retries=5, time_limit=PATIENCE)
def assemble_export(tenant_id: str, export_id: str) -> None:
    """One archive from the services' parts. The second time finds nothing to do, or makes the same again."""
    with database.unit_of_work(UUID(tenant_id), read_only=True) as uow:
        figures = network_exports.what_to_assemble(uow, UUID(export_id))
        title, now = uow.network.label, uow.now
    if figures is None:
        return
    key = whole_key(tenant_id, export_id)
    with TemporaryDirectory(prefix="maillage-export-") as folder:
        whole = Path(folder, "whole.zip")
        with ZipFile(whole, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            archive.writestr(ZipInfo(README, now.timetuple()[:6]), _readme(title, figures))
            for service, label in SERVICES.items():
                part = _fetched(part_key(tenant_id, export_id, service), Path(folder, "part.zip"))
                _copy(part, archive, label)
        size, sha256 = whole.stat().st_size, runtime.storage.put_file(key, whole, ZIP)
    with database.unit_of_work(UUID(tenant_id)) as uow:
        settings = runtime.settings
        network_exports.finish(uow, export_id=UUID(export_id), sha256=sha256, size=size, public_url=settings.public_url)
    for service in SERVICES:
        runtime.storage.delete(part_key(tenant_id, export_id, service))


@tasks.actor(max_retries=5)
def forget_export(tenant_id: str, export_id: str) -> None:
    for key in runtime.storage.keys(export_prefix(tenant_id, export_id)):
        runtime.storage.delete(key)


def _fetched(key: str, path: Path) -> Path:
    with path.open("wb") as file:
        file.writelines(runtime.storage.read(key))
    return path


def _copy(part: Path, archive: ZipFile, folder: str) -> None:
    with ZipFile(part) as source:
        for known in source.infolist():
            info = ZipInfo(f"{folder}/{known.filename}", known.date_time)
            info.compress_type = known.compress_type
            with source.open(known) as read, archive.open(info, "w", force_zip64=True) as written:
                shutil.copyfileobj(read, written, 1 << 20)


def _readme(title: str, figures: list[tuple[str, int, int, int]]) -> str:
    parts = [_told(*figure) for figure in figures]
    told = [f"{title} : tout ce que Maillage garde de ce réseau.", "", *parts, ""]
    return "\r\n".join([*told, "Dans chaque dossier, LISEZ-MOI.txt dit ce que contient chaque fichier.", ""])


def _told(label: str, lines: int, documents: int, unreadable: int) -> str:
    told = f"{label}/ : {lines} ligne(s), {documents} document(s)"
    return f"{told}, et {unreadable} que Maillage n’a pas pu relire" if unreadable else told
