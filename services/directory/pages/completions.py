"""« Compléter plusieurs fiches »: choose records, then values; what it would do is the page of an import."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.actors import follow_up
from services.directory.completion_errors import NoRecordChosen
from services.directory.domain.completion import FIELDS, choices_of
from services.directory.domain.national_columns import Kind
from services.directory.models.structure import Structure
from services.directory.pages.list_filters import choices_of_members, chosen_filters, filters_of
from services.directory.pages.ways_out import ways_out
from services.directory.queries import structures as queries
from services.directory.queries.lending import list_lent_kinds
from services.directory.queries.missing import MISSING
from services.directory.queries.structures import Wanted
from services.directory.runtime import runtime
from services.directory.schemas.completions import FOUND, SHOWN, ChosenQuery, CompletionSchema, RecordsForm
from services.directory.schemas.structure_query import StructureQuery
from services.directory.usecases import completions
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.addresses import here_with, with_query
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("completions", __name__, prefix="annuaire")

_FIELDS = [(name, column.label) for name, column in FIELDS.items()]
_VALUES = {"attribute", "structure", "how", "values"}
"""What an address says besides the filters."""


@blueprint.get("/structures/completer")
@door("imports.write")
def choose_records(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(StructureQuery)
    page = queries.list_structures(uow, query["wanted"], sort=query["sort"], cursor=query["cursor"])
    more = choices_of_members(queries.list_typologies(uow), list_lent_kinds(uow))
    action = url_for(".choose_records")
    shown = filters_of(query, queries.list_communes(uow), more, with_host=True, action=action)
    return render_template(
        "completions/records.html",
        page=page,
        query=query,
        fields=_FIELDS,
        options=[(one.id, one.label, _told_of(one)) for one in page.items],
        here=here_with(request.args.to_dict()),
        missing=[] if shown["filters"] else _missing(uow, query["wanted"]),
        ways_out=[] if page.items else ways_out(uow, query, shown["filters"]),
        **shown,
    )


@blueprint.post("/structures/completer")
@door("imports.write", retry=choose_records)
def take_records(uow: UnitOfWork) -> ResponseReturnValue:
    form = load_form(RecordsForm)
    chosen: dict[str, Any] = {"attribute": form["attribute"]}
    if form["which"] == FOUND:
        chosen |= chosen_filters()
    else:
        chosen["structure"] = form["shown" if form["which"] == SHOWN else "structure_ids"]
        if not chosen["structure"]:
            raise NoRecordChosen
    return redirect(with_query(url_for(".choose_values"), chosen), 303)


@blueprint.get("/structures/completer/valeurs")
@door("imports.write")
def choose_values(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(ChosenQuery)
    column = FIELDS[query["attribute"]]
    return render_template(
        "completions/values.html",
        query=query,
        column=column,
        choices=[(value, said[:1].upper() + said[1:]) for value, said in choices_of(column).items()],
        is_question=column.kind is Kind.YES_NO,
        is_typed=column.kind is Kind.LIST,
        count=len(_ids(uow, query)),
        here=here_with(request.args.to_dict(flat=False)),
        back=with_query(url_for(".choose_records"), _filters()),
    )


@blueprint.post("/structures/completer/valeurs")
@door("imports.write", retry=choose_values)
def preview_completion(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    completion = load_form(CompletionSchema)["completion"]
    asked = {name: texts for name, texts in request.args.to_dict(flat=False).items() if name not in completion.dump()}
    known = completions.preview_completion(
        uow,
        actor,
        runtime.storage,
        completion=completion,
        structure_ids=_ids(uow, load_query(ChosenQuery)),
        asked={**asked, **completion.dump()},
    )
    follow_up(uow, known)
    sentence = "Rien n’a encore changé dans l’annuaire : vérifiez d’abord."
    return done(sentence, url_for("imports.show_import", import_id=known.id))


def _missing(uow: UnitOfWork, wanted: Wanted) -> list[tuple[str, str, int]]:
    """Where to begin: address of the list, what its records lack, how many there are; those that hold something."""
    counts = queries.count_each(uow, [replace(wanted, missing=what) for what in MISSING])
    return [
        (here_with({"missing": what}), said, count)
        for (what, said), count in zip(MISSING.items(), counts, strict=True)
        if count
    ]


def _told_of(structure: Structure) -> str:
    return " · ".join([structure.commune or "Commune à compléter", *structure.typology_labels[:1]])


def _ids(uow: UnitOfWork, query: dict[str, Any]) -> Sequence[UUID]:
    """Those that the address names; when it names none, all that its filters find. Names that cannot be read, as of an
    address cut short, are no reason to take the whole directory."""
    if "structure" in request.args:
        return query["structure"]
    return queries.all_structures(uow, query["wanted"], sort="label", what=Structure.id)


def _filters() -> dict[str, str]:
    return {name: value for name, value in chosen_filters().items() if name not in _VALUES}
