"""Everything that the network keeps, in one archive."""

from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue

from services.directory.export_files import sent
from services.directory.pages.closures import show_leaving
from services.directory.usecases import network_exports
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door

blueprint = page_blueprint("network_exports", __name__, prefix="annuaire")


@blueprint.post("/depart/exports")
@door("network.export", retry=show_leaving)
def ask(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    network_exports.ask(uow, actor)
    sentence = "L’export se prépare. Un courriel vous dira quand il est prêt ; vous pouvez fermer cette page."
    return done(sentence, url_for("closures.show_leaving"))


@blueprint.get("/depart/exports/<uuid:network_export_id>/reseau.zip")
@door("network.export")
def download(uow: UnitOfWork, network_export_id: UUID) -> ResponseReturnValue:
    return sent(uow, network_export_id)
