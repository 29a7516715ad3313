"""Messages written from templates: one template, two layouts, so that text and HTML say the same.

A template extends ``layout`` and uses the ``m`` macros; it is rendered once with the HTML pair (escaped) and once with
the text pair (as it is). Values come from events and from people: none is trusted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.notifications.mail import styles
from services.notifications.mail.markdown import to_html, to_text
from services.notifications.mail.mime import Content, one_line
from shared.logos import ShownLogo
from shared.web import colours
from shared.web.formats import typeset

_FOLDER = Path(__file__).parent / "templates"
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")
DEFAULT_COLOUR = f"#{colours.DEFAULT}"
"""Of the letters that no network sends: as on the pages."""


@dataclass(frozen=True)
class Look:
    """What of the network shows in its letters."""

    label: str = "Maillage"
    colour: str = DEFAULT_COLOUR
    logo: ShownLogo | None = None
    """At one address for every recipient: nothing tells who opens a letter."""


def write(template: str, look: Look, values: Mapping[str, Any]) -> Content:
    """Raises jinja2.TemplateNotFound for an unknown message, UndefinedError for a missing value."""
    html = _render(template, "html", look, values)
    text = _render(template, "txt", look, values)
    subject = _environment("txt").get_template(f"{template}.j2").blocks["subject"]
    context = _environment("txt").get_template(f"{template}.j2").new_context({**values, "look": look})
    return Content(subject=one_line("".join(subject(context))), text=_tidy(text), html=html)


def write_newsletter(subject: str, body: str, look: Look, *, unsubscribe_url: str) -> Content:
    """``body`` is Markdown; ``unsubscribe_url`` may be the word that stands for each recipient's own address."""
    return write("newsletter", look, {"title": one_line(subject), "body": body, "unsubscribe_url": unsubscribe_url})


def _render(template: str, form: str, look: Look, values: Mapping[str, Any]) -> str:
    environment = _environment(form)
    return environment.get_template(f"{template}.j2").render(**values, look=look)


@cache
def _environment(form: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(layout=f"layout.{form}", macros=f"macros.{form}", styles=styles)
    environment.filters["typeset"] = typeset
    environment.filters["markdown"] = (lambda source: Markup(to_html(source))) if form == "html" else to_text
    return environment


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"
