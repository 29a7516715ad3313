"""What an import would do to the referents, in words: kept only until it is applied or abandoned."""

from typing import Any

from services.directory.domain.imported_referents import LABELS, ReferentPlan, Step
from services.directory.national.previews import SHOWN, show


def referents_preview(people: ReferentPlan) -> dict[str, Any]:
    """Empty when no line names anybody."""
    if people.is_empty:
        return {}
    groups = {name: [_step(step) for step in getattr(people, name)[:SHOWN]] for name in _GROUPS}
    refused = [
        {"line": row.line, "structure": show(row.values["label"]), "reasons": list(reasons)}
        for row, reasons in people.refused[:SHOWN]
    ]
    return {"referents": {**people.counts, **groups, "refused": refused}}


_GROUPS = ("created", "completed", "unchanged")


def _step(step: Step) -> dict[str, Any]:
    contact = step.contact
    return {
        "line": step.row.line,
        "structure": show(step.row.values["label"]),
        "name": contact.name,
        "contact": [text for text in (contact.function, contact.email, contact.phone) if text],
        "fields": [LABELS[name] for name in step.fields],
        "why": step.why,
    }
