"""The signed token: who may make one, how long it is believed."""

import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.web.tokens import FRESH_FOR, VALID_FOR, make_key_pair, read_token, sign_token

NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
ACCOUNT = UUID("0195c1a0-0000-7000-8000-000000000001")
SESSION = UUID("0195c1a0-0000-7000-8000-000000000002")
PRIVATE, PUBLIC = make_key_pair()


@pytest.fixture
def token():
    return sign_token(PRIVATE, account_id=ACCOUNT, session_id=SESSION, name="Nadia Benali", now=NOW)


def test_a_signed_token_says_who_is_signed_in(token):
    claims = read_token(PUBLIC, token, NOW + timedelta(minutes=1))

    assert claims is not None
    assert (claims.account_id, claims.session_id, claims.name) == (ACCOUNT, SESSION, "Nadia Benali")
    assert claims.issued_at == NOW


def test_a_token_is_stale_after_ten_minutes_but_still_read_for_two_hours(token):
    late = NOW + FRESH_FOR + timedelta(seconds=1)
    claims = read_token(PUBLIC, token, late)

    assert claims is not None
    assert claims.is_stale(late)
    assert not claims.is_stale(NOW + FRESH_FOR)
    assert read_token(PUBLIC, token, NOW + VALID_FOR - timedelta(seconds=1)) is not None
    assert read_token(PUBLIC, token, NOW + VALID_FOR) is None


def test_a_token_from_the_future_is_refused(token):
    assert read_token(PUBLIC, token, NOW - timedelta(minutes=2)) is None


def test_a_token_signed_with_another_key_is_refused():
    other_private, _ = make_key_pair()

    token = sign_token(other_private, account_id=ACCOUNT, session_id=SESSION, name="X", now=NOW)

    assert read_token(PUBLIC, token, NOW) is None


def test_a_token_without_signature_is_refused(token):
    _, payload, _ = token.split(".")
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).rstrip(b"=").decode()

    assert read_token(PUBLIC, f"{header}.{payload}.", NOW) is None


def test_the_public_key_used_as_a_shared_secret_makes_no_token(monkeypatch):
    payload = {"sub": str(ACCOUNT), "sid": str(SESSION), "name": "X", "iat": 1, "exp": 2**31}
    monkeypatch.setattr("jwt.algorithms.is_pem_format", lambda key: False)
    forged = jwt.encode(payload, PUBLIC, algorithm="HS256")

    assert read_token(PUBLIC, forged, NOW) is None


@pytest.mark.parametrize("missing", ["sub", "sid", "name", "iat", "exp"])
def test_a_token_without_one_of_its_claims_is_refused(missing):
    payload = {"sub": str(ACCOUNT), "sid": str(SESSION), "name": "X", "iat": 1, "exp": 2**31}
    del payload[missing]

    assert read_token(PUBLIC, jwt.encode(payload, PRIVATE, algorithm="EdDSA"), NOW) is None


def test_a_token_whose_account_is_no_identifier_is_refused():
    payload = {"sub": "admin", "sid": str(SESSION), "name": "X", "iat": int(NOW.timestamp()), "exp": 2**31}

    assert read_token(PUBLIC, jwt.encode(payload, PRIVATE, algorithm="EdDSA"), NOW) is None


@given(st.text())
def test_any_other_text_is_refused_without_error(text):
    assert read_token(PUBLIC, text, NOW) is None


@given(position=st.integers(0, 10_000), letter=st.sampled_from("ABCxyz019-_"))
def test_a_token_with_one_changed_letter_says_the_same_or_nothing(position, letter):
    token = sign_token(PRIVATE, account_id=ACCOUNT, session_id=SESSION, name="Nadia", now=NOW)
    place = position % len(token)

    claims = read_token(PUBLIC, token[:place] + letter + token[place + 1 :], NOW)

    # The last letter of a part carries spare bits, so a changed letter may mean the same bytes.
    assert claims is None or (claims.account_id, claims.name) == (ACCOUNT, "Nadia")
