"""A command sent twice happens once: the second sender gets the first answer.

The key is a header (``Idempotency-Key``, draft-ietf-httpapi-idempotency-key-header) or a hidden field of the form. It
is inserted in the command's own transaction: two simultaneous copies wait for each other in the database. With the key
stands a digest of what was asked: something else under the same key is refused, never answered as if it had been done.
"""

import json
from hashlib import file_digest, sha256
from typing import Any

from flask import flash, g, make_response, request
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from werkzeug.wrappers import Response

from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.unit_of_work import UnitOfWork

FIELD = "idempotency_key"
OF_THE_PAGE = frozenset({FIELD, "csrf_token"})
"""Fields of a form that are not answers."""
KEPT_HEADERS = ("Location", "Content-Type", "ETag")


class KeyUsedElsewhere(Invalid):
    """422, as section 2.7 of the draft has it."""

    code = "idempotency_key_reused"
    message = "Cette clé d’idempotence a déjà servi à une autre demande."


class FormSentBefore(Conflict):
    """Somebody came back to the page, and changed it."""

    code = "form_sent_before"
    message = "Cette page a déjà été envoyée, avec d’autres réponses. Envoyez-la de nouveau pour enregistrer celles-ci."


def key_of(actor: Actor) -> str | None:
    """Keys of two people never meet."""
    key = request.headers.get("Idempotency-Key") or (request.form.get(FIELD) if request.mimetype != "" else None)
    return f"{actor.account_id}:{key[:200]}" if key else None


def begin(uow: UnitOfWork, key: str) -> Response | None:
    """None for a new key; otherwise the answer that was given to it. Raises KeyUsedElsewhere, FormSentBefore."""
    table = uow.plumbing.idempotency
    values: dict[str, Any] = {"tenant_id": uow.tenant_id, "key": key, "created_at": uow.now}
    values |= {"endpoint": request.path, "asked": _digest_of_request()}
    fresh = insert(table).values(**values, status=0, headers={}, body="").on_conflict_do_nothing()
    connection = uow.session.connection()
    if connection.execute(fresh.returning(table.c.key)).scalar() is not None:
        return None
    query = select(table).where(table.c.tenant_id == uow.tenant_id, table.c.key == key)
    known = connection.execute(query).one()
    was_kept_before_digests_were = known.asked == ""
    is_the_same = was_kept_before_digests_were or known.asked == values["asked"]
    if known.endpoint != request.path or not is_the_same:
        raise KeyUsedElsewhere if "Idempotency-Key" in request.headers else FormSentBefore
    return _again(known)


def _digest_of_request() -> str:
    digest = sha256(request.query_string)
    if not (request.form or request.files):
        digest.update(request.get_data())
    for name, value in sorted(request.form.items(multi=True)):
        if name not in OF_THE_PAGE:
            digest.update(json.dumps([name, value]).encode())
    for name, file in request.files.items(multi=True):
        stream: Any = file.stream
        digest.update(json.dumps([name, file.filename]).encode() + file_digest(stream, "sha256").digest())
        stream.seek(0)
    return digest.hexdigest()


def _again(known: Any) -> Response:
    headers = dict(known.headers)
    done = headers.pop("done", None)
    if done:
        flash(done, "success")
    return make_response(known.body, known.status, headers)


def remember(uow: UnitOfWork, key: str, response: Response) -> None:
    table = uow.plumbing.idempotency
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    if "done" in g:
        headers["done"] = g.done
    # A view that forbids storing its answer shows a secret: it is not kept here either, the second answer is empty.
    kept = not response.direct_passthrough and not response.cache_control.no_store
    body = response.get_data(as_text=True) if kept else ""
    row = update(table).where(table.c.tenant_id == uow.tenant_id, table.c.key == key)
    uow.session.connection().execute(row.values(status=response.status_code, headers=headers, body=body))
