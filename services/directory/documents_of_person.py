"""The file that a person receives: what each service keeps of them, as JSON and as tables."""

import csv
import io
import json
import zipfile
from typing import Any

_README = """Ce fichier contient ce que le réseau garde de vous dans Maillage (articles 15 et 20 du RGPD).

Un dossier par partie du logiciel. Chaque liste y est deux fois : en JSON, pour un logiciel, et en CSV, pour un tableur.
"""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pack(documents: dict[str, dict[str, Any]], titles: dict[str, str]) -> bytes:
    """``documents``: service → list's French name → rows. A ZIP archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("LISEZ-MOI.txt", _README)
        for service, lists in documents.items():
            for name, rows in lists.items():
                path = f"{titles[service]}/{name}"
                file.writestr(f"{path}.json", json.dumps(rows, ensure_ascii=False, indent=2))
                file.writestr(f"{path}.csv", _table(rows).encode("utf-8-sig"))
    return archive.getvalue()


def _table(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows([{key: _cell(value) for key, value in row.items()} for row in rows])
    return text.getvalue()


def _cell(value: Any) -> str:
    """A cell that begins like a formula is shown, never computed."""
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(FORMULA) else text
