"""Letters: list, editor, preview, checklist, sending and progress."""

from uuid import UUID

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.notifications.domain import deliveries
from services.notifications.mail.markdown import links_of, to_text
from services.notifications.mail.writer import write_newsletter as write_content
from services.notifications.models import Newsletter
from services.notifications.pages.mail_frames import framed
from services.notifications.queries import newsletters as look
from services.notifications.runtime import runtime
from services.notifications.schemas.newsletters import (
    NewsletterChangesSchema,
    NewsletterSchema,
    RecipientsFilter,
    SearchSchema,
)
from services.notifications.usecases import newsletters
from services.notifications.usecases.writing import look_of
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query

blueprint = page_blueprint("newsletters", __name__, prefix="lettres")


@blueprint.get("/")
@door("letters.read")
def index(uow: UnitOfWork) -> ResponseReturnValue:
    asked = load_query(SearchSchema)
    page = look.list_newsletters(uow, **asked)
    return render_template(
        "newsletters/index.html",
        page=page,
        search=asked["q"],
        fates=look.fates_by_newsletter(uow, page.items),
        suppressed=look.count_suppressions(uow),
        recipients=look.count_recipients(uow),
    )


@blueprint.get("/nouvelle")
@door("letters.write")
def new_newsletter_page(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("newsletters/edit.html", newsletter=None)


@blueprint.post("/nouvelle")
@door("letters.write", retry=new_newsletter_page)
def write_newsletter(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    newsletter = newsletters.write_newsletter(uow, actor, **load_form(NewsletterSchema))
    return done("Brouillon enregistré. Relisez-le avant de l’envoyer.", _show(uow, newsletter.id))


@blueprint.get("/<uuid:newsletter_id>")
@door("letters.read")
def show_newsletter(uow: UnitOfWork, newsletter_id: UUID) -> ResponseReturnValue:
    newsletter = uow.get(Newsletter, newsletter_id)
    return _draft(uow, newsletter) if newsletter.is_draft else _progress(uow, newsletter)


def _draft(uow: UnitOfWork, newsletter: Newsletter) -> ResponseReturnValue:
    return render_template(
        "newsletters/draft.html",
        newsletter=newsletter,
        recipients=look.count_recipients(uow),
        links=links_of(newsletter.body),
        tried=look.has_trial(uow, newsletter),
        text=to_text(newsletter.body),
    )


def _progress(uow: UnitOfWork, newsletter: Newsletter) -> ResponseReturnValue:
    asked = load_query(RecipientsFilter)
    fates = newsletters.fates_of(uow, newsletter.id)
    return render_template(
        "newsletters/progress.html",
        newsletter=newsletter,
        fates=fates,
        settled=look.count_settled(fates),
        labels=deliveries.LABELS,
        asked=asked,
        page=look.list_recipients(uow, newsletter.id, state=asked["state"], text=asked["q"], cursor=asked["cursor"]),
    )


@blueprint.get("/<uuid:newsletter_id>/modifier")
@door("letters.write")
def edit_page(uow: UnitOfWork, newsletter_id: UUID) -> ResponseReturnValue:
    newsletter = uow.get(Newsletter, newsletter_id)
    newsletter.refuse_once_sent()
    return render_template("newsletters/edit.html", newsletter=newsletter)


@blueprint.post("/<uuid:newsletter_id>/modifier")
@door("letters.write", retry=edit_page)
def edit_newsletter(uow: UnitOfWork, actor: Actor, newsletter_id: UUID) -> ResponseReturnValue:
    newsletters.edit_newsletter(uow, actor, newsletter_id=newsletter_id, **load_form(NewsletterChangesSchema))
    return done("Modifications enregistrées.", _show(uow, newsletter_id))


@blueprint.get("/<uuid:newsletter_id>/apercu")
@door("letters.read")
def preview(uow: UnitOfWork, newsletter_id: UUID) -> ResponseReturnValue:
    """The mail itself, for the frames of the draft's page."""
    newsletter = uow.get(Newsletter, newsletter_id)
    own_look = look_of(uow.network, runtime.settings.public_url)
    content = write_content(newsletter.subject, newsletter.body, own_look, unsubscribe_url="#")
    return framed(make_response(content.html))


@blueprint.post("/<uuid:newsletter_id>/essai")
@door("letters.write", retry=show_newsletter)
def send_trial(uow: UnitOfWork, actor: Actor, newsletter_id: UUID) -> ResponseReturnValue:
    address = newsletters.send_trial(uow, actor, newsletter_id=newsletter_id)
    return done(f"Un essai part vers {address}.", _show(uow, newsletter_id))


@blueprint.post("/<uuid:newsletter_id>/envoi")
@door("letters.write", retry=show_newsletter)
def send_newsletter(uow: UnitOfWork, newsletter_id: UUID) -> ResponseReturnValue:
    newsletter = newsletters.send_newsletter(uow, newsletter_id=newsletter_id)
    people = f"{newsletter.recipients} personnes" if newsletter.recipients > 1 else "1 personne"
    return done(f"L’envoi à {people} a commencé.", _show(uow, newsletter_id))


@blueprint.post("/<uuid:newsletter_id>/suppression")
@door("letters.write", retry=show_newsletter)
def discard_newsletter(uow: UnitOfWork, newsletter_id: UUID) -> ResponseReturnValue:
    newsletters.discard_newsletter(uow, newsletter_id=newsletter_id)
    return done("Le brouillon est supprimé.", url_for(".index", network=uow.network.slug))


@blueprint.get("/desinscriptions")
@door("letters.read")
def list_suppressions(uow: UnitOfWork) -> ResponseReturnValue:
    page = look.list_suppressions(uow, cursor=request.args.get("cursor"))
    return render_template("newsletters/suppressions.html", page=page)


@blueprint.get("/messages")
@door("letters.read")
def list_messages(uow: UnitOfWork) -> ResponseReturnValue:
    """Everything that was sent to people, with its fate."""
    page = look.list_messages(uow, cursor=request.args.get("cursor"))
    return render_template("newsletters/messages.html", page=page)


def _show(uow: UnitOfWork, newsletter_id: UUID) -> str:
    return url_for(".show_newsletter", network=uow.network.slug, newsletter_id=newsletter_id)
