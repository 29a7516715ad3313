"""A post after it was written: mended or taken away by its author, hidden by who moderates."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.exchanges import THEMES
from services.directory.errors import NotTheirPost
from services.directory.models.thread import Post, Thread
from services.directory.schemas.threads import HidingSchema, PostChangesSchema
from services.directory.usecases import posts
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form

blueprint = page_blueprint("posts", __name__, prefix="annuaire")


@blueprint.get("/echanges/messages/<uuid:post_id>/modifier")
@door("threads.write")
def edit(uow: UnitOfWork, actor: Actor, post_id: UUID) -> ResponseReturnValue:
    post = uow.get(Post, post_id)
    if not post.is_by(actor.account_id):
        raise NotTheirPost
    post.refuse_when_gone()
    return render_template("posts/edit.html", post=post, thread=uow.get(Thread, post.thread_id), themes=THEMES)


@blueprint.post("/echanges/messages/<uuid:post_id>/modifier")
@door("threads.write", retry=edit)
def change(uow: UnitOfWork, actor: Actor, post_id: UUID) -> ResponseReturnValue:
    post = posts.edit_post(uow, actor, post_id=post_id, **load_form(PostChangesSchema))
    return done("Votre message est corrigé.", _place(post))


@blueprint.get("/echanges/messages/<uuid:post_id>/retirer")
@door("threads.moderate")
def ask_to_hide(uow: UnitOfWork, post_id: UUID) -> ResponseReturnValue:
    post = uow.get(Post, post_id)
    return render_template("posts/hide.html", post=post, thread=uow.get(Thread, post.thread_id))


@blueprint.post("/echanges/messages/<uuid:post_id>/masquage")
@door("threads.moderate", retry=ask_to_hide)
def hide(uow: UnitOfWork, post_id: UUID) -> ResponseReturnValue:
    post = posts.hide_post(uow, post_id=post_id, **load_form(HidingSchema))
    undo = url_for(".show", post_id=post.id)
    return done("Le message est retiré ; chacun lit votre raison à sa place.", _place(post), undo=undo)


@blueprint.post("/echanges/messages/<uuid:post_id>/affichage")
@door("threads.moderate", retry=ask_to_hide)
def show(uow: UnitOfWork, post_id: UUID) -> ResponseReturnValue:
    return done("Le message est de nouveau visible.", _place(posts.show_post(uow, post_id=post_id)))


@blueprint.post("/echanges/messages/<uuid:post_id>/retrait")
@door("threads.write", retry=edit)
def remove(uow: UnitOfWork, actor: Actor, post_id: UUID) -> ResponseReturnValue:
    post = posts.remove_post(uow, actor, post_id=post_id)
    undo = url_for(".restore", post_id=post.id)
    return done("Votre message est retiré.", _place(post), undo=undo)


@blueprint.post("/echanges/messages/<uuid:post_id>/retour")
@door("threads.write")
def restore(uow: UnitOfWork, actor: Actor, post_id: UUID) -> ResponseReturnValue:
    return done("Votre message est de nouveau visible.", _place(posts.restore_post(uow, actor, post_id=post_id)))


def _place(post: Post) -> str:
    return url_for("threads.show_thread", thread_id=post.thread_id) + f"#message-{post.number}"
