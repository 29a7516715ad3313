"""Pieces of equipment: the list, one of them, registering, changing their state."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.sessions.models.item import ItemKind, ItemStatus
from services.sessions.models.structure_copy import StructureCopy
from services.sessions.pages.choices import structure_choice
from services.sessions.pages.filters import chips, here_with
from services.sessions.queries.items import ORDERS, count_items, get_item, items, list_loans_of_item, next_tag
from services.sessions.queries.purchases import get_purchase, list_purchases
from services.sessions.schemas.items import (
    ItemBatchForm,
    ItemForm,
    ItemQuery,
    ItemStatusSchema,
    PlacementSchema,
    held,
)
from services.sessions.usecases import items as usecases
from services.sessions.usecases import placements
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query
from shared.web.pagination import paginate

blueprint = page_blueprint("items", __name__, prefix="materiel")

KINDS = [(kind.value, kind.label) for kind in ItemKind]
STATUSES = [(status.value, status.label) for status in ItemStatus]


@blueprint.get("/materiels")
@door("items.read")
def list_items(uow: UnitOfWork) -> ResponseReturnValue:
    query = load_query(ItemQuery)
    found = items(search=query["q"], status=query["status"], kind=query["kind"], **held(query))
    options = {"cursor": query["cursor"], "limit": 30, "descending": query["order"] == "since"}
    page = paginate(uow, found, *ORDERS[query["order"]], count=count_items(uow, found), **options)
    return render_template(
        "items/index.html",
        page=page,
        query=query,
        kinds=KINDS,
        statuses=STATUSES,
        filters=_filters(uow, query["purchase"], query["structure"]),
        order_hrefs={order: here_with(order=order) for order in ORDERS},
    )


def _filters(uow: UnitOfWork, purchase_id: UUID | None, structure_id: UUID | None) -> list[dict[str, str]]:
    labels = {"status": dict(STATUSES), "kind": dict(KINDS)}
    if purchase_id is not None:
        labels["purchase"] = {str(purchase_id): get_purchase(uow, purchase_id).label}
    if structure_id is not None:
        labels["structure"] = {str(structure_id): uow.get(StructureCopy, structure_id).name}
    return chips(labels)


@blueprint.get("/materiels/nouveau")
@door("items.write")
def new_item(uow: UnitOfWork) -> ResponseReturnValue:
    tag = next_tag(uow, "T-")
    return render_template("items/new.html", tag=tag, **_choices(uow))


@blueprint.post("/materiels/nouveau")
@door("items.write", retry=new_item)
def register_item(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    item = usecases.register_item(uow, actor, **load_form(ItemForm))
    return done(f"{item.kind_label} {item.tag} : enregistrement fait.", url_for(".show_item", item_id=item.id))


@blueprint.get("/materiels/lot")
@door("items.write")
def new_batch(uow: UnitOfWork) -> ResponseReturnValue:
    tag = next_tag(uow, "T-")
    return render_template("items/new_batch.html", tag=tag, **_choices(uow))


@blueprint.post("/materiels/lot")
@door("items.write", retry=new_batch)
def register_items(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    registered = usecases.register_items(uow, actor, **load_form(ItemBatchForm))
    first, last, count = registered[0], registered[-1], len(registered)
    said = f"{count} matériels enregistrés, de {first.tag} à {last.tag}." if count > 1 else f"{first.tag} enregistré."
    return done(said, url_for(".list_items", kind=first.kind, purchase=first.purchase_id))


@blueprint.get("/materiels/<uuid:item_id>")
@door("items.read")
def show_item(uow: UnitOfWork, item_id: UUID) -> ResponseReturnValue:
    loans = list_loans_of_item(uow, item_id)
    current = next((loan for loan in loans if loan.is_open), None)
    return render_template(
        "items/show.html", item=get_item(uow, item_id), loans=loans, current=current, today=uow.today
    )


@blueprint.post("/materiels/<uuid:item_id>/etat")
@door("items.write", retry=show_item)
def change_status(uow: UnitOfWork, actor: Actor, item_id: UUID) -> ResponseReturnValue:
    item = usecases.change_status(uow, actor, item_id=item_id, **load_form(ItemStatusSchema))
    return done(f"{item.tag} : {item.status_label.lower()}.", url_for(".show_item", item_id=item.id))


@blueprint.get("/materiels/rangement")
@door("items.write")
def new_placement(uow: UnitOfWork) -> ResponseReturnValue:
    """Of one thing, from its page, or of many whose tags are scanned one after the other."""
    structure = structure_choice(uow, request.args.get("structure", ""))
    return render_template("items/place.html", structure=structure, tag=request.args.get("etiquette", ""))


@blueprint.post("/materiels/rangement")
@door("items.write", retry=new_placement)
def place_items(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    placed = placements.place_items(uow, actor, **load_form(PlacementSchema))
    first, count = placed[0], len(placed)
    what = f"{first.tag} : le lieu est noté." if count == 1 else f"{count} matériels : le lieu est noté."
    one, several = url_for(".show_item", item_id=first.id), url_for(".list_items", structure=first.structure_id)
    return done(what, one if count == 1 else several)


def _choices(uow: UnitOfWork) -> dict[str, Any]:
    """What a thing that is registered can be linked with; ``chosen``: the purchase from whose page one comes."""
    purchases = [(str(purchase.id), f"{purchase.label} · {purchase.funder}") for purchase in list_purchases(uow)]
    chosen = request.args.get("achat", "")
    return {"kinds": KINDS, "purchases": purchases, "structure": structure_choice(uow), "chosen": chosen}
