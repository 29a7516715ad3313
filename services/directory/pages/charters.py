"""The charter: read, signed, rewritten; who signed which version, when."""

import csv
import io

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.pages.texts import article_html
from services.directory.queries import charters as queries
from services.directory.runtime import runtime
from services.directory.schemas.charters import NewCharterSchema, SigningSchema
from services.directory.usecases import charters
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web import formats
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("charters", __name__, prefix="annuaire")


@blueprint.get("/charte")
@door("charter.read")
def show_charter(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    version = queries.current_version(uow)
    signature = queries.find_signature(uow, version, actor.account_id) if version and actor.account_id else None
    return render_template(
        "charters/show.html", version=version, signature=signature, text=article_html(version.body) if version else ""
    )


@blueprint.get("/charte/versions")
@door("charter.read")
def list_versions(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    signed = queries.days_signed(uow, actor.account_id) if actor.account_id else {}
    return render_template("charters/versions.html", versions=queries.list_versions(uow), signed=signed)


@blueprint.get("/charte/versions/<int:number>")
@door("charter.read")
def show_version(uow: UnitOfWork, actor: Actor, number: int) -> ResponseReturnValue:
    """Whoever signed a text can read it again, whatever has come since."""
    version, current = queries.get_version(uow, number), queries.current_version(uow)
    signature = queries.find_signature(uow, version, actor.account_id) if actor.account_id else None
    text = article_html(version.body)
    return render_template("charters/version.html", version=version, current=current, signature=signature, text=text)


@blueprint.post("/charte/signature")
@door("charter.sign", retry=show_charter)
def sign(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    charters.sign_charter(uow, actor, **load_form(SigningSchema))
    return done("Merci : votre signature est enregistrée.", url_for(".show_charter"))


@blueprint.get("/charte/modifier")
@door("charter.write")
def edit(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("charters/edit.html", version=queries.current_version(uow))


@blueprint.post("/charte/versions")
@door("charter.write", retry=edit)
def publish(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    version = charters.publish_charter(uow, actor, **load_form(NewCharterSchema))
    sentence = f"La version {version.number} de la charte est publiée. Chaque membre la trouvera à sa prochaine visite."
    return done(sentence, url_for(".show_signatures"))


@blueprint.get("/charte/signatures")
@door("charter.follow")
def show_signatures(uow: UnitOfWork) -> ResponseReturnValue:
    version = queries.current_version(uow)
    signers = queries.list_signers(uow, version) if version else []
    waiting = sum(signer.signed_at is None for signer in signers)
    return render_template("charters/signatures.html", version=version, signers=signers, waiting=waiting)


@blueprint.post("/charte/rappels")
@door("charter.write", retry=show_signatures)
def remind(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    count = charters.remind_charter(uow, actor, public_url=runtime.settings.public_url)
    sentence = {0: "Tout le monde a signé.", 1: "Un rappel part."}.get(count, f"{count} rappels partent.")
    return done(sentence, url_for(".show_signatures"))


@blueprint.get("/charte/signatures.csv")
@door("charter.follow")
def export_signatures(uow: UnitOfWork) -> ResponseReturnValue:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Version", "Nom", "Signée le"])
    for signed in queries.list_signatures(uow):
        name = f"'{signed.name}" if signed.name[:1] in "=+-@" else signed.name  # only text for a spreadsheet
        writer.writerow([signed.version.number, name, formats.short_day(signed.signed_at)])
    headers = {"Content-Disposition": f'attachment; filename="charte-{uow.network.slug}.csv"'}
    return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)
