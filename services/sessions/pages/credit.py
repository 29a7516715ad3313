"""Recharges: the stocks and their journal, receiving, giving, counting, undoing."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.sessions.models.credit import CreditStock
from services.sessions.pages.choices import person_choice
from services.sessions.queries.credit import (
    JOURNAL_ORDER,
    balances,
    entries,
    get_stock,
    list_reversed,
    list_stocks,
    low_stock_of,
)
from services.sessions.queries.people import get_person
from services.sessions.queries.purchases import list_funders
from services.sessions.schemas.credit import (
    CreditCountSchema,
    CreditExpirySchema,
    CreditGiftSchema,
    CreditReceptionSchema,
)
from services.sessions.usecases import credit as usecases
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form
from shared.web.pagination import paginate

blueprint = page_blueprint("credit", __name__, prefix="materiel")


@blueprint.get("/recharges")
@door("credit.read")
def list_entries(uow: UnitOfWork) -> ResponseReturnValue:
    page = paginate(uow, entries(), *JOURNAL_ORDER, cursor=request.args.get("cursor"), descending=True, limit=30)
    return render_template(
        "credit/index.html",
        page=page,
        undone=list_reversed(uow, [entry.id for entry in page.items]),
        stocks=list_stocks(uow),
        low_stock=low_stock_of(uow),
        balances=balances(uow),
    )


@blueprint.get("/recharges/reception")
@door("credit.write")
def new_reception(uow: UnitOfWork) -> ResponseReturnValue:
    products = sorted({stock.product for stock in list_stocks(uow)})
    funders = sorted({*list_funders(uow), *(stock.funder for stock in list_stocks(uow))})
    return render_template("credit/new_reception.html", products=products, funders=funders, today=uow.today)


@blueprint.post("/recharges/reception")
@door("credit.write", retry=new_reception)
def receive_credit(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    entry = usecases.receive_credit(uow, actor, **load_form(CreditReceptionSchema))
    undo = url_for(".reverse_entry", entry_id=entry.id)
    return done(f"{_count(entry.quantity)} en plus dans le stock.", url_for(".list_entries"), undo=undo)


@blueprint.get("/recharges/don")
@door("credit.give")
def new_gift(uow: UnitOfWork) -> ResponseReturnValue:
    stocks = [(str(stock.id), f"{stock.label} : {stock.balance} en stock") for stock in _filled(uow)]
    return render_template("credit/give.html", choice=person_choice(uow), stocks=stocks)


@blueprint.post("/recharges/don")
@door("credit.give", retry=new_gift)
def give_credit(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    data = load_form(CreditGiftSchema)
    entry = usecases.give_credit(uow, actor, **data)
    name = get_person(uow, data["person_id"]).full_name
    verb = "données" if entry.quantity > 1 else "donnée"
    undo = url_for(".reverse_entry", entry_id=entry.id)
    return done(f"{_count(entry.quantity)} {verb} à {name}.", url_for(".list_entries"), undo=undo)


@blueprint.get("/recharges/stocks/<uuid:stock_id>")
@door("credit.write")
def show_stock(uow: UnitOfWork, stock_id: UUID) -> ResponseReturnValue:
    return render_template("credit/stock.html", stock=get_stock(uow, stock_id))


@blueprint.post("/recharges/stocks/<uuid:stock_id>/comptage")
@door("credit.write", retry=show_stock)
def count_credit(uow: UnitOfWork, actor: Actor, stock_id: UUID) -> ResponseReturnValue:
    data = load_form(CreditCountSchema(exclude=("stock_id",)))
    stock = usecases.count_credit(uow, actor, stock_id=stock_id, **data)
    return done(f"Comptage noté : {_count(stock.balance)} en stock.", url_for(".list_entries"))


@blueprint.post("/recharges/stocks/<uuid:stock_id>/peremption")
@door("credit.write", retry=show_stock)
def expire_credit(uow: UnitOfWork, actor: Actor, stock_id: UUID) -> ResponseReturnValue:
    data = load_form(CreditExpirySchema(exclude=("stock_id",)))
    entry = usecases.expire_credit(uow, actor, stock_id=stock_id, **data)
    undo = url_for(".reverse_entry", entry_id=entry.id)
    return done(f"{_count(entry.quantity)} en moins : périmées.", url_for(".list_entries"), undo=undo)


@blueprint.post("/recharges/ecritures/<uuid:entry_id>/annulation")
@door("credit.give")
def reverse_entry(uow: UnitOfWork, actor: Actor, entry_id: UUID) -> ResponseReturnValue:
    usecases.reverse_entry(uow, actor, entry_id=entry_id)
    return done("C’est annulé : une écriture contraire est ajoutée au journal.", url_for(".list_entries"))


def _filled(uow: UnitOfWork) -> list[CreditStock]:
    return [stock for stock in list_stocks(uow) if stock.balance]


def _count(quantity: int) -> str:
    return f"{quantity} recharges" if quantity > 1 else f"{quantity} recharge"
