"""What an import does with hours that are French text: it brings the text in as it is, and says what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.directory.domain.hours_in_words import hours_in_words
from services.directory.domain.import_plan import Remark, Row
from services.directory.models.hours_reading import ACCEPTED, LEFT, HoursReading
from services.directory.opening import is_hours, reading_of
from shared.unit_of_work import UnitOfWork

_SHOWN = 120
_KEPT = "a déjà été lu, et la lecture acceptée : elle est gardée"
Stored = Mapping[str, Mapping[str, Any]]


def follow_hours(uow: UnitOfWork, rows: Sequence[Row], stored: Stored) -> list[Row]:
    """A remark on each line whose hours are text. The file that was imported before does not undo a reading that
    somebody has accepted since: its text stays out."""
    texts = [row for row in rows if row.values.get("opening_hours") and not is_hours(str(row.values["opening_hours"]))]
    if not texts:
        return list(rows)
    ids = [stored[row.external_id]["id"] for row in texts if row.external_id in stored]
    query = select(HoursReading).where(HoursReading.structure_id.in_(ids))
    decided = {one.structure_id: one for one in uow.session.scalars(query)} if ids else {}
    followed = {row.line: _followed(row, stored.get(row.external_id), decided) for row in texts}
    return [followed.get(row.line, row) for row in rows]


def _followed(row: Row, known: Mapping[str, Any] | None, decided: Mapping[UUID, HoursReading]) -> Row:
    text = str(row.values["opening_hours"])
    reading = decided.get(known["id"]) if known else None
    if reading is not None and known is not None and reading.text == text:
        if reading.state == ACCEPTED and reading.written == known["opening_hours"]:
            values = {name: value for name, value in row.values.items() if name != "opening_hours"}
            return replace(row, values=values, remarks=[*row.remarks, _remark(row, text, _KEPT)])
        if reading.state == LEFT:
            return replace(row, remarks=[*row.remarks, _remark(row, text, "reste tel quel, comme choisi")])
    return replace(row, remarks=[*row.remarks, _remark(row, text, _fate(text))])


def _fate(text: str) -> str:
    hours = reading_of(text)
    if hours is None:
        return "n’est pas compris comme des horaires : ce texte sera montré tel quel, sans « ouvert maintenant »"
    return (
        f"semble dire « {hours_in_words(hours)} ». Le texte entre tel quel ; "
        "vous direz si la lecture est juste après l’import, dans « Horaires à confirmer »"
    )


def _remark(row: Row, text: str, fate: str) -> Remark:
    shown = " ".join(text.split())
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return Remark(row.line, "horaires", f"Ligne {row.line}, horaires : « {shown} » {fate}.")
