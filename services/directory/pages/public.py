"""Pages for everybody, in no network: what the product is, help, accessibility, what is kept of people."""

from flask import render_template
from flask.typing import ResponseReturnValue

from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import page_blueprint
from shared.web.door import PUBLIC, door

blueprint = page_blueprint("public", __name__, prefix="", in_network=False)


@blueprint.get("/")
@door(PUBLIC)
def show_product(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("public/product.html")


@blueprint.get("/aide")
@door(PUBLIC)
def show_help(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("public/help.html")


@blueprint.get("/accessibilite")
@door(PUBLIC)
def show_accessibility(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("public/accessibility.html")


@blueprint.get("/vos-donnees")
@door(PUBLIC)
def show_privacy(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("public/privacy.html")
