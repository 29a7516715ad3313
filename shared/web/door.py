"""The door of a route: its right, its unit of work, its protection against forged and repeated requests.

``@door("items.write")`` stands above every view, page or API. It finds the network of the address, admits the caller,
opens the unit of work (read-only for GET), calls the view inside it and commits once the view has answered well.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any

from flask import current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError
from werkzeug.wrappers import Response

from shared.actor import Actor
from shared.errors import (
    ChangedMeanwhile,
    DomainError,
    Forbidden,
    InsufficientScope,
    NotFound,
    SignInNeeded,
    Unwritable,
)
from shared.logging import get_logger
from shared.network_status import LIVING
from shared.scopes import HUMAN_ONLY, scope_of
from shared.unit_of_work import UnitOfWork
from shared.web import idempotency, identity
from shared.web.csrf import refuse_forgery
from shared.web.problems import status_of
from shared.web.rate_limits import TooManyRequests

PUBLIC = "public"
"""Nobody is asked who they are."""
SIGNED_IN = "signed_in"
"""An account, in no network."""

RATE_LIMIT = "maillage_rate_limit"
"""Name of the application's :class:`shared.web.rate_limits.RateLimit`."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TYPED = frozenset({None, "22003", "22008", "22021", "22P05"})
"""SQLSTATE of what somebody may have typed: a number or a date out of range, a character that no text holds; the driver
gives none for the NUL character. Any other DataError is ours."""
View = Callable[..., ResponseReturnValue]

log = get_logger(__name__)


