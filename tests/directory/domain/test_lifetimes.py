"""How long a session lasts, and what is kept of a secret."""

from datetime import UTC, datetime, timedelta

from services.directory.domain.lifetimes import session_is_alive
from services.directory.domain.secrets import digest_of, new_api_token, new_secret

START = datetime(2026, 1, 1, tzinfo=UTC)


def alive(days: float, seen: float) -> bool:
    return session_is_alive(
        started_at=START, last_seen_at=START + timedelta(days=seen), now=START + timedelta(days=days)
    )


def test_a_session_ends_30_days_after_its_last_use():
    assert alive(29.9, seen=0)
    assert not alive(30, seen=0)
    assert alive(59, seen=30)


def test_a_session_ends_after_90_days_even_when_used_every_day():
    assert alive(89.9, seen=89)
    assert not alive(90, seen=89.9)


def test_secrets_differ_and_only_a_digest_is_kept():
    assert new_secret() != new_secret()
    assert len(new_secret()) == 43
    assert new_api_token().startswith("maillage_")
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
