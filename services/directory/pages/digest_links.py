"""What the links of a digest open, without signing in: answering in a thread, and receiving no more of it.

Opening a link changes nothing. One that is unknown, too old, or of somebody who left is answered in the same words.
"""

from datetime import timedelta
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.exchanges import FREQUENCIES
from services.directory.errors import LinkUnusable
from services.directory.models.digest import DigestChoice
from services.directory.models.thread import Thread
from services.directory.pages import browser
from services.directory.queries import threads as queries
from services.directory.runtime import runtime
from services.directory.schemas.threads import PostBodySchema
from services.directory.usecases import digests, threads
from services.directory.usecases.attempts import count_attempt
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import PUBLIC, door
from shared.web.forms import load_form

blueprint = page_blueprint("digest_links", __name__, prefix="annuaire")

POSTS_SHOWN = 10
AT_MOST, WITHIN = 20, timedelta(hours=1)
"""Answers of one member by link: more is not a person who reads."""


@blueprint.get("/echanges/repondre/<token>")
@door(PUBLIC)
def show_thread(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    try:
        line, member = digests.find_line(uow, _secret(), token)
    except LinkUnusable:
        return _private("digest_links/unusable.html", 404)
    posts = queries.last_posts(uow, line.thread_id, limit=POSTS_SHOWN)
    return _private(
        "digest_links/show.html",
        token=token,
        member=member,
        thread=uow.get(Thread, line.thread_id),
        posts=posts,
        authors=queries.authors_of(uow, posts),
    )


@blueprint.post("/echanges/repondre/<token>")
@door(PUBLIC, retry=show_thread)
def answer(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    line, member = digests.find_line(uow, _secret(), token)
    uow.act_as(member)
    count_attempt(uow, "exchange_answer", f"{uow.tenant_id}:{line.account_id}", at_most=AT_MOST, within=WITHIN)
    threads.write_post(uow, member, thread_id=line.thread_id, **load_form(PostBodySchema))
    return done(
        "Merci, votre réponse est envoyée. Vous pouvez fermer cette page.", url_for(".show_thread", token=token)
    )


@blueprint.get("/echanges/resume/<token>")
@door(PUBLIC)
def show_stop(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    try:
        choice = _choice(uow, token)
    except LinkUnusable:
        return _private("digest_links/unusable.html", 404, stopping=True)
    return _private("digest_links/stop.html", token=token, choice=choice)


@blueprint.post("/echanges/resume/<token>")
@door(PUBLIC, retry=show_stop, csrf=False)
def stop(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    """The button of the page, and the one click of mail readers (RFC 8058), who have no cookie: the link is proof."""
    digests.stop_digest(uow, _choice(uow, token))
    if request.form.get("List-Unsubscribe") == "One-Click":
        return make_response("", 200)
    return redirect(url_for(".show_stop", token=token), 303)


@blueprint.post("/echanges/resume/<token>/retour")
@door(PUBLIC, retry=show_stop)
def resume(uow: UnitOfWork, token: str) -> ResponseReturnValue:
    choice = _choice(uow, token)
    digests.resume_digest(uow, choice)
    sentence = f"Le résumé arrivera de nouveau, {FREQUENCIES[choice.frequency]}."
    return done(sentence, url_for(".show_stop", token=token))


def _choice(uow: UnitOfWork, token: str) -> DigestChoice:
    return digests.find_stop(uow, _secret(), token)


def _secret() -> str:
    return runtime.settings.secret_key


def _private(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """The address is a key: it is not told to the sites that the page links to."""
    return browser.without_referrer(make_response(render_template(template, **values), status))
