"""Discussions: looked for, read, written in, followed; closed and pinned by who moderates them."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.directory.domain.exchanges import DAILY, FREQUENCIES, THEMES
from services.directory.models.thread import Post, Thread
from services.directory.pages.texts import post_html
from services.directory.queries import threads as queries
from services.directory.queries.digests import find_choice
from services.directory.queries.threads import Reader
from services.directory.runtime import runtime
from services.directory.schemas.threads import (
    FrequencySchema,
    NewThreadSchema,
    PostBodySchema,
    ThreadsQuery,
    ThreadTitleSchema,
)
from services.directory.usecases import digests, threads
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import done, page_blueprint
from shared.web.door import door
from shared.web.forms import load_form, load_query
from shared.web.pagination import paginate

blueprint = page_blueprint("threads", __name__, prefix="annuaire")
blueprint.add_app_template_filter(post_html)


@blueprint.get("/echanges")
@door("threads.read")
def list_threads(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    query, reader = load_query(ThreadsQuery), queries.reader_of(uow, actor)
    choice = find_choice(uow, reader.account_id) if reader.account_id else None
    return render_template(
        "threads/index.html",
        page=queries.list_threads(uow, reader, **query),
        query=query,
        filters=_chips(query),
        views=queries.VIEWS,
        sorts=queries.SORTS,
        themes=THEMES,
        frequencies=FREQUENCIES,
        frequency=choice.frequency if choice else DAILY,
    )


@blueprint.post("/echanges/resume")
@door("threads.write", retry=list_threads)
def choose_frequency(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    choice = digests.choose_frequency(uow, actor, **load_form(FrequencySchema))
    return done(f"C’est noté. Résumé par e-mail : {FREQUENCIES[choice.frequency]}.", url_for(".list_threads"))


@blueprint.get("/echanges/nouvelle")
@door("threads.write")
def new_thread(uow: UnitOfWork) -> ResponseReturnValue:
    return render_template("threads/new.html", themes=THEMES)


@blueprint.post("/echanges")
@door("threads.write", retry=new_thread)
def start_thread(uow: UnitOfWork, actor: Actor) -> ResponseReturnValue:
    thread = threads.start_thread(uow, actor, **load_form(NewThreadSchema))
    return done("Votre discussion est ouverte. Vous serez prévenu des réponses par e-mail.", _page(thread.id))


@blueprint.get("/echanges/<uuid:thread_id>")
@door("threads.read")
def show_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> ResponseReturnValue:
    """The last posts first reached, in the order in which they were written."""
    reader, thread = queries.reader_of(uow, actor), uow.get(Thread, thread_id)
    page = paginate(uow, queries.posts_of(thread.id), Post.number, cursor=request.args.get("cursor"), descending=True)
    line = queries.line_of(uow, reader, thread)
    _remember(uow, reader, thread, page.previous is None and line.unread > 0)
    return render_template(
        "threads/show.html",
        line=line,
        thread=thread,
        page=page,
        posts=page.items[::-1],
        authors=queries.authors_of(uow, page.items),
        me=reader.account_id,
    )


@blueprint.post("/echanges/<uuid:thread_id>/messages")
@door("threads.write", retry=show_thread)
def write_post(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> ResponseReturnValue:
    post = threads.write_post(uow, actor, thread_id=thread_id, **load_form(PostBodySchema))
    return done("Votre message est envoyé.", f"{_page(thread_id)}#message-{post.number}")


@blueprint.post("/echanges/<uuid:thread_id>/suivi")
@door("threads.write", retry=show_thread)
def follow_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> ResponseReturnValue:
    threads.follow_thread(uow, actor, thread_id=thread_id)
    return done("Vous suivez cette discussion : ses nouveaux messages vous arriveront par e-mail.", _page(thread_id))


@blueprint.post("/echanges/<uuid:thread_id>/suivi/fin")
@door("threads.write", retry=show_thread)
def leave_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> ResponseReturnValue:
    threads.leave_thread(uow, actor, thread_id=thread_id)
    undo = url_for(".follow_thread", thread_id=thread_id)
    return done("Vous ne suivez plus cette discussion.", _page(thread_id), undo=undo)


@blueprint.post("/echanges/<uuid:thread_id>/titre")
@door("threads.moderate", retry=show_thread)
def rename_thread(uow: UnitOfWork, thread_id: UUID) -> ResponseReturnValue:
    threads.rename_thread(uow, thread_id=thread_id, **load_form(ThreadTitleSchema))
    return done("La discussion a un nouveau titre.", _page(thread_id))


@blueprint.post("/echanges/<uuid:thread_id>/cloture")
@door("threads.moderate", retry=show_thread)
def close_thread(uow: UnitOfWork, thread_id: UUID) -> ResponseReturnValue:
    threads.close_thread(uow, thread_id=thread_id)
    undo = url_for(".reopen_thread", thread_id=thread_id)
    return done("La discussion est close : on peut la lire, plus y répondre.", _page(thread_id), undo=undo)


@blueprint.post("/echanges/<uuid:thread_id>/reouverture")
@door("threads.moderate", retry=show_thread)
def reopen_thread(uow: UnitOfWork, thread_id: UUID) -> ResponseReturnValue:
    threads.reopen_thread(uow, thread_id=thread_id)
    return done("La discussion est rouverte.", _page(thread_id))


@blueprint.post("/echanges/<uuid:thread_id>/epinglage")
@door("threads.moderate", retry=show_thread)
def pin_thread(uow: UnitOfWork, thread_id: UUID) -> ResponseReturnValue:
    threads.pin_thread(uow, thread_id=thread_id, pinned=True)
    undo = url_for(".unpin_thread", thread_id=thread_id)
    return done("La discussion est épinglée : elle reste en tête de la liste.", _page(thread_id), undo=undo)


@blueprint.post("/echanges/<uuid:thread_id>/epinglage/fin")
@door("threads.moderate", retry=show_thread)
def unpin_thread(uow: UnitOfWork, thread_id: UUID) -> ResponseReturnValue:
    threads.pin_thread(uow, thread_id=thread_id, pinned=False)
    return done("La discussion n’est plus épinglée.", _page(thread_id))


def _chips(query: dict[str, Any]) -> list[dict[str, str]]:
    """What the list is narrowed to, each with the address of the list without it."""
    narrowed = {"q": f"« {query['q']} »" if query["q"] else "", "theme": THEMES.get(query["theme"], "")}
    chosen = {name: query[name] for name in ("q", "theme", "view", "sort") if query[name]}
    return [
        {"label": label, "remove_href": url_for(".list_threads", **{k: v for k, v in chosen.items() if k != name})}
        for name, label in narrowed.items()
        if label
    ]


def _remember(uow: UnitOfWork, reader: Reader, thread: Thread, is_news: bool) -> None:
    """That the last page was seen. Apart from the unit of work of the page, which only reads."""
    if is_news and reader.account_id is not None:
        with runtime.database.unit_of_work(uow.tenant_id) as writing:
            threads.mark_read(writing, reader.account_id, thread_id=thread.id, number=thread.last_number)


def _page(thread_id: UUID) -> str:
    return url_for("threads.show_thread", thread_id=thread_id)
