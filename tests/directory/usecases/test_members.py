"""Roles, removal, invitations, keys."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, text

from services.directory.errors import (
    AlreadyMember,
    ApiTokenRevoked,
    InvitationAlreadyOpen,
    InvitationClosed,
    LastAdministrator,
    LinkUnusable,
    MemberHasLeft,
    ReferentAlready,
)
from services.directory.models.referent import Referent
from services.directory.models.structure import Structure
from services.directory.usecases import api_tokens, invitations, members
from services.directory.usecases.bulk import stored_structures
from services.directory.usecases.referents import add_referent
from shared.errors import Invalid, NotFound
from tests.factories.networks import open_network, secret_of_last_message
from tests.factories.structures import a_structure

URL = "http://localhost"


@pytest.fixture
def marne(directory):
    return open_network(directory)


def invite(network, email="paul@asso.org", roles=("mediator",), name=""):
    with network.uow() as uow:
        return invitations.invite(
            uow, network.administrator, email=email, roles=roles, display_name=name, public_url=URL
        )


def accept(network, email="paul@asso.org", name=""):
    with network.uow() as uow:
        secret = secret_of_last_message(network.directory, email)
        return invitations.accept_invitation(uow, secret=secret, display_name=name, public_url="")


def test_an_accepted_invitation_makes_a_member_and_signs_in(marne):
    invite(marne, roles=["manager", "mediator"])

    signed_in = accept(marne, name="Paul Petit")

    _, member = marne.seen.published("directory.member_saved.v1")[-1]
    assert (member["account_id"], member["roles"]) == (str(signed_in.account.id), ["manager", "mediator"])
    _, contact = marne.seen.published("directory.member_contact_saved.v1")[-1]
    assert (contact["email"], contact["display_name"]) == ("paul@asso.org", "Paul Petit")


def test_an_invitation_is_accepted_once(marne):
    invite(marne)
    accept(marne)

    with pytest.raises(LinkUnusable):
        accept(marne)


def test_an_invitation_expires_after_fourteen_days_and_can_be_sent_again(marne, clock):
    invitation = invite(marne)
    old = secret_of_last_message(marne.directory, "paul@asso.org")
    clock.advance(days=14)
    with pytest.raises(LinkUnusable):
        accept(marne)

    with marne.uow() as uow:
        invitations.send_again(uow, marne.administrator, invitation_id=invitation.id, public_url=URL)

    with pytest.raises(LinkUnusable), marne.uow() as uow:
        invitations.accept_invitation(uow, secret=old, display_name="", public_url="")
    accept(marne)


def test_a_cancelled_invitation_opens_nothing(marne):
    invitation = invite(marne)
    with marne.uow() as uow:
        invitations.cancel_invitation(uow, marne.administrator, invitation_id=invitation.id)

    with pytest.raises(LinkUnusable):
        accept(marne)
    with pytest.raises(InvitationClosed), marne.uow() as uow:
        invitations.cancel_invitation(uow, marne.administrator, invitation_id=invitation.id)


def test_a_member_or_an_open_invitation_is_not_invited_again(marne):
    invite(marne)

    with pytest.raises(InvitationAlreadyOpen):
        invite(marne)
    with pytest.raises(AlreadyMember):
        invite(marne, email="Nadia@Ville.fr")


def test_of_two_simultaneous_invitations_one_is_refused(marne):
    def attempt(_):
        try:
            return bool(invite(marne))
        except InvitationAlreadyOpen:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 1


def test_a_pasted_list_invites_what_it_can_and_says_why_not(marne):
    with marne.uow() as uow:
        outcome = invitations.invite_list(
            uow,
            marne.administrator,
            text="Paul Petit <paul@asso.org>\nzoe\nnadia@ville.fr\npaul@asso.org\nluc@ccas.fr",
            roles=["referent"],
            public_url=URL,
        )

    assert [(one.email, one.display_name) for one in outcome.invited] == [
        ("paul@asso.org", "Paul Petit"),
        ("luc@ccas.fr", ""),
    ]
    assert [(line.number, line.text) for line in outcome.refused] == [
        (2, "zoe"),
        (3, "nadia@ville.fr"),
        (4, "paul@asso.org"),
    ]


def test_an_invitation_of_one_network_opens_no_other(marne):
    aisne = open_network(marne.directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")
    invite(marne)

    with pytest.raises(LinkUnusable), aisne.uow() as uow:
        secret = secret_of_last_message(marne.directory, "paul@asso.org")
        invitations.accept_invitation(uow, secret=secret, display_name="", public_url="")


def test_the_last_administrator_can_be_neither_demoted_nor_removed(marne):
    marne.join("paul@asso.org", "mediator")
    own = marne.membership_id(marne.administrator)

    with pytest.raises(LastAdministrator), marne.uow() as uow:
        members.change_roles(uow, marne.administrator, membership_id=own, roles=["animator"])
    with pytest.raises(LastAdministrator), marne.uow() as uow:
        members.remove_member(uow, marne.administrator, membership_id=own)


def test_two_administrators_who_remove_each_other_at_once_leave_one(marne):
    paul = marne.join("paul@asso.org", "administrator")
    ids = [marne.membership_id(marne.administrator), marne.membership_id(paul)]

    def attempt(membership_id):
        try:
            with marne.uow() as uow:
                members.remove_member(uow, marne.administrator, membership_id=membership_id)
            return True
        except LastAdministrator:
            return False

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(attempt, ids)) == 1


def test_new_roles_are_announced(marne):
    paul = marne.join("paul@asso.org", "mediator")

    with marne.uow() as uow:
        members.change_roles(
            uow, marne.administrator, membership_id=marne.membership_id(paul), roles=["funder", "animator"]
        )

    _, member = marne.seen.published("directory.member_saved.v1")[-1]
    assert (member["roles"], member["version"]) == (["animator", "funder"], 2)


def test_of_many_changes_at_once_each_is_news_of_its_own(marne):
    """The other services keep the highest version: two news of one version would leave one of them unheard for good."""
    paul = marne.join("paul@asso.org", "mediator")
    place = a_structure(marne.seen, label="Médiathèque d’Ay")
    member = marne.membership_id(paul)
    start = Barrier(9)

    def named(uow):
        add_referent(uow, marne.administrator, structure_id=place.id, name="Paul", email="paul@asso.org")

    def renamed(uow):
        members.rename_member(uow, account_id=paul.account_id, display_name="Paul Roy")

    def changed(uow):
        members.change_roles(uow, marne.administrator, membership_id=member, roles=["mediator", "animator"])

    def attempt(change):
        start.wait()
        try:
            with marne.uow() as uow:
                change(uow)
        except ReferentAlready:  # somebody was quicker with the same structure
            return

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(attempt, [named, renamed, changed] * 3))

    told = [data for _, data in marne.seen.published("directory.member_saved.v1")]
    versions = [one["version"] for one in told if one["account_id"] == str(paul.account_id)]
    assert versions == list(range(1, len(versions) + 1))


def test_naming_a_referent_does_not_wait_for_who_is_changing_the_record(marne):
    """A merge or an import has the record before the member, and whoever names a referent the member before the record:
    if one waited for the other, both would wait for ever."""
    paul = marne.join("paul@asso.org", "mediator")
    place = a_structure(marne.seen, label="Médiathèque d’Ay")

    with marne.uow() as merging:
        merging.get(Structure, place.id, lock=True)
        stored_structures(merging, [place.external_id], lock=True)
        with marne.uow() as naming:
            naming.session.execute(text("SET LOCAL lock_timeout = '2s'"))
            asked = {"roles": ["referent"], "structure_ids": [place.id]}
            members.change_roles(naming, marne.administrator, membership_id=marne.membership_id(paul), **asked)

    with marne.uow() as uow:
        assert uow.session.scalar(select(Referent.structure_id)) == place.id


def test_a_removed_member_may_come_back_with_new_roles(marne):
    paul = marne.join("paul@asso.org", "administrator")
    with marne.uow() as uow:
        members.remove_member(uow, marne.administrator, membership_id=marne.membership_id(paul))
    with pytest.raises(MemberHasLeft), marne.uow() as uow:
        members.change_roles(uow, marne.administrator, membership_id=marne.membership_id(paul), roles=["mediator"])

    invite(marne, roles=["mediator"])
    accept(marne)

    statuses = [data["status"] for _, data in marne.seen.published("directory.member_saved.v1")]
    assert statuses[-3:] == ["active", "left", "active"]
    assert marne.seen.published("directory.member_saved.v1")[-1][1]["roles"] == ["mediator"]


def test_a_member_of_another_network_is_not_found(marne):
    aisne = open_network(marne.directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")

    with pytest.raises(NotFound), aisne.uow() as uow:
        foreign = marne.membership_id(marne.administrator)
        members.change_roles(uow, aisne.administrator, membership_id=foreign, roles=["funder"])


def test_a_key_is_announced_by_its_digest_and_revoked_once(marne):
    with marne.uow() as uow:
        token, secret = api_tokens.create_api_token(
            uow, marne.administrator, label="Tableur", roles=["mediator"], expires_on=uow.today + timedelta(days=30)
        )

    _, created = marne.seen.published("directory.api_token_saved.v1")[-1]
    assert secret.startswith("maillage_")
    assert secret not in str(created)
    assert created["revoked"] is False
    with marne.uow() as uow:
        api_tokens.revoke_api_token(uow, marne.administrator, token_id=token.id)
    with pytest.raises(ApiTokenRevoked), marne.uow() as uow:
        api_tokens.revoke_api_token(uow, marne.administrator, token_id=token.id)
    assert marne.seen.published("directory.api_token_saved.v1")[-1][1]["revoked"] is True


@pytest.mark.parametrize("days", [-1, 367])
def test_a_key_lasts_a_year_at_most(marne, days):
    with pytest.raises(Invalid) as refusal, marne.uow() as uow:
        api_tokens.create_api_token(
            uow, marne.administrator, label="x", roles=["mediator"], expires_on=uow.today + timedelta(days=days)
        )

    assert "expires_on" in refusal.value.fields


def test_a_key_is_valid_to_the_end_of_its_last_day_where_the_network_is(marne):
    with marne.uow() as uow:
        token, _ = api_tokens.create_api_token(
            uow, marne.administrator, label="x", roles=["mediator"], expires_on=uow.today
        )

    assert token.expires_at.isoformat() == "2026-03-04T00:00:00+01:00"
    assert token.last_day("Europe/Paris").isoformat() == "2026-03-03"


def test_nothing_of_a_network_is_seen_from_another(marne):
    aisne = open_network(marne.directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")
    invite(marne)

    with aisne.uow() as uow:
        for table in ("network", "membership", "invitation", "api_token"):
            columns = uow.session.execute(select(invitations.Invitation.__table__.metadata.tables[table].c.tenant_id))
            assert set(columns.scalars()) <= {aisne.id}
