"""The account of a member: found and given; without a name once it is of no network and the time is over."""

import io
import json
import zipfile

import pytest

from services.directory.models.account import Account
from services.directory.models.retention_run import RetentionRun
from services.directory.models.web_session import WebSession
from services.directory.ticks import anonymise_after_the_limit
from services.directory.usecases import members, old_accounts, sign_in
from services.directory.usecases.accounts import find_account, find_or_create_account
from shared.personal_data import ERASED_NAME
from shared.roles import Role
from tests.factories.networks import open_network

SAMIR = "samir.haddad@ville.fr"


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def samir(marne):
    return marne.join(SAMIR, Role.MEDIATOR)


def leave(network, actor):
    with network.uow() as uow:
        member = members.find_member(uow, actor.account_id)
        members.remove_member(uow, actor, membership_id=member.id)


def account_of(network, actor):
    with network.uow() as uow:
        return uow.session.get(Account, actor.account_id)


def months_later(clock, months):
    clock.advance(days=31 * months)
    anonymise_after_the_limit()


def test_who_left_has_neither_address_nor_name_after_the_time_and_starts_afresh(marne, samir, directory, clock):
    with directory.database.unit_of_work(None) as uow:
        sign_in.start_session(uow, uow.session.get(Account, samir.account_id))
    leave(marne, samir)
    months_later(clock, 20)
    assert account_of(marne, samir).email == SAMIR

    months_later(clock, 5)

    kept = account_of(marne, samir)
    assert (kept.display_name, kept.last_seen_at) == (ERASED_NAME, None)
    with directory.database.unit_of_work(None) as uow:
        assert find_account(uow, SAMIR) is None
        assert uow.session.query(WebSession).filter_by(account_id=samir.account_id).count() == 0
    journal = marne.client().get(f"/api/v1/directory/networks/{marne.slug}/journal?limit=200").json
    assert "samir" not in str(journal).lower()
    with marne.uow() as uow:
        told = uow.session.query(RetentionRun).filter_by(ran_on=uow.today).one().services["directory"]
        assert (told["counts"]["Comptes de membres partis"], told["left"]) == (1, 0)
        again = members.add_member(uow, find_or_create_account(uow, email=SAMIR), roles=[Role.REFERENT])
        assert again.account_id != samir.account_id


def test_an_account_stays_as_long_as_one_network_has_or_may_name_the_person(marne, samir, directory, clock):
    aube = open_network(directory, "Réseau de l’Aube", email="ines@aube.fr", department="10")
    assert aube.join(SAMIR, Role.MEDIATOR).account_id == samir.account_id
    leave(marne, samir)
    months_later(clock, 30)
    assert account_of(marne, samir).email == SAMIR, "a member of the other"

    leave(aube, samir)
    months_later(clock, 20)
    assert account_of(marne, samir).email == SAMIR, "the other may still name them"

    months_later(clock, 5)
    assert account_of(marne, samir).display_name == ERASED_NAME


def test_members_keep_their_names_however_long_nobody_has_seen_them(marne, samir, clock):
    months_later(clock, 60)

    assert account_of(marne, samir).email == SAMIR
    assert account_of(marne, marne.administrator).email == "nadia@ville.fr"


def test_an_account_that_never_had_a_network_goes_after_two_years(marne, directory, clock):
    with directory.database.unit_of_work(None) as uow:
        alone = find_or_create_account(uow, email="seule@ville.fr").id
    months_later(clock, 23)
    with directory.database.unit_of_work(None) as uow:
        assert find_account(uow, "seule@ville.fr")

    months_later(clock, 2)

    with directory.database.unit_of_work(None) as uow:
        assert uow.session.get(Account, alone).display_name == ERASED_NAME


def test_one_account_that_cannot_be_erased_does_not_keep_the_others(marne, samir, clock, monkeypatch):
    other = marne.join("lea@ville.fr", Role.MEDIATOR)
    for actor in (samir, other):
        leave(marne, actor)
    erase = old_accounts.erase_account

    def refuse(uow, account_id, *, left):
        if account_id == samir.account_id:
            raise OSError("lost")
        return erase(uow, account_id, left=left)

    monkeypatch.setattr(old_accounts, "erase_account", refuse)
    months_later(clock, 25)

    assert (account_of(marne, samir).email, account_of(marne, other).display_name) == (SAMIR, ERASED_NAME)


def test_a_member_s_request_shows_and_gives_their_account(platform):
    marne = open_network(platform["directory"])
    platform.settle()
    actor = marne.join(SAMIR, Role.MEDIATOR)
    client = marne.client()

    page = client.post(f"/annuaire/{marne.slug}/donnees-personnelles", data={"email": SAMIR}).location
    platform.settle()

    assert "Compte de membre : 1" in client.get(page).text
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{page}/export.zip").data))
    (given,) = json.loads(archive.read("Annuaire/Compte de membre.json"))
    assert (given["email"], given["display_name"], given["roles"]) == (SAMIR, "Samir Haddad", ["mediator"])
    client.post(f"{page}/effacement")
    platform.settle()
    assert "retirez d’abord la personne du réseau" in client.get(page).text
    assert account_of(marne, actor).email == SAMIR


@pytest.fixture
def asks_to_be_forgotten(platform):
    def ask(network):
        platform.settle()
        client = network.client()
        page = client.post(f"/annuaire/{network.slug}/donnees-personnelles", data={"email": SAMIR}).location
        platform.settle()
        client.post(f"{page}/effacement")
        platform.settle()
        return client.get(page).text

    return ask


def test_who_has_left_and_asks_is_forgotten_at_once(platform, asks_to_be_forgotten):
    marne = open_network(platform["directory"])
    samir = marne.join(SAMIR, Role.MEDIATOR)
    with platform["directory"].database.unit_of_work(None) as uow:
        sign_in.start_session(uow, uow.session.get(Account, samir.account_id))
    leave(marne, samir)

    page = asks_to_be_forgotten(marne)

    assert "Compte d’ancien membre : 1" in page
    assert account_of(marne, samir).display_name == ERASED_NAME
    with platform["directory"].database.unit_of_work(None) as uow:
        assert find_account(uow, SAMIR) is None
        assert uow.session.query(WebSession).filter_by(account_id=samir.account_id).count() == 0


def test_who_belongs_to_another_network_keeps_their_account_and_it_is_said(platform, asks_to_be_forgotten):
    marne = open_network(platform["directory"])
    aube = open_network(platform["directory"], "Réseau de l’Aube", email="ines@aube.fr", department="10")
    samir = marne.join(SAMIR, Role.MEDIATOR)
    aube.join(SAMIR, Role.MEDIATOR)
    leave(marne, samir)

    page = asks_to_be_forgotten(marne)

    assert "gardé : seulement si la personne est, ou était il y a peu, d’un autre réseau" in page
    assert account_of(marne, samir).email == SAMIR
