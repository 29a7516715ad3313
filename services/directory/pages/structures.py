"""Pages of the directory's structures."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain import national_vocabulary
from services.directory.domain.coordinates import in_french
from services.directory.domain.lending import lent_in_words
from services.directory.domain.network_vocabulary import EQUIPMENT, STAGES
from services.directory.domain.typologies import TYPOLOGIES
from services.directory.domain.weekly_hours import parse_hours
from services.directory.models.structure import Structure
from services.directory.opening import reading_of
from services.directory.pages import hours_form
from services.directory.pages.list_filters import (
    choices_of_members,
    chosen_filters,
    distance_words,
    filters_of,
    perhaps_open,
)
from services.directory.pages.map_page import map_source, with_tiles
from services.directory.pages.opening_words import exceptions_in_words, opening_words, span_in_words, text_in_words
from services.directory.pages.ways_out import ways_out
from services.directory.queries import structures as queries
from services.directory.queries.lending import find_stock, list_lent_kinds
from services.directory.queries.networks import thresholds_of
from services.directory.queries.offers import list_offers
from services.directory.queries.recipients import structures_with_recipients
from services.directory.queries.referents import list_referents, list_shown_referents
from services.directory.queries.workshops import first_free_dates, list_next_workshops
from services.directory.runtime import runtime
from services.directory.schemas.structure_query import StructureQuery
from services.directory.schemas.structures import StructureSchema, structure_form
from services.directory.usecases import structures
from shared.actor import Actor
from shared.errors import Invalid
from shared.roles import Role
from shared.unit_of_work import UnitOfWork
from shared.web.addresses import with_query
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import SeenSchema, load_form, load_query
from shared.web.identity import may

blueprint = page_blueprint("structures", __name__, prefix="annuaire")

blueprint.add_app_template_filter(in_french, "degrees")
blueprint.add_app_template_filter(span_in_words, "span_of_hours")
blueprint.add_app_template_filter(exceptions_in_words, "exceptions_of_hours")
blueprint.add_app_template_filter(text_in_words, "text_of_hours")

EXPORTS = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))


@blueprint.get("/structures")
@door("structures.read")
def list_structures(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(StructureQuery)
    page = queries.list_structures(uow, query["wanted"], sort=query["sort"], cursor=query["cursor"])
    chosen = chosen_filters()
    more = choices_of_members(queries.list_typologies(uow), list_lent_kinds(uow))
    shown = filters_of(query, queries.list_communes(uow), more, with_host=True, action=url_for(".list_structures"))
    ids = [structure.id for structure in page.items]
    text = render_template(
        "structures/index.html",
        page=page,
        query=query,
        exports=[(with_query(url_for("exports.download_list", kind=kind), chosen), label) for kind, label in EXPORTS],
        complete_href=with_query(url_for("completions.choose_records"), chosen),
        today=uow.today,
        thresholds=thresholds_of(uow),
        reachable=structures_with_recipients(uow, ids),
        free_dates=first_free_dates(uow, ids),
        referents=list_shown_referents(uow, ids, to_members=True),
        ways_out=[] if page.items else ways_out(uow, query, shown["filters"]),
        perhaps_open=perhaps_open(uow, query, page),
        opening=opening_words(uow),
        distance=partial(distance_words, page.centre),
        archived=queries.count_structures(uow, "archived"),
        map_source=map_source(),
        locates=bool(runtime.settings.geocoder_url),
        **shown,
    )
    return with_tiles(text)


@blueprint.get("/structures/<uuid:structure_id>")
@door("structures.read")
def show_structure(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    structure = queries.get_structure(uow, structure_id)
    if structure.merged_into_id is not None:
        return redirect(_page(structure.merged_into_id))
    may_amend = structures.may_amend(actor, structure)
    return render_template(
        "structures/show.html",
        structure=structure,
        referents=list_referents(uow, structure_id, everyone=may_amend),
        offers=list_offers(uow, structure_id),
        workshops=list_next_workshops(uow, structure_id),
        **_lent(uow, actor, structure_id),
        today=uow.today,
        thresholds=thresholds_of(uow),
        stages=STAGES,
        equipment=EQUIPMENT,
        **hours_of(uow, structure.opening_hours),
        may_amend=may_amend,
        actions=_actions(actor, structure),
    )


def _actions(actor: Actor, structure: Structure) -> list[tuple[str, str]]:
    """Label and address, the usual one first: who keeps the record changes it, the others send people there."""
    edit, orient = [], []
    if structures.may_amend(actor, structure):
        edit = [("Modifier la fiche", url_for(".edit_structure", structure_id=structure.id))]
    if structure.is_active and may(actor, "orientations.write"):
        orient = [("Orienter une personne", url_for("orientations.new_orientation", structure_id=structure.id))]
    return edit + orient if actor.is_referent_of(structure.id) else orient + edit


def _lent(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> dict[str, Any]:
    """What the structure lends, and the list of these things for those whom it lets in."""
    stock = find_stock(uow, structure_id)
    lent = lent_in_words(stock.stock, stock.available) if stock else []
    reads = actor.roles & {Role.ADMINISTRATOR, Role.MANAGER, Role.MEDIATOR}
    href = f"/materiel/{uow.network.slug}/materiels?structure={structure_id}" if reads else ""
    return {"lent": lent, "lent_href": href}


def hours_of(uow: UnitOfWork, text: str) -> dict[str, Any]:
    """What the text says, or what French text seems to say."""
    return {
        "hours": parse_hours(text),
        "proposal": reading_of(text),
        "opening": opening_words(uow),
    }


@blueprint.get("/structures/nouvelle")
@door("structures.write")
def new_structure(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("structures/new.html", structure=None, **_choices(""))


@blueprint.post("/structures/nouvelle")
@door("structures.write", retry=new_structure)
def create_structure(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    structure = structures.create_structure(uow, actor, **read_record(structure_form()))
    return done(f"{structure.label} est dans l’annuaire.", _page(structure.id))


@blueprint.get("/structures/<uuid:structure_id>/modifier")
@door("structures.amend")
def edit_structure(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    structure = queries.get_structure(uow, structure_id)
    structures.check_may_amend(actor, structure)
    return render_template("structures/edit.html", structure=structure, **_choices(structure.opening_hours))


@blueprint.post("/structures/<uuid:structure_id>/modifier")
@door("structures.amend", retry=edit_structure)
def change_structure(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    form = structure_form(queries.get_structure(uow, structure_id).typologies)
    answers = read_record(form) | load_form(SeenSchema)
    structure = structures.change_structure(uow, actor, structure_id=structure_id, **answers)
    return done(f"La fiche « {structure.label} » est à jour.", _page(structure_id))


@blueprint.post("/structures/<uuid:structure_id>/archivage")
@door("structures.write")
def archive_structure(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    structure = structures.archive_structure(uow, actor, structure_id=structure_id)
    undo = url_for(".restore_structure", structure_id=structure_id)
    return done(f"{structure.label} est archivée.", url_for(".list_structures"), undo=undo)


@blueprint.post("/structures/<uuid:structure_id>/retour")
@door("structures.write")
def restore_structure(uow: UnitOfWork, actor: Actor, structure_id: UUID) -> ResponseReturnValue:
    structure = structures.restore_structure(uow, actor, structure_id=structure_id)
    return done(f"{structure.label} est de nouveau dans l’annuaire.", _page(structure_id))


def _page(structure_id: UUID) -> str:
    return url_for(".show_structure", structure_id=structure_id)


def read_record(schema: StructureSchema) -> dict[str, Any]:
    """Raises Invalid with the faults of the hours beside those of the other fields."""
    faults: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for read in (lambda: load_form(schema), lambda: {"opening_hours": hours_form.read_hours(request.form)}):
        try:
            values |= read()
        except Invalid as refusal:
            faults |= refusal.fields
    if faults:
        raise Invalid(faults)
    return values


def _choices(opening_hours: str) -> dict[str, Any]:
    return {
        "vocabulary": national_vocabulary,
        "stages": list(STAGES.items()),
        "equipment": list(EQUIPMENT.items()),
        "typologies": sorted(set(TYPOLOGIES.values())),
        "hours": hours_form.form_of(opening_hours),
        "hours_choices": hours_form.choices(),
    }
