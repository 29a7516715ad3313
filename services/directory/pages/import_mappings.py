"""The mapping of a table, in two steps: its columns, then the values of those that hold terms of closed lists."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.actors import follow_up
from services.directory.domain.imported_referents import TARGETS as PEOPLE
from services.directory.domain.national_columns import COLUMNS, NationalField
from services.directory.domain.network_columns import EVERY_BY_NAME, NETWORK_COLUMNS, YES_NO
from services.directory.domain.table_mapping import DEFAULTS, HOURS, SEPARATORS, TableMapping
from services.directory.domain.terms import ANY_LIST, lists_of
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.domain.whole_addresses import TARGETS as TOGETHER
from services.directory.files.source_table import SourceTable
from services.directory.models.structure_import import StructureImport
from services.directory.national.recognition import proposed_terms, samples, with_defaults
from services.directory.queries import imports as queries
from services.directory.runtime import runtime
from services.directory.usecases import imports
from shared.actor import Actor
from shared.errors import NotFound
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door

blueprint = page_blueprint("import_mappings", __name__, prefix="annuaire")

FIELD_OPTIONS = [(column.name, f"{column.label}{' *' if column.required else ''}") for column in COLUMNS]
NETWORK_OPTIONS = [(column.name, column.label) for column in NETWORK_COLUMNS]
BOX_OPTIONS = [(ANY_LIST, "Cases à cocher, publics, labels… (une liste)")]
HOUR_OPTIONS = list(HOURS.items())
_USUAL_DEFAULTS = ("pivot", "date_maj", "source")
Proposals = Mapping[str, Sequence[tuple[str, int, str]]]
"""By heading: value, how often it comes, term proposed."""


def mapping_page(uow: UnitOfWork, known: StructureImport) -> str:
    """Of the step that the address asks for."""
    source = imports.source_of(runtime.storage, known)
    mapping = TableMapping.load(known.mapping or {})
    if request.args.get("etape") == "valeurs" and not mapping.missing:
        return render_template("imports/values.html", known=known, **_values(source, mapping))
    return render_template("imports/columns.html", known=known, **_columns(source, mapping))


@blueprint.get("/structures/imports/<uuid:import_id>/correspondances")
@door("imports.write")
def show_mapping(uow: UnitOfWork, import_id: UUID) -> ResponseReturnValue:
    """Also of an import that is previewed already: the way back from the preview."""
    known = queries.get_import(uow, import_id)
    if known.mapping is None:
        raise NotFound
    return mapping_page(uow, known)


@blueprint.post("/structures/imports/<uuid:import_id>/colonnes")
@door("imports.write", retry=show_mapping)
def choose_columns(uow: UnitOfWork, actor: Actor, import_id: UUID) -> ResponseReturnValue:
    known = queries.get_import(uow, import_id)
    source = imports.source_of(runtime.storage, known)
    typed = _typed_columns(source, TableMapping.load(known.mapping or {}))
    mapping = with_defaults(typed, uow.today)
    known = imports.choose_columns(uow, actor, runtime.storage, import_id=import_id, mapping=mapping)
    address = url_for("imports.show_import", import_id=import_id, etape="valeurs")
    return done("Colonnes reconnues. Il reste à relire les valeurs.", address)


@blueprint.post("/structures/imports/<uuid:import_id>/correspondances")
@door("imports.write", retry=show_mapping)
def map_import(uow: UnitOfWork, actor: Actor, import_id: UUID) -> ResponseReturnValue:
    known = queries.get_import(uow, import_id)
    source = imports.source_of(runtime.storage, known)
    mapping = _typed_values(source, TableMapping.load(known.mapping or {}))
    label = request.form.get("label", "").strip()[:80]
    known = imports.map_import(uow, actor, runtime.storage, import_id=import_id, mapping=mapping, label=label)
    follow_up(uow, known)
    return done("Voici ce que le fichier ferait.", url_for("imports.show_import", import_id=import_id))


def _columns(source: SourceTable, mapping: TableMapping) -> dict[str, Any]:
    found = samples(source)
    columns = [
        {
            "place": place,
            "heading": heading,
            "above": source.above.get(heading, ""),
            "samples": found[heading][:3],
            "target": mapping.columns.get(heading, ""),
        }
        for place, heading in enumerate(source.headings)
    ]
    groups = [
        ("Colonnes du schéma national", FIELD_OPTIONS),
        ("Plusieurs dans une même case", list(TOGETHER.items())),
        ("Ce que le réseau note en plus", NETWORK_OPTIONS),
        ("Listes", BOX_OPTIONS),
        ("Horaires par jour", HOUR_OPTIONS),
        ("Référent de la structure", list(PEOPLE.items())),
    ]
    return {"columns": columns, "groups": groups, "notes": source.notes, "missing": _missing(mapping)}


def _values(source: SourceTable, mapping: TableMapping) -> dict[str, Any]:
    proposals = proposed_terms(source, mapping)
    places = {heading: place for place, heading in enumerate(source.headings)}
    columns = [
        {
            "place": places[heading],
            "heading": heading,
            "separator": mapping.separators.get(heading, "auto"),
            "is_list": mapping.columns[heading] not in YES_NO,
            "values": list(enumerate(values)),
            "groups": _term_groups(mapping.columns[heading]),
        }
        for heading, values in sorted(proposals.items(), key=lambda one: places[one[0]])
    ]
    return {
        "columns": columns,
        "defaults": _defaults(mapping, proposals),
        "separators": list(SEPARATORS.items()),
    }


def _defaults(mapping: TableMapping, proposals: Proposals) -> list[tuple[NationalField, str]]:
    """What the empty cells may say. In a column where only « yes » is ticked, an empty cell is proposed as « no »."""
    targets = set(mapping.columns.values())
    shown = {name for name in _USUAL_DEFAULTS if name not in targets} | {name for name in YES_NO if name in targets}
    ticked = {
        mapping.columns[heading]
        for heading, values in proposals.items()
        if heading not in mapping.terms and {term for *_, term in values} == {"oui"}
    }
    return [
        (EVERY_BY_NAME[name], mapping.defaults.get(name) or ("non" if name in ticked else ""))
        for name in DEFAULTS
        if name in mapping.defaults or name in shown
    ]


def _term_groups(target: str) -> list[tuple[str, list[tuple[str, str]]]]:
    if target == "typologie":
        return [("", [(code, f"{label} ({code})") for code, label in TYPOLOGIES.items()])]
    if target in YES_NO:
        return [("", [("oui", "oui"), ("non", "non")])]
    lists = [EVERY_BY_NAME[name] for name in lists_of(target)]
    return [(column.label, [(term, term) for term in column.choices]) for column in lists]


def _missing(mapping: TableMapping) -> list[str]:
    return [EVERY_BY_NAME[name].label for name in mapping.missing]


def _typed_columns(source: SourceTable, before: TableMapping) -> TableMapping:
    columns = {
        heading: request.form.get(f"column-{place}", before.columns.get(heading, ""))
        for place, heading in enumerate(source.headings)
    }
    same = {heading for heading, target in columns.items() if before.columns.get(heading) == target}
    kept = {heading: terms for heading, terms in before.terms.items() if heading in same}
    return TableMapping(columns, kept, before.separators, before.defaults)


def _typed_values(source: SourceTable, before: TableMapping) -> TableMapping:
    """The values shown are worked out again from the file: the form only says which term each one got."""
    places = {heading: place for place, heading in enumerate(source.headings)}
    terms = {
        heading: {
            part: request.form.get(f"value-{places[heading]}-{number}", proposed)
            for number, (part, _, proposed) in enumerate(values)
        }
        for heading, values in proposed_terms(source, before).items()
    }
    separators = {
        heading: request.form.get(f"separator-{places[heading]}", before.separators.get(heading, "auto"))
        for heading in terms
    }
    defaults = {name: request.form.get(f"default-{name}", before.defaults.get(name, "")).strip() for name in DEFAULTS}
    return TableMapping(before.columns, terms, separators, defaults)
