"""The page « Journal » and its interface, the same in the four services (:mod:`shared.journal`)."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, render_template, url_for
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate
from sqlalchemy import Row, Select, select

from shared.journal import CHANGED, CREATED, REMOVED, Noun
from shared.unit_of_work import UnitOfWork
from shared.web import formats
from shared.web.blueprints import ApiBlueprint, api_blueprint, page_blueprint
from shared.web.door import door
from shared.web.forms import Schema, load_query
from shared.web.identity import runtime
from shared.web.pagination import PAGE, Page

ACTIONS = {CREATED: "Création", CHANGED: "Modification", REMOVED: "Suppression"}
MOST = 20_000
"""Lines of a CSV file."""
JOURNALS = (("Annuaire et membres", "annuaire"), ("Ateliers et matériel", "ateliers"))
JOURNALS += (("Lettres et rencontres", "lettres"), ("Rapports", "rapports"))


class JournalQuery(Schema):
    person = fields.String(load_default="", metadata={"description": "Nom de qui a agi, ou une partie."})
    thing = fields.String(load_default="", metadata={"description": "Nom de ce qui a changé, ou une partie."})
    noun = fields.String(load_default="")
    thing_id = fields.UUID(load_default=None)
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    cursor = fields.UUID(load_default=None, metadata={"description": "Valeur de next de la page précédente."})


class JournalApiQuery(JournalQuery):
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(min=1, max=200))


class JournalEntrySchema(Schema):
    id = fields.UUID()
    happened_at = fields.AwareDateTime()
    account_id = fields.UUID(allow_none=True)
    actor_label = fields.String()
    action = fields.String(metadata={"description": "created, changed ou removed."})
    noun = fields.String()
    thing_id = fields.UUID()
    thing_label = fields.String()
    changes = fields.Dict(metadata={"description": "attribut → [avant, après], ou null si la valeur n’est pas gardée."})
    request_id = fields.String()


class CameWithSchema(Schema):
    label = fields.String()
    path = fields.String()


class JournalPageSchema(Schema):
    items = fields.List(fields.Nested(JournalEntrySchema))
    next = fields.String(allow_none=True)
    came_with = fields.Nested(
        CameWithSchema,
        allow_none=True,
        metadata={"description": "Avec thing_id : ce qui a apporté la chose, quand elle n’a pas de ligne « created »."},
    )


Said = tuple[str, str, str, str] | tuple[str, str, str] | tuple[str]
"""``(field, before, after)``, with an address when after is another thing; ``(field,)`` when values are not kept."""


@dataclass(frozen=True)
class Line:
    """An entry in French."""

    happened_at: datetime
    actor_label: str
    action: str
    noun: str
    label: str
    href: str
    changes: list[Said]


def pages(service: Any) -> Blueprint:
    blueprint = page_blueprint("journal", __name__, prefix=service.prefixes[0])
    blueprint.get("/journal")(door("journal.read")(list_entries))
    blueprint.get("/journal.csv")(door("journal.read")(export_entries))
    return blueprint


def api(service: Any) -> ApiBlueprint:
    blueprint = api_blueprint("journal", __name__, service=service.name, description="Who did what, when")
    view = blueprint.response(200, JournalPageSchema)(_list_by_program)
    view = blueprint.arguments(JournalApiQuery, location="query")(view)
    blueprint.get("/journal")(door("journal.read")(view))
    return blueprint


def list_entries(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(JournalQuery)
    found = _page(uow, **query)
    return render_template(
        "journal/index.html",
        page=Page(items=[_line(entry) for entry in found.items], next=found.next),
        query=query,
        came_with=_came_with(uow, query["thing_id"]),
        filtered=any(value for name, value in query.items() if name != "cursor"),
        nouns={table: noun.name for table, noun in _nouns().items()},
        journals=[(label, f"/{prefix}/{uow.network.slug}/journal") for label, prefix in JOURNALS],
        export=url_for("journal.export_entries", **{n: v for n, v in query.items() if v and n != "cursor"}),
    )


def export_entries(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(JournalQuery)
    entries = uow.session.execute(_select(uow, **query).limit(MOST))
    body = "\ufeff" + "".join(_csv_lines(_line(entry) for entry in entries))  # the mark makes Excel read the accents
    name = f"journal-{uow.network.slug}-{uow.today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype="text/csv", headers=headers)


def _list_by_program(uow: UnitOfWork, query: dict[str, Any]) -> Any:
    page = _page(uow, **query)
    return {"items": page.items, "next": page.next, "came_with": _came_with(uow, query["thing_id"])}


def _came_with(uow: UnitOfWork, thing_id: UUID | None) -> dict[str, str] | None:
    """Where the history of one thing begins, when it begins with another one."""
    for noun in _nouns().values():
        if thing_id and noun.came_with and (found := noun.came_with(uow.session, thing_id)):
            return {"label": found[0], "path": found[1].format(network=g.network.slug)}
    return None


def _page(uow: UnitOfWork, *, limit: int = PAGE, **filters: Any) -> Page:
    rows = list(uow.session.execute(_select(uow, **filters).limit(limit + 1)))
    return Page(items=rows[:limit], next=str(rows[limit - 1].id) if len(rows) > limit else None)


def _select(
    uow: UnitOfWork,
    *,
    person: str,
    thing: str,
    noun: str,
    thing_id: UUID | None,
    since: date | None,
    until: date | None,
    cursor: UUID | None,
) -> Select[Any]:
    """Latest first."""
    table = uow.plumbing.journal
    query = select(table).where(table.c.tenant_id == uow.tenant_id).order_by(table.c.id.desc())
    midnight = time(tzinfo=uow.zone)
    conditions = (
        (person, lambda: table.c.actor_label.icontains(person, autoescape=True)),
        (thing, lambda: table.c.thing_label.icontains(thing, autoescape=True)),
        (noun, lambda: table.c.noun == noun),
        (thing_id, lambda: table.c.thing_id == thing_id),
        (since, lambda: table.c.happened_at >= datetime.combine(since or date.min, midnight)),
        (until, lambda: table.c.happened_at < datetime.combine(until or date.min, midnight) + timedelta(days=1)),
        (cursor, lambda: table.c.id < cursor),
    )
    return query.where(*(condition() for wanted, condition in conditions if wanted))


def _nouns() -> dict[str, Noun]:
    return runtime().database.nouns


def _line(entry: Row[Any]) -> Line:
    noun = _nouns().get(entry.noun) or Noun(name=entry.noun, fields={})
    return Line(
        happened_at=entry.happened_at,
        actor_label=entry.actor_label,
        action=ACTIONS[entry.action],
        noun=noun.name,
        label=entry.thing_label,
        href="" if entry.action == REMOVED else noun.path.format(network=g.network.slug, id=entry.thing_id),
        changes=[_change(noun, name, change) for name, change in entry.changes.items()],
    )


def _change(noun: Noun, name: str, change: list[Any] | None) -> Said:
    label = noun.fields.get(name, name)
    if change is None:
        return (label,)
    terms = noun.terms.get(name, {})
    before, after = (_said(value, terms) for value in change)
    if (path := noun.paths.get(name)) and change[1]:
        return (label, before, after, path.format(network=g.network.slug, id=after))
    return (label, before, after)


def _said(value: Any, terms: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_said(each, terms) for each in value) or "vide"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if value in (None, ""):
        return "vide"
    return terms.get(value) or _as_moment(str(value))


def _as_moment(written: str) -> str:
    """Dates and instants the way pages write them; anything else as it is."""
    try:
        if len(written) == len("2026-03-03"):
            return formats.short_day(date.fromisoformat(written))
        return f"{formats.short_day(at := datetime.fromisoformat(written))}, {formats.clock(at)}"
    except ValueError:
        return written


def _csv_lines(lines: Iterator[Line]) -> Iterator[str]:
    rows = ((formats.short_day(one.happened_at) + ", " + formats.clock(one.happened_at), one) for one in lines)
    yield _written("Quand", "Qui", "Action", "Quoi", "Nom", "Détail")
    for when, one in rows:
        yield _written(when, one.actor_label, one.action, one.noun, one.label, " ; ".join(map(_told, one.changes)))


def _told(change: Said) -> str:
    label, *values = change
    return f"{label} : {values[0]} → {values[-1]}" if values else f"{label} : modifié"


def _written(*cells: str) -> str:
    """A cell that a spreadsheet would run as a formula is only text."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(
        [f"'{c}" if c[:1] in ("=", "+", "-", "@", "\t", "\r") else c for c in cells]
    )
    return out.getvalue()