def door(right: str, *, retry: View | None = None, csrf: bool = True) -> Callable[[View], View]:
    """``right``: a right of the service, PUBLIC or SIGNED_IN.

    ``retry``: the GET view of the form, shown again with what was typed when the command is refused.
    ``csrf=False``: only for the one-click unsubscribe of RFC 8058, whose sender has no cookie.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**path: Any) -> ResponseReturnValue:
            return _pass(view, right, path, retry=retry, csrf=csrf)

        guarded.required_right = right  # type: ignore[attr-defined]
        guarded.inner = view  # type: ignore[attr-defined]
        return guarded

    return decorate


def _pass(view: View, right: str, path: dict[str, Any], *, retry: View | None, csrf: bool) -> ResponseReturnValue:
    slug = path.pop("network", None)
    who = identity.caller()
    if _is_page() and request.method == "GET" and who.claims and who.claims.is_stale(identity.runtime().clock.now()):
        return redirect("/compte/renouveler?" + _next())
    try:
        if request.method not in SAFE and csrf and not who.bearer:
            refuse_forgery()
        with _unit_of_work(who, slug) as uow:
            actor = _admit(uow, slug, right, who)
            uow.act_as(actor)
            return _once(uow, view, actor, path)
    except SignInNeeded:
        if _is_page() and request.method in SAFE:
            return redirect("/compte/connexion?" + _next())
        raise
    except DomainError as refusal:
        if retry is None or not _is_page() or isinstance(refusal, Forbidden):
            raise
        return _show_again(retry, right=right, slug=slug, path=path, who=who, refusal=refusal)


@contextmanager
def _unit_of_work(who: identity.Caller, slug: str | None, *, read_only: bool | None = None) -> Iterator[UnitOfWork]:
    """Without a network in the address, an account sees its own memberships in all networks. Raises Unwritable."""
    read_only = request.method in SAFE if read_only is None else read_only
    account_id = who.account_id if slug is None else None
    try:
        with identity.runtime().database.unit_of_work(None, read_only=read_only, account_id=account_id) as uow:
            yield uow
    except DataError as error:
        code = getattr(error.orig, "sqlstate", None)
        if code not in TYPED:
            raise
        log.warning("value_not_held", route=str(request.url_rule), sqlstate=code)
        raise Unwritable from error


def _admit(uow: UnitOfWork, slug: str | None, right: str, who: identity.Caller) -> Actor:
    """Raises NotFound for a network of others: for them it does not exist."""
    if slug is None:
        g.actor = identity.signed_in(who)
        if right != PUBLIC and who.claims is None:
            raise SignInNeeded
        return g.actor
    _enter(uow, slug, who)
    member = identity.actor_in_network(uow, who)
    g.actor = member or identity.signed_in(who)
    if member is None and right != PUBLIC:
        raise _unknown(who)
    # Only now: the page of a refusal shows the name of the network it knows.
    g.network = uow.network
    if member is None or right == PUBLIC:
        return g.actor
    if who.bearer:
        _count(uow, member)
    if right != SIGNED_IN and not identity.may(member, right):
        raise _refusal(member, right)
    if who.bearer and right in HUMAN_ONLY:
        raise Forbidden
    return member


def _count(uow: UnitOfWork, program: Actor) -> None:
    """One request of the program's minute; what is left of it stands in the answer's headers. Raises TooMany."""
    limit = current_app.extensions[RATE_LIMIT]
    if limit.limit and program.account_id:
        try:
            g.allowance = limit.spend(uow.tenant_id, program.account_id, uow.now)
        except TooManyRequests as refusal:
            g.allowance = refusal.allowance
            raise


def _unknown(who: identity.Caller) -> DomainError:
    """Who joined or opened a network a moment ago may come before the news of it, and is told to try again.

    Nothing is told apart by it: it is said of every network, whether it exists or not.
    """
    if who.claims is None:
        return SignInNeeded()
    g.may_have_just_joined = who.claims.is_new(identity.runtime().clock.now())
    return NotFound()


def _refusal(member: Actor, right: str) -> Forbidden:
    scope = scope_of(right)
    if member.scopes is None or scope in member.scopes:
        return Forbidden()
    g.challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
    return InsufficientScope(scope=scope)


def _enter(uow: UnitOfWork, slug: str, who: identity.Caller) -> None:
    found = uow.enter_named(slug, account_id=who.account_id)
    if found is None or found.status not in LIVING:
        raise _unknown(who) if who.claims or not _is_page() else NotFound


def _once(uow: UnitOfWork, view: View, actor: Actor, path: dict[str, Any]) -> ResponseReturnValue:
    """Runs the view, or answers again what was answered to the same key."""
    in_network = uow.session.info.get("tenant_id") is not None
    key = idempotency.key_of(actor) if in_network and request.method not in SAFE else None
    known = idempotency.begin(uow, key) if key else None
    if known is not None:
        return known
    response = make_response(_call(view, uow, actor, path))
    if response.status_code >= 400:
        uow.session.rollback()
    elif key:
        idempotency.remember(uow, key, response)
    return response


def _call(view: View, uow: UnitOfWork, actor: Actor, path: dict[str, Any]) -> ResponseReturnValue:
    return view(uow, actor, **path) if "actor" in _parameters(view) else view(uow, **path)


@cache
def _parameters(view: View) -> frozenset[str]:
    return frozenset(inspect.signature(view).parameters)


def _show_again(
    retry: View, *, right: str, slug: str | None, path: dict[str, Any], who: identity.Caller, refusal: DomainError
) -> Response:
    g.form_values = request.form
    g.form_errors = refusal.fields
    g.form_refusal = refusal.sentence
    g.form_is_overtaken = isinstance(refusal, ChangedMeanwhile)
    with _unit_of_work(who, slug, read_only=True) as uow:
        actor = _admit(uow, slug, right, who)
        inner = getattr(retry, "inner", retry)
        wanted = {name: value for name, value in path.items() if name in _parameters(inner)}
        g.form_address = _address_of(retry, wanted if slug is None else {"network": slug, **wanted})
        response = make_response(_call(inner, uow, actor, wanted))
        response.status_code = status_of(refusal)
        return response


def _address_of(form: View, path: dict[str, Any]) -> str:
    """Where the form is read with GET, so that going back or reloading sends nothing a second time."""
    endpoint = f"{request.blueprint}.{form.__name__}"
    address = url_for(endpoint, **path) if endpoint in current_app.view_functions else ""
    return request.full_path.rstrip("?") if address == request.path else address


def _is_page() -> bool:
    return not request.path.startswith("/api/")


def _next() -> str:
    from urllib.parse import urlencode

    return urlencode({"suite": request.full_path.rstrip("?")})


__all__ = ["PUBLIC", "SIGNED_IN", "door", "url_for"]
