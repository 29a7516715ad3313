"""``python -m shared.events``: the protocol between the services as a page, written from the event classes."""

import ast
import inspect
import re
from dataclasses import fields
from types import ModuleType

from shared.events import Event, directory, notifications, reporting, sessions

INTRODUCTION = """# Events

The protocol between the services. Written by `python -m shared.events`; change the classes, not this page.

Every event is a [CloudEvents 1.0](https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md) message in
structured JSON: `id`, `source`, `type` (the name below, also the routing key), `subject`, `time`, and the extensions
`tenantid` (the network), `correlationid` (the person's action that it follows from) and `sequence` (the version, for a
snapshot). A reader ignores fields that it does not know. A field may be added with a default; any other change is a new
version beside the old one.

Delivery is at least once and in no order: readers keep the highest `version` of a snapshot, and an inbox row makes
every event count once.
"""


def page() -> str:
    modules = (directory, sessions, notifications, reporting)
    text = INTRODUCTION + "".join(_chapter(module) for module in modules)
    return re.sub(r":\w+:`([^`]+)`", r"`\1`", text).replace("``", "`")


def _chapter(module: ModuleType) -> str:
    name = module.__name__.rsplit(".", 1)[-1]
    classes = [cls for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, Event)]
    published = [cls for cls in classes if cls.__module__ == module.__name__]
    return f"\n## {name}\n\n{inspect.getdoc(module)}\n" + "".join(_section(cls) for cls in published)


def _section(cls: type[Event]) -> str:
    notes = _notes(cls)
    lines = [f"| `{f.name}` | `{_type(f.type)}` | {notes.get(f.name, '')} |" for f in fields(cls)]
    table = "\n".join(["| field | type | |", "|---|---|---|", *lines])
    return f"\n### `{cls.name}`\n\n{inspect.getdoc(cls)}\n\n{table}\n"


def _type(hint: object) -> str:
    text = hint.__name__ if isinstance(hint, type) and not getattr(hint, "__args__", None) else str(hint)
    return text.replace("uuid.", "").replace("datetime.", "").replace("|", "or")


def _notes(cls: type[Event]) -> dict[str, str]:
    """The sentence written under each field."""
    (definition,) = ast.parse(inspect.getsource(cls)).body
    assert isinstance(definition, ast.ClassDef)
    notes = {}
    for field, note in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            notes[field.target.id] = " ".join(inspect.cleandoc(str(note.value.value)).split())
    return notes


if __name__ == "__main__":
    print(page(), end="")
