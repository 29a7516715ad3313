"""What the reference of communes says of a line: the official name, the INSEE code, whether the position is near."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.directory.domain.coverage import Inhabited
from services.directory.domain.departments import department_of, is_delivered_in
from services.directory.domain.distances import Point, metres_between
from services.directory.domain.import_plan import Remark, Row
from services.directory.domain.national_schema import Value
from services.directory.domain.search_text import commune_key

FARTHEST, FARTHEST_IN_GUIANA = 30_000, 300_000
"""Metres from the town hall: farther than any place of a commune, Arles and Maripasoula included."""
_BESIDE = re.compile(r"\([^)]*\)|^\s*\d{5}\s+")
"""« Lembeye (64) », « 64000 Pau »."""


class Communes:
    """Those of one department, by name. An empty reference says nothing of any line."""

    def __init__(self, communes: Iterable[Inhabited]) -> None:
        self._by_key: dict[str, list[Inhabited]] = {}
        for one in communes:
            self._by_key.setdefault(one.key, []).append(one)
        self._found: dict[str, Inhabited | None] = {}

    def looked_at(self, rows: Sequence[Row], stored: Mapping[str, Mapping[str, Any]]) -> list[Row]:
        """``stored``: by external identifier, what the directory knows of those that it has."""
        if not self._by_key:
            return list(rows)
        return [self._looked_at(row, stored.get(row.external_id)) for row in rows]

    def _looked_at(self, row: Row, stored: Mapping[str, Any] | None) -> Row:
        written = str(row.values["commune"])
        if written not in self._found:
            self._found[written] = self._named(written)
        known = self._found[written]
        if known is None or _is_as_known(row, written, known):
            return row
        values, remarks = dict(row.values), []
        if written != known.name:
            values["commune"] = known.name
            said = f"Ligne {row.line}, commune : « {written} » lu comme « {known.name} »."
            remarks.append(Remark(row.line, "commune", said, written, known.name))
        if not known.is_divided:
            remarks += _coded(row, values, known, stored) + _doubts(row, known)
        return replace(row, values=values, remarks=[*row.remarks, *remarks])

    def _named(self, written: str) -> Inhabited | None:
        """None when it is no commune of the department, or several are called so."""
        named = self._by_key.get(commune_key(_BESIDE.sub("", written)), ())
        return named[0] if len(named) == 1 else None


def _coded(row: Row, values: dict[str, Value], known: Inhabited, stored: Mapping[str, Any] | None) -> list[Remark]:
    """Fills the code that a line does not give, unless the directory has one already. A place beyond the border may
    be in a commune of the same name: the postal code tells."""
    if values.get("commune_code"):
        return []
    if stored is not None and stored["commune_code"] and stored["commune_key"] == known.key:
        values.pop("commune_code", None)
        return []
    postcode = str(values.get("postcode") or "")
    if postcode and not is_delivered_in(postcode, department_of(known.code)):
        return []
    values["commune_code"] = known.code
    said = f"Ligne {row.line}, code_insee : rempli d’après la commune."
    return [Remark(row.line, "code_insee", said, "", known.code)]


_NEAR = 0.2
"""Degrees, which are 22 km at most."""


def _is_as_known(row: Row, written: str, known: Inhabited) -> bool:
    """Most lines of most files: nothing is computed for them."""
    latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
    is_near = (
        isinstance(latitude, float)
        and isinstance(longitude, float)
        and abs(latitude - known.point.latitude) < _NEAR
        and abs(longitude - known.point.longitude) < _NEAR
    )
    return is_near and written == known.name and row.values.get("commune_code") == known.code


def _doubts(row: Row, known: Inhabited) -> list[Remark]:
    code, doubts = row.values.get("commune_code"), []
    if code and code != known.code:
        said = f"« {code} » n’est pas le code de {known.name}, qui est {known.code} : vérifiez-le"
        doubts.append(Remark(row.line, "code_insee", f"Ligne {row.line}, code_insee : {said}."))
    latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
    if isinstance(latitude, float) and isinstance(longitude, float):
        metres = metres_between(Point(latitude, longitude), known.point)
        if metres > (FARTHEST_IN_GUIANA if known.code.startswith("973") else FARTHEST):
            said = f"la position est à {metres / 1000:.0f} km de {known.name} : vérifiez-la"
            doubts.append(Remark(row.line, "latitude", f"Ligne {row.line}, latitude : {said}."))
    return doubts
