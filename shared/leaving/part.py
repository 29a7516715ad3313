"""A service's part of a network's export: its tables as CSV and its documents, in one archive on the disk.

Nothing is ever whole in memory: rows come through a server-side cursor, documents in pieces.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

from sqlalchemy import MetaData, Select, select

from shared.formula_cells import inert
from shared.journal import Noun
from shared.leaving.tables import exported_columns, exported_tables
from shared.logging import get_logger
from shared.storage import ObjectDamaged
from shared.unit_of_work import UnitOfWork

log = get_logger(__name__)

README, DOCUMENTS, UNREADABLE = "LISEZ-MOI.txt", "documents/", "illisibles/"
_AT_ONCE = 500
_HEAD = """{title}, tel que Maillage le garde.

Chaque liste est un fichier CSV : séparateur point-virgule, accents en UTF-8, une ligne de titres.
Dates et heures au format ISO 8601 (temps universel). Une case à plusieurs valeurs est écrite en JSON.
Une case qu’un tableur calculerait commence par une apostrophe.
La colonne « id » est l’identifiant d’une ligne ; une colonne « …_id » renvoie à la ligne d’une autre liste.
Ni clé, ni lien secret n’est exporté.
"""


class Part:
    """``nouns``: what the journal calls the tables and their columns, in French; ``labels``: the other tables."""

    def __init__(
        self, file: IO[bytes], uow: UnitOfWork, *, title: str, nouns: Mapping[str, Noun], labels: Mapping[str, str]
    ) -> None:
        self._archive = ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._uow, self._nouns, self._labels = uow, nouns, labels
        self._about = [_HEAD.format(title=title)]
        self.counts: dict[str, int] = {}
        """File → rows, or 1 for a document; under ``illisibles/`` each document that could not be read."""
        self._unreadable: list[str] = []

    def add_tables(self, metadata: MetaData) -> None:
        for table in exported_tables(metadata):
            columns = exported_columns(table)
            rows = select(*columns).where(table.c.tenant_id == self._uow.tenant_id).order_by(*table.primary_key)
            noun = self._nouns.get(table.name)
            told = noun.fields if noun else {}
            title = self._labels.get(table.name) or (noun.name if noun else "")
            self.add_list(table.name, rows, title, {column.name: told.get(column.name, "") for column in columns})

    def add_list(self, name: str, query: Select, title: str, columns: Mapping[str, str] = MappingProxyType({})) -> None:
        """``columns``: the French of each, or nothing."""
        found = self._uow.session.connection().execute(query, execution_options={"yield_per": _AT_ONCE})
        count = 0
        with self._open(f"{name}.csv") as binary, io.TextIOWrapper(binary, "utf-8-sig", newline="") as text:
            writer = csv.writer(text, delimiter=";")
            writer.writerow(found.keys())
            for rows in found.partitions():
                writer.writerows([_cell(value) for value in row] for row in rows)
                count += len(rows)
        self.counts[f"{name}.csv"] = count
        self._tell(f"{name}.csv", title, count, columns)

    def add_document(self, name: str, pieces: Iterable[bytes]) -> None:
        """One that turns out to be damaged is given as it is, and said."""
        try:
            with self._open(f"{DOCUMENTS}{name}") as target:
                for piece in pieces:
                    target.write(piece)
        except ObjectDamaged:
            self.tell_unreadable(name, "abîmé, donné tel qu’il est")
        else:
            self.counts[f"{DOCUMENTS}{name}"] = 1

    def close(self) -> None:
        documents = sum(name.startswith(DOCUMENTS) for name in self.counts)
        if documents:
            self._about.append(f"{DOCUMENTS} : {documents} fichier(s) déposé(s) dans Maillage ou produit(s) par lui")
        if self._unreadable:
            self._about.append("\n".join(["Fichiers que Maillage n’a pas pu relire :", *self._unreadable]))
        with self._open(README) as target:
            target.write("\r\n".join(self._about).replace("\r\n", "\n").replace("\n", "\r\n").encode())
        self._archive.close()

    def _open(self, name: str) -> IO[bytes]:
        info = ZipInfo(name, self._uow.now.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        return self._archive.open(info, "w", force_zip64=True)

    def tell_unreadable(self, name: str, why: str) -> None:
        log.error("document_unreadable", tenant=str(self._uow.tenant_id), document=name)
        self.counts[f"{UNREADABLE}{name}"] = 1
        self._unreadable.append(f"    {DOCUMENTS}{name} : {why}")

    def _tell(self, name: str, title: str, count: int, columns: Mapping[str, str]) -> None:
        told = [f"    {column} : {label}" for column, label in columns.items() if label]
        self._about.append("\n".join([f"{name} : {title + ', ' if title else ''}{count} ligne(s)", *told]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | Sequence) and not isinstance(value, str):
        return inert(json.dumps(value, ensure_ascii=False, default=str))
    return inert(str(value))
