"""Signing in through an identity provider: OpenID Connect, authorization code with PKCE, the way ProConnect wants it.

https://openid.net/specs/openid-connect-core-1_0.html — RFC 7636 (PKCE) — ProConnect, « documentation fournisseur de
service »: state and nonce of 32 characters or more, no parameter that it does not know, user information as a signed
JWT, ``id_token_hint`` at logout.
"""

import hmac
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from shared.settings import Settings

SIGNED_WITH = ["RS256", "ES256"]
"""Never chosen by the token's own header."""
SECONDS = 10
"""Patience for each answer of the provider."""
LEEWAY = 60
"""Seconds by which two clocks may differ."""
LEVELS = ("eidas1", "eidas2", "eidas3")


class ProviderFailed(Exception):
    """The provider did not answer, or its answer is not to be believed. The message is for the logs."""


@dataclass(frozen=True)
class Question:
    """What the browser must bring back, and what only it and we know."""

    href: str
    state: str
    nonce: str
    code_verifier: str


@dataclass(frozen=True)
class Person:
    """Who the provider says it is."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    display_name: str
    id_token: str


class Provider:
    """One provider and our registration with it. Its addresses and keys are read once, then kept."""

    def __init__(
        self, issuer: str, *, client_id: str, client_secret: str, scope: str, acr: str, redirect_uri: str
    ) -> None:
        self.issuer = issuer
        self._client_id, self._client_secret = client_id, client_secret
        self._scope, self._acr, self._redirect_uri = scope, acr, redirect_uri
        self._lock = threading.Lock()
        self._addresses: dict[str, Any] | None = None

    def ask(self) -> Question:
        """Where to send the browser. Raises ProviderFailed."""
        state, nonce, verifier = generate_token(48), generate_token(48), generate_token(64)
        wanted = {"acr_values": self._acr} if self._acr else {}
        href, _ = self._session().create_authorization_url(
            self._address("authorization_endpoint"), state=state, nonce=nonce, code_verifier=verifier, **wanted
        )
        return Question(href, state, nonce, verifier)

    def person(self, question: Mapping[str, str], *, code: str, state: str) -> Person:
        """Who came back with ``code``. ``question``: as kept in the browser's session. Raises ProviderFailed."""
        if not hmac.compare_digest(state.encode(), question["state"].encode()):
            raise ProviderFailed("the state is not that of the question")
        session = self._session()
        try:
            tokens = session.fetch_token(
                self._address("token_endpoint"), code=code, code_verifier=question["code_verifier"], timeout=SECONDS
            )
            claims = self._claims(tokens["id_token"], require=["exp", "iat", "sub"])
            self._check(claims, question["nonce"])
            about = self._user_information(session)
        except (OAuthError, jwt.PyJWTError, requests.RequestException, KeyError, ValueError) as error:
            raise ProviderFailed(f"{type(error).__name__}: {error}") from error
        if about.get("sub") != claims["sub"]:
            raise ProviderFailed("the user information is about somebody else")
        return _person(self.issuer, about, tokens["id_token"])

    def sign_out_href(self, id_token: str, *, back_to: str) -> str | None:
        """Where the session at the provider ends; None when the provider has no such page. Raises ProviderFailed."""
        address = self._metadata().get("end_session_endpoint")
        query = {"id_token_hint": id_token, "post_logout_redirect_uri": back_to, "state": generate_token(48)}
        return f"{address}?{urlencode(query)}" if address else None

    def _session(self) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._client_secret,
            scope=self._scope,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post",
        )

    def _metadata(self) -> dict[str, Any]:
        with self._lock:
            if self._addresses is None:
                self._addresses = self._discover()
            return self._addresses

    def _discover(self) -> dict[str, Any]:
        """https://openid.net/specs/openid-connect-discovery-1_0.html"""
        try:
            answer = requests.get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration", timeout=SECONDS)
            answer.raise_for_status()
            found = _object(answer)
        except (requests.RequestException, ValueError) as error:
            raise ProviderFailed(f"discovery: {error}") from error
        if found.get("issuer") != self.issuer:
            raise ProviderFailed(f"discovery: the issuer calls itself {found.get('issuer')!r}")
        if "jwks_uri" not in found:
            raise ProviderFailed("discovery: no jwks_uri")
        self._keys = jwt.PyJWKClient(found["jwks_uri"], timeout=SECONDS)
        return found

    def _address(self, name: str) -> str:
        try:
            return self._metadata()[name]
        except KeyError as error:
            raise ProviderFailed(f"discovery: no {name}") from error

    def _claims(self, token: str, *, require: list[str]) -> dict[str, Any]:
        key = self._keys.get_signing_key_from_jwt(token).key
        options: Any = {"require": ["iss", "aud", *require]}
        return jwt.decode(
            token, key, SIGNED_WITH, audience=self._client_id, issuer=self.issuer, leeway=LEEWAY, options=options
        )

    def _check(self, claims: Mapping[str, Any], nonce: str) -> None:
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise ProviderFailed("the nonce is not that of the question")
        if not is_sure_enough(self._acr, claims.get("acr")):
            raise ProviderFailed(f"asked for {self._acr}, got {claims.get('acr')}")

    def _user_information(self, session: OAuth2Session) -> dict[str, Any]:
        answer = session.request("GET", self._address("userinfo_endpoint"), timeout=SECONDS)
        answer.raise_for_status()
        if answer.headers.get("Content-Type", "").startswith("application/jwt"):
            return self._claims(answer.text, require=["sub"])
        return _object(answer)


def _object(answer: requests.Response) -> dict[str, Any]:
    """Raises ValueError for anything but an object of JSON."""
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError(f"not an object: {type(found).__name__}")
    return found


def is_sure_enough(asked: str, got: str | None) -> bool:
    """Whether the level of assurance is at least the one asked for; the lowest is anybody's."""
    if asked in ("", LEVELS[0]):
        return True
    if asked in LEVELS and got in LEVELS:
        return LEVELS.index(got) >= LEVELS.index(asked)
    return got == asked


def _person(issuer: str, about: Mapping[str, Any], id_token: str) -> Person:
    family = about.get("usual_name") or about.get("family_name") or ""
    name = " ".join(part for part in (about.get("given_name") or "", family) if part) or about.get("name") or ""
    return Person(
        issuer=issuer,
        subject=str(about["sub"]),
        email=str(about.get("email") or ""),
        email_verified=about.get("email_verified") is True,
        display_name=name,
        id_token=id_token,
    )


def provider_of(settings: Settings) -> Provider | None:
    """None when the installation has none: only the link by e-mail is shown."""
    if not settings.oidc_issuer:
        return None
    return _provider(
        settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        scope=settings.oidc_scope,
        acr=settings.oidc_acr,
        redirect_uri=f"{settings.public_url}/compte/fournisseur/retour",
    )


_provider = cache(Provider)
