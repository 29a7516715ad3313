"""What a form shows again after a refusal: what was typed, and what is wrong with it.

The door keeps a refusal on `flask.g` (form_values, form_errors, form_refusal), because imported macros do not see the
context of the page; the macros ask for it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, request

from shared.web.forms import form_state


def begin_form(action: str) -> str:
    """Called by `form_start`: numbers the forms of a page and says which one was refused. Returns nothing to show."""
    g.form_number = g.get("form_number", 0) + 1
    g.form_is_refused = g.get("form_values") is not None and urlsplit(action).path in ("", request.path)
    return ""


def end_form() -> str:
    """Called by `form_end`: fields outside a form are never filled again."""
    g.form_is_refused = False
    return ""


def field_id(name: str, label: str = "") -> str:
    """The id of a field, unique on the page. The error summary names those of the refused form by their label."""
    if label and g.get("form_is_refused"):
        _labels()[name] = str(label)
    prefix = "refused" if g.get("form_is_refused") else f"f{g.get('form_number', 0)}"
    return f"{prefix}-{name}".replace(" ", "_")


def typed_all(name: str, fallback: Any = None) -> list[str]:
    """What was typed or ticked under this name, as texts; `fallback` (one or several) if nothing was refused."""
    if not g.get("form_is_refused"):
        return _texts(fallback)
    values = g.form_values
    return _texts(values.getlist(name) if hasattr(values, "getlist") else values.get(name))


def typed(name: str, fallback: Any = None) -> str:
    """The first of `typed_all`, or an empty text."""
    return next(iter(typed_all(name, fallback)), "")


def saved_meanwhile(name: str, kept: Any, options: Sequence[Any] = ()) -> str:
    """What is kept under this name by now, when somebody else was quicker and it is not what was typed.

    ``kept``: as the form would show it; ``options``: ``(value, label)``, of which people read the label.
    """
    if not (g.get("form_is_refused") and g.get("form_is_overtaken")):
        return ""
    texts = [_one_line_end(text) for text in _texts(kept) if text]
    if sorted(texts) == sorted(_one_line_end(text) for text in typed_all(name) if text):
        return ""
    labels = {str(one[0]): str(one[1]) for one in options if not isinstance(one, str)}
    return ", ".join(labels.get(text, text) for text in texts) or "(vide)"


def errors_of(name: str) -> Sequence[str]:
    """The messages about a field of the refused form."""
    found = g.get("form_errors") or {}
    if not g.get("form_is_refused"):
        return ()
    return [message for key, messages in found.items() if name in (key, _list_of(key)) for message in messages]


def summary_lines() -> list[tuple[str, str]]:
    """Where each line of the error summary leads, and what it says: the field's label, then the mend.

    In the order of the form, then what names no field of it.
    """
    labels, errors = _labels(), g.get("form_errors") or {}
    place = {name: number for number, name in enumerate(labels)}
    found = [(next((one for one in (key, _list_of(key)) if one in labels), key), said) for key, said in errors.items()]
    return [
        (f"refused-{name}".replace(" ", "_"), _named(labels.get(name, ""), message))
        for name, messages in sorted(found, key=lambda one: place.get(one[0], len(place)))
        for message in messages
    ]


def refusal_once() -> dict[str, Any]:
    """The refusal, for the first who asks: the frame shows it, so that no page can forget to."""
    if g.get("refusal_is_shown"):
        return {}
    g.refusal_is_shown = True
    return form_state()


def _labels() -> dict[str, str]:
    """Of the fields of the refused form, by name, as the page shows them."""
    return g.setdefault("refused_labels", {})


def _list_of(key: str) -> str | None:
    """« iccids » for « iccids.2 », which is its third line: several values typed in one field."""
    name, dot, position = key.rpartition(".")
    return name if dot and position.isdecimal() else None


def _named(label: str, message: str) -> str:
    if not label:
        return message
    label = label.removesuffix(".")
    return f"{label} {message}" if label.endswith(("?", ":", "…")) else f"{label} : {message}"


def _one_line_end(text: str) -> str:
    """A browser sends line ends of its own, and forms are trimmed."""
    return text.replace("\r\n", "\n").strip()


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    several = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return [str(one) for one in several]


def install(app: Flask) -> None:
    """Give the functions above to templates and macros, and the refusal to pages."""
    app.jinja_env.globals.update(
        begin_form=begin_form, end_form=end_form, field_id=field_id,
        typed=typed, typed_all=typed_all, errors_of=errors_of, saved_meanwhile=saved_meanwhile,
        refusal_once=refusal_once, summary_lines=summary_lines,
    )  # fmt: skip
    app.context_processor(form_state)
