"""What an import would do, as it is kept and shown: plain JSON, in words."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from services.directory.domain.import_plan import Change, ChangedRow, Plan, Refusal, Remark, Row
from services.directory.domain.national_columns import NationalField
from services.directory.domain.national_schema import Value
from services.directory.domain.network_columns import EVERY_BY_ATTRIBUTE, in_words
from services.directory.domain.typologies import typology_label
from services.directory.national.national_table import Table
from services.directory.national.own_words import in_own_words
from shared.formula_cells import inert

SHOWN = 500
"""Lines listed in each group; the counts say how many there are in all. The file of refused lines has them all."""

LISTED = 4
"""Lines named one by one when the same is said of several."""


def preview_of(table: Table, plan: Plan) -> dict[str, Any]:
    rows = [*plan.created, *(changed.row for changed in plan.changed), *plan.unchanged]
    remarked = sorted((row for row in rows if row.remarks), key=lambda row: row.line)
    remarks = [remark for row in remarked for remark in row.remarks]
    repairs = _together((remark for remark in remarks if remark.is_repair), table.titles)
    doubts = _together((remark for remark in remarks if not remark.is_repair), table.titles)
    return {
        "notes": list(table.notes),
        "absent_columns": list(table.absent),
        "ignored_columns": list(table.ignored),
        "created": [_created(row) for row in plan.created[:SHOWN]],
        "changed": [_changed(changed) for changed in plan.changed[:SHOWN]],
        "unchanged": [_line(row) for row in plan.unchanged[:SHOWN]],
        "refused": [_refused(refusal, table.titles) for refusal in plan.refused[:SHOWN]],
        "repairs": repairs[:SHOWN],
        "repairs_count": len(repairs),
        "doubts": doubts[:SHOWN],
        "doubts_count": len(doubts),
    }


def _together(remarks: Iterable[Remark], titles: Mapping[str, str]) -> list[str]:
    """What is said alike of many lines is said once: of sixty placeholders for a SIRET, nobody reads the rest."""
    lines: dict[str, list[int]] = {}
    for remark in remarks:
        sentence = in_own_words(remark.sentence, titles)
        lines.setdefault(sentence.removeprefix(f"Ligne {remark.line}"), []).append(remark.line)
    return [f"{_named(numbers)}{said}" for said, numbers in lines.items()]


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
    """A stored value as people read it."""
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
    """``values``: label and text of each field that the line fills, beside those by which it is named."""
    filled = ((EVERY_BY_ATTRIBUTE.get(name), value) for name, value in row.values.items() if name not in _IN_THE_LINE)
    told = ((column, _in_words(column, value)) for column, value in filled if column is not None)
    return {**_line(row), "values": [[column.label, text] for column, text in told if text]}


def _changed(changed: ChangedRow) -> dict[str, Any]:
    return {**_line(changed.row), "changes": [_change(change) for change in changed.changes]}


def _change(change: Change) -> dict[str, str]:
    if change.attribute == "status":
        return {"field": "État", "old": _STATUSES[show(change.old)], "new": _STATUSES[show(change.new)]}
    column = EVERY_BY_ATTRIBUTE[change.attribute]
    return {"field": column.label, "old": _in_words(column, change.old), "new": _in_words(column, change.new)}


def _in_words(column: NationalField, value: Value) -> str:
    if column.attribute == "typologies" and isinstance(value, tuple):
        return ", ".join(typology_label(code) for code in value)
    return show(in_words(column, value))


_IN_THE_LINE = frozenset({"external_id", "label", "commune"})
_STATUSES = {"active": "active", "archived": "archivée"}


def _refused(refusal: Refusal, titles: Mapping[str, str]) -> dict[str, Any]:
    cells = refusal.cells
    return {
        "line": refusal.line,
        "label": cells.get("nom", ""),
        "commune": cells.get("commune", ""),
        "reasons": [in_own_words(reason, titles) for reason in refusal.reasons],
    }


def refused_lines(refused: Iterable[Refusal], columns: Iterable[str]) -> bytes:
    """CSV of the lines left out as they came, with a ``motif`` column: to mend and send again."""
    import csv
    import io

    text = io.StringIO()
    columns = ["motif", *columns]
    writer = csv.DictWriter(text, columns, delimiter=";", extrasaction="ignore", restval="")  # as French Excel opens it
    writer.writeheader()
    for refusal in refused:
        cells = {name: inert(text) for name, text in refusal.cells.items()}
        writer.writerow({**cells, "motif": inert(" ".join(refusal.reasons))})
    return text.getvalue().encode("utf-8-sig")  # the mark makes Excel read the accents
