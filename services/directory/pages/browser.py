"""The two cookies of a signed-in browser, and what a page knows of the browser.

``session`` is the long-lived secret that only the directory reads, under ``/compte``; the identity cookie is the short
signed token that every service reads.
"""

from flask import request, session
from werkzeug.wrappers import Response

from services.directory.domain.lifetimes import SESSION_ABSOLUTE
from services.directory.runtime import runtime
from services.directory.usecases.sign_in import SignedIn, sign_out
from shared.unit_of_work import UnitOfWork
from shared.web.identity import cookie_name
from shared.web.tokens import VALID_FOR, sign_token

SESSION_COOKIE = "session"
SESSION_PATH = "/compte"


def session_secret() -> str | None:
    return request.cookies.get(SESSION_COOKIE)


def remember(response: Response, signed_in: SignedIn) -> Response:
    """Both cookies. Called at sign-in and, with the same session, at each renewal."""
    settings = runtime.settings
    token = sign_token(
        settings.identity_private_key,
        account_id=signed_in.account.id,
        session_id=signed_in.web_session.id,
        name=signed_in.account.display_name,
        now=runtime.clock.now(),
    )
    flags = {"secure": settings.cookie_secure, "httponly": True, "samesite": "Lax"}
    age = int(SESSION_ABSOLUTE.total_seconds())
    response.set_cookie(SESSION_COOKIE, signed_in.secret, max_age=age, path=SESSION_PATH, **flags)
    response.set_cookie(cookie_name(settings), token, max_age=int(VALID_FOR.total_seconds()), path="/", **flags)
    return response


def forget(response: Response) -> Response:
    settings = runtime.settings
    flags = {"secure": settings.cookie_secure, "httponly": True, "samesite": "Lax"}
    response.delete_cookie(SESSION_COOKIE, path=SESSION_PATH, **flags)
    response.delete_cookie(cookie_name(settings), path="/", **flags)
    return response


def end_previous_session(uow: UnitOfWork) -> str | None:
    """The browser is about to sign in again, or out: its session of before can no longer be renewed by anyone.

    Returns the identity provider's token, for signing out there too.
    """
    secret = session_secret()
    return sign_out(uow, secret=secret) if secret else None


def start_afresh() -> None:
    """What the browser held before signing in or out, its form token included, is worth nothing afterwards."""
    session.clear()


def without_referrer(response: Response) -> Response:
    """The address holds a secret: no page reached from here may learn it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def network_address() -> str:
    """Of the browser, as far as the trusted proxies tell."""
    return request.remote_addr or "unknown"
