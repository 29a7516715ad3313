"""Links, sessions, limits."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from services.directory.domain.secrets import digest_of
from services.directory.errors import LinkUnusable
from services.directory.models.account import Account
from services.directory.models.sign_in_link import SignInLink
from services.directory.models.web_session import WebSession
from services.directory.ticks import forget_what_has_served
from services.directory.usecases import sign_in
from shared.errors import TooMany
from tests.factories.networks import open_network, secret_of_last_message

EMAIL = "nadia@ville.fr"


@pytest.fixture
def marne(directory):
    return open_network(directory)


def ask(directory, email=EMAIL, asked_from="192.0.2.1"):
    with directory.database.unit_of_work(None) as uow:
        sign_in.ask_link(uow, email=email, next_path="/x", asked_from=asked_from, public_url="http://localhost")


def use(directory, secret):
    with directory.database.unit_of_work(None) as uow:
        return sign_in.sign_in_by_link(uow, secret=secret)


def renew(directory, secret):
    with directory.database.unit_of_work(None) as uow:
        return sign_in.renew(uow, secret=secret)


def sign_in_links(directory):
    return [b["data"] for n, b in directory.outgoing() if b["data"].get("template") == "sign_in_link"]


def test_a_known_address_receives_a_link_of_fifteen_minutes(directory, marne, clock):
    ask(directory, email=" Nadia@Ville.FR ")

    (letter,) = sign_in_links(directory)
    assert letter["email"] == EMAIL
    assert letter["expires_at"] == "2026-03-03T13:15:00+00:00"
    assert letter["context"]["link"].startswith("http://localhost/compte/lien/")


def test_an_unknown_address_receives_nothing(directory, marne):
    ask(directory, email="inconnu@ville.fr")

    assert sign_in_links(directory) == []


def test_a_link_signs_in_once(directory, marne):
    ask(directory)
    secret = secret_of_last_message(directory, EMAIL)

    signed_in = use(directory, secret)

    assert (signed_in.account.email, signed_in.next_path) == (EMAIL, "/x")
    with pytest.raises(LinkUnusable):
        use(directory, secret)


def test_of_simultaneous_uses_of_one_link_one_wins(directory, marne):
    ask(directory)
    secret = secret_of_last_message(directory, EMAIL)

    def attempt(_):
        try:
            return use(directory, secret)
        except LinkUnusable:
            return None

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8)))

    assert len([one for one in outcomes if one]) == 1


def test_a_link_dies_after_fifteen_minutes(directory, marne, clock):
    ask(directory)
    clock.advance(minutes=15)

    with pytest.raises(LinkUnusable):
        use(directory, secret_of_last_message(directory, EMAIL))


def test_a_made_up_link_signs_nobody_in(directory, marne):
    with pytest.raises(LinkUnusable):
        use(directory, "x" * 43)


def test_only_digests_are_kept(directory, marne):
    ask(directory)
    secret = secret_of_last_message(directory, EMAIL)
    signed_in = use(directory, secret)

    with directory.database.unit_of_work(None) as uow:
        assert uow.session.scalars(select(SignInLink.digest)).one() == digest_of(secret)
        assert digest_of(signed_in.secret) in uow.session.scalars(select(WebSession.digest)).all()


def test_the_sixth_request_for_an_address_is_refused_known_or_not(directory, marne):
    for email in (EMAIL, "inconnu@ville.fr"):
        for _ in range(5):
            ask(directory, email=email)
        with pytest.raises(TooMany):
            ask(directory, email=email)


def test_waiting_lifts_the_limit(directory, marne, clock):
    for _ in range(5):
        ask(directory)
    clock.advance(minutes=16)

    ask(directory)

    assert len(sign_in_links(directory)) == 6


def test_one_browser_cannot_try_many_addresses(directory, marne):
    for number in range(30):
        ask(directory, email=f"a{number}@ville.fr")

    with pytest.raises(TooMany):
        ask(directory, email="a30@ville.fr")
    ask(directory, email="a30@ville.fr", asked_from="192.0.2.2")


def test_the_limit_holds_when_requests_are_simultaneous(directory, marne):
    def attempt(number):
        try:
            ask(directory, asked_from=f"192.0.2.{number}")
            return True
        except TooMany:
            return False

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(attempt, range(20))) == 5


def test_a_session_is_renewed_until_it_is_left_unused_for_thirty_days(directory, marne, clock):
    ask(directory)
    signed_in = use(directory, secret_of_last_message(directory, EMAIL))

    clock.advance(days=29)
    assert renew(directory, signed_in.secret) is not None
    clock.advance(days=29)
    assert renew(directory, signed_in.secret) is not None
    clock.advance(days=30)
    assert renew(directory, signed_in.secret) is None


def test_a_session_ends_after_ninety_days_even_when_used(directory, marne, clock):
    ask(directory)
    signed_in = use(directory, secret_of_last_message(directory, EMAIL))

    for _ in range(4):
        clock.advance(days=20)
        assert renew(directory, signed_in.secret) is not None
    clock.advance(days=10)
    assert renew(directory, signed_in.secret) is None


def test_signing_out_ends_the_session_at_once(directory, marne):
    ask(directory)
    signed_in = use(directory, secret_of_last_message(directory, EMAIL))

    with directory.database.unit_of_work(None) as uow:
        sign_in.sign_out(uow, secret=signed_in.secret)
        sign_in.sign_out(uow, secret=signed_in.secret)

    assert renew(directory, signed_in.secret) is None


def test_what_has_served_is_forgotten_and_accounts_stay(directory, marne, clock):
    ask(directory)
    clock.advance(days=91)

    forget_what_has_served()

    with directory.database.unit_of_work(None) as uow:
        assert uow.session.scalars(select(SignInLink)).all() == []
        assert uow.session.scalars(select(WebSession)).all() == []
        assert len(uow.session.scalars(select(Account)).all()) == 1
