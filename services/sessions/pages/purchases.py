"""Purchases and gifts: what came in, and who paid."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.sessions.models.item import Item
from services.sessions.queries.items import items
from services.sessions.queries.purchases import (
    ORDER,
    count_items,
    get_purchase,
    list_funders,
    purchases,
    total_cents,
)
from services.sessions.schemas.purchases import PurchaseChangesForm, PurchaseForm
from services.sessions.usecases import purchases as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form
from shared.web.pagination import paginate

blueprint = page_blueprint("purchases", __name__, prefix="materiel")


@blueprint.get("/achats")
@door("purchases.read")
def list_purchases(uow: UnitOfWork) -> ResponseReturnValue:
    page = paginate(uow, purchases(), *ORDER, cursor=request.args.get("cursor"), descending=True)
    counts = count_items(uow, [purchase.id for purchase in page.items])
    return render_template("purchases/index.html", page=page, counts=counts, total_cents=total_cents(uow))


@blueprint.get("/achats/nouveau")
@door("purchases.write")
def new_purchase(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("purchases/new.html", funders=list_funders(uow), today=uow.today)


@blueprint.post("/achats/nouveau")
@door("purchases.write", retry=new_purchase)
def record_purchase(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    purchase = usecases.record_purchase(uow, actor, **load_form(PurchaseForm))
    return done(f"« {purchase.label} » est enregistré.", url_for(".show_purchase", purchase_id=purchase.id))


@blueprint.get("/achats/<uuid:purchase_id>")
@door("purchases.read")
def show_purchase(uow: UnitOfWork, purchase_id: UUID) -> ResponseReturnValue:
    purchase = get_purchase(uow, purchase_id)
    bought = uow.session.scalars(items(purchase_id=purchase_id).order_by(Item.tag).limit(200)).all()
    return render_template("purchases/show.html", purchase=purchase, items=bought)


@blueprint.get("/achats/<uuid:purchase_id>/modifier")
@door("purchases.write")
def edit_purchase(uow: UnitOfWork, purchase_id: UUID) -> ResponseReturnValue:
    return render_template("purchases/edit.html", purchase=get_purchase(uow, purchase_id), funders=list_funders(uow))


@blueprint.post("/achats/<uuid:purchase_id>/modifier")
@door("purchases.write", retry=edit_purchase)
def correct_purchase(uow: UnitOfWork, actor: Actor, purchase_id: UUID) -> ResponseReturnValue:
    purchase = usecases.correct_purchase(uow, actor, purchase_id=purchase_id, **load_form(PurchaseChangesForm))
    return done(f"« {purchase.label} » est corrigé.", url_for(".show_purchase", purchase_id=purchase.id))
