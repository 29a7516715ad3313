"""What an import would do, as it is kept: plain JSON, with the values that the directory would hold.

The API gives them so; pages put those that they show into words (:mod:`services.directory.pages.preview_words`).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from services.directory.domain.import_plan import Change, ChangedRow, Plan, Refusal, Remark, Row
from services.directory.domain.national_schema import Value
from services.directory.domain.network_columns import EVERY_BY_ATTRIBUTE
from services.directory.national.national_table import Table
from services.directory.national.own_words import in_own_words, remark_in_french

SHOWN = 500
"""Lines listed in each group; the counts say how many there are in all. The file of refused lines has them all."""

LISTED = 4
"""Lines named one by one when the same is said of several."""


def preview_of(table: Table, plan: Plan) -> dict[str, Any]:
    rows = [*plan.created, *(changed.row for changed in plan.changed), *plan.unchanged]
    remarked = sorted((row for row in rows if row.remarks), key=lambda row: row.line)
    remarks = [remark for row in remarked for remark in row.remarks]
    repairs, repairs_count = _together((remark for remark in remarks if remark.is_repair), table.titles)
    doubts, doubts_count = _together((remark for remark in remarks if not remark.is_repair), table.titles)
    return {
        "notes": list(table.notes),
        "absent_columns": list(table.absent),
        "ignored_columns": list(table.ignored),
        "created": [_created(row) for row in plan.created[:SHOWN]],
        "changed": [_changed(changed) for changed in plan.changed[:SHOWN]],
        "unchanged": [_line(row) for row in plan.unchanged[:SHOWN]],
        "refused": [_refused(refusal, table.titles) for refusal in plan.refused[:SHOWN]],
        "repairs": repairs,
        "repairs_count": repairs_count,
        "doubts": doubts,
        "doubts_count": doubts_count,
    }


def _together(remarks: Iterable[Remark], titles: Mapping[str, str]) -> tuple[list[str], int]:
    """The first sentences, and how many there are. What is said alike of many lines is said once: of sixty
    placeholders for a SIRET, nobody reads the rest."""
    alike: dict[str, list[Remark]] = {}
    for remark in remarks:
        alike.setdefault(remark.sentence.removeprefix(f"Ligne {remark.line}"), []).append(remark)
    return [_said(group, titles) for group in islice(alike.values(), SHOWN)], len(alike)


def _said(alike: Sequence[Remark], titles: Mapping[str, str]) -> str:
    first = alike[0]
    sentence = in_own_words(remark_in_french(first), titles).removeprefix(f"Ligne {first.line}")
    return f"{_named([remark.line for remark in alike])}{sentence}"


def _named(numbers: Sequence[int]) -> str:
    """« Ligne 2 », « Lignes 2 et 3 », « Lignes 2, 3, 5 et 57 autres »."""
    if len(numbers) == 1:
        return f"Ligne {numbers[0]}"
    if len(numbers) <= LISTED:
        first, last = numbers[:-1], str(numbers[-1])
    else:
        first, last = numbers[: LISTED - 1], f"{len(numbers) - LISTED + 1} autres"
    return f"Lignes {', '.join(map(str, first))} et {last}"


def digest_of(plan: Plan) -> str:
    """The same for two plans that would write the same things.

    What a created structure holds follows from the file, which does not change: its identifier is enough.
    """
    created = [row.external_id for row in plan.created]
    changed = [
        [one.row.external_id, [[change.attribute, show(change.old), show(change.new)] for change in one.changes]]
        for one in plan.changed
    ]
    unchanged = [row.external_id for row in plan.unchanged]
    text = json.dumps([created, changed, unchanged], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def show(value: Value) -> str:
    """A value as text."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def _line(row: Row) -> dict[str, Any]:
    return {
        "line": row.line,
        "external_id": row.external_id,
        "label": show(row.values["label"]),
        "commune": show(row.values["commune"]),
    }


def _created(row: Row) -> dict[str, Any]:
    """``values``: attribute and value of each field that the line fills, beside those by which it is named."""
    values = [[name, _plain(value)] for name, value in row.values.items() if name in _TOLD and value not in _NOTHING]
    return {**_line(row), "values": values}


def _changed(changed: ChangedRow) -> dict[str, Any]:
    return {**_line(changed.row), "changes": [_change(change) for change in changed.changes]}


def _change(change: Change) -> dict[str, Any]:
    return {"field": change.attribute, "old": _plain(change.old), "new": _plain(change.new)}


def _plain(value: Value) -> Any:
    """As the API of structures has it."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


_TOLD = EVERY_BY_ATTRIBUTE.keys() - {"external_id", "label", "commune"}
_NOTHING = (None, "", ())


def _refused(refusal: Refusal, titles: Mapping[str, str]) -> dict[str, Any]:
    cells = refusal.cells
    return {
        "line": refusal.line,
        "label": cells.get("nom", ""),
        "commune": cells.get("commune", ""),
        "reasons": [in_own_words(reason, titles) for reason in refusal.reasons],
    }
