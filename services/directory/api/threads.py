"""Discussions between members. A program reads and writes them under the name of its key; it follows nothing."""

from typing import Any
from uuid import UUID

from services.directory.models.thread import Post, Thread
from services.directory.queries import threads as queries
from services.directory.schemas import threads as shapes
from services.directory.schemas.lists import CursorQuery
from services.directory.usecases import digests, posts, threads
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.blueprints import api_blueprint
from shared.web.door import door
from shared.web.pagination import paginate

blueprint = api_blueprint("threads", __name__, service="directory", description="Discussions between members")


@blueprint.get("/threads")
@door("threads.read")
@blueprint.arguments(shapes.ThreadsQuery, location="query")
@blueprint.response(200, shapes.ThreadsPageSchema)
def list_threads(uow: UnitOfWork, actor: Actor, query: dict[str, Any]) -> Any:
    return queries.list_threads(uow, queries.reader_of(uow, actor), **query)


@blueprint.post("/threads")
@door("threads.write")
@blueprint.arguments(shapes.NewThreadSchema)
@blueprint.response(201, shapes.ThreadSchema)
def start_thread(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    return _line(uow, actor, threads.start_thread(uow, actor, **data))


@blueprint.get("/threads/<uuid:thread_id>")
@door("threads.read")
@blueprint.response(200, shapes.ThreadSchema)
def show_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> Any:
    return _line(uow, actor, uow.get(Thread, thread_id))


@blueprint.get("/threads/<uuid:thread_id>/posts")
@door("threads.read")
@blueprint.arguments(CursorQuery, location="query")
@blueprint.response(200, shapes.PostsPageSchema)
def list_posts(uow: UnitOfWork, query: dict[str, Any], thread_id: UUID) -> Any:
    """In the order in which they were written."""
    return paginate(uow, queries.posts_of(uow.get(Thread, thread_id).id), Post.number, **query)


@blueprint.post("/threads/<uuid:thread_id>/posts")
@door("threads.write")
@blueprint.arguments(shapes.PostBodySchema)
@blueprint.response(201, shapes.PostSchema)
def write_post(uow: UnitOfWork, actor: Actor, data: dict[str, Any], thread_id: UUID) -> Any:
    return threads.write_post(uow, actor, thread_id=thread_id, **data)


@blueprint.put("/posts/<uuid:post_id>")
@door("threads.write")
@blueprint.arguments(shapes.PostChangesSchema)
@blueprint.response(200, shapes.PostSchema)
def edit_post(uow: UnitOfWork, actor: Actor, data: dict[str, Any], post_id: UUID) -> Any:
    return posts.edit_post(uow, actor, post_id=post_id, **data)


@blueprint.post("/posts/<uuid:post_id>/removal")
@door("threads.write")
@blueprint.response(200, shapes.PostSchema)
def remove_post(uow: UnitOfWork, actor: Actor, post_id: UUID) -> Any:
    return posts.remove_post(uow, actor, post_id=post_id)


@blueprint.post("/posts/<uuid:post_id>/return")
@door("threads.write")
@blueprint.response(200, shapes.PostSchema)
def restore_post(uow: UnitOfWork, actor: Actor, post_id: UUID) -> Any:
    return posts.restore_post(uow, actor, post_id=post_id)


@blueprint.post("/posts/<uuid:post_id>/hiding")
@door("threads.moderate")
@blueprint.arguments(shapes.HidingSchema)
@blueprint.response(200, shapes.PostSchema)
def hide_post(uow: UnitOfWork, data: dict[str, Any], post_id: UUID) -> Any:
    return posts.hide_post(uow, post_id=post_id, **data)


@blueprint.delete("/posts/<uuid:post_id>/hiding")
@door("threads.moderate")
@blueprint.response(200, shapes.PostSchema)
def show_post(uow: UnitOfWork, post_id: UUID) -> Any:
    return posts.show_post(uow, post_id=post_id)


@blueprint.put("/threads/<uuid:thread_id>/title")
@door("threads.moderate")
@blueprint.arguments(shapes.ThreadTitleSchema)
@blueprint.response(200, shapes.ThreadSchema)
def rename_thread(uow: UnitOfWork, actor: Actor, data: dict[str, Any], thread_id: UUID) -> Any:
    return _line(uow, actor, threads.rename_thread(uow, thread_id=thread_id, **data))


@blueprint.post("/threads/<uuid:thread_id>/closing")
@door("threads.moderate")
@blueprint.response(200, shapes.ThreadSchema)
def close_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> Any:
    return _line(uow, actor, threads.close_thread(uow, thread_id=thread_id))


@blueprint.delete("/threads/<uuid:thread_id>/closing")
@door("threads.moderate")
@blueprint.response(200, shapes.ThreadSchema)
def reopen_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> Any:
    return _line(uow, actor, threads.reopen_thread(uow, thread_id=thread_id))


@blueprint.post("/threads/<uuid:thread_id>/pin")
@door("threads.moderate")
@blueprint.response(200, shapes.ThreadSchema)
def pin_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> Any:
    return _line(uow, actor, threads.pin_thread(uow, thread_id=thread_id, pinned=True))


@blueprint.delete("/threads/<uuid:thread_id>/pin")
@door("threads.moderate")
@blueprint.response(200, shapes.ThreadSchema)
def unpin_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> Any:
    return _line(uow, actor, threads.pin_thread(uow, thread_id=thread_id, pinned=False))


@blueprint.post("/threads/<uuid:thread_id>/following")
@door("threads.write")
@blueprint.response(200, shapes.ThreadSchema)
def follow_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> Any:
    return _line(uow, actor, threads.follow_thread(uow, actor, thread_id=thread_id))


@blueprint.delete("/threads/<uuid:thread_id>/following")
@door("threads.write")
@blueprint.response(200, shapes.ThreadSchema)
def leave_thread(uow: UnitOfWork, actor: Actor, thread_id: UUID) -> Any:
    return _line(uow, actor, threads.leave_thread(uow, actor, thread_id=thread_id))


@blueprint.put("/threads/digest")
@door("threads.write")
@blueprint.arguments(shapes.FrequencySchema)
@blueprint.response(200, shapes.FrequencySchema)
def choose_frequency(uow: UnitOfWork, actor: Actor, data: dict[str, Any]) -> Any:
    """How often the member is told of the discussions by e-mail."""
    return digests.choose_frequency(uow, actor, **data)


def _line(uow: UnitOfWork, actor: Actor, thread: Thread) -> Any:
    return queries.line_of(uow, queries.reader_of(uow, actor), thread)
