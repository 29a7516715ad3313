"""The lines of a preview as people read them: each value in the words of the structure's own page.

A preview keeps values as the API gives them, under the names of their attributes. Previews of the version before kept
labels and texts instead: those pass through as they are.
"""

import re
from collections.abc import Mapping
from typing import Any

from services.directory.pages.record_words import LABELS, hours_in_lines, in_words
from shared.web.formats import telephone

Line = Mapping[str, Any]
_E164 = re.compile(r"\+\d{8,15}")
_PEOPLE = ("created", "completed", "unchanged")
_LABELS = {**LABELS, "status": "État"}
_NOTHING_SAYS = {"target_audiences": "tout le monde"}
"""A record without an audience is for everybody: the first one that is added narrows it."""
_STATUSES = {"active": "dans l’annuaire", "archived": "archivée"}


def line_in_words(group: str, line: Any) -> Any:
    """``group``: of the preview, such as ``created``; the others are sentences, or name nothing but their structure."""
    if group == "created":
        return {**line, "values": [(_label(name), _words(name, value)) for name, value in line.get("values") or ()]}
    if group == "changed":
        return {**line, "changes": [_change(change) for change in line["changes"]]}
    return line


def people_in_words(people: Line) -> Line:
    """Those whom a table names, their telephones as people write them; empty when it names nobody."""
    return {name: [_person(one) for one in lines] if name in _PEOPLE else lines for name, lines in people.items()}


def _person(one: Line) -> Line:
    return {**one, "contact": [telephone(text) if _E164.fullmatch(text) else text for text in one["contact"]]}


def _change(change: Line) -> Line:
    name = change["field"]
    old, new = (_words(name, change[when]) or _NOTHING_SAYS.get(name, "") for when in ("old", "new"))
    return {"field": _label(name), "old": old, "new": new}


def _label(name: str) -> str:
    return _LABELS.get(name, name)


def _words(name: str, value: Any) -> str:
    if name == "opening_hours" and value:
        return "\n".join(hours_in_lines(value))
    return _STATUSES[value] if name == "status" else in_words(name, value)
