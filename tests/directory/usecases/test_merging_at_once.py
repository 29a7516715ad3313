"""Two records are made one while somebody else names a referent of the one that goes."""

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import select, text

from services.directory.models.membership import Membership
from services.directory.models.referent import Referent
from services.directory.usecases import members, merging, referents
from services.directory.usecases.accounts import find_or_create_account
from shared.roles import Role
from tests.factories.networks import open_network
from tests.factories.referents import KEEPER, a_referent
from tests.factories.structures import a_structure
from tests.servers.common import wait_until


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def kept(marne):
    return a_structure(marne.seen, label="Médiathèque d’Ay")


@pytest.fixture
def gone(marne):
    return a_structure(marne.seen, label="MEDIATHEQUE D AY")


@pytest.fixture
def paul(marne):
    return marne.join("paul@asso.org", "mediator")


def change_roles(uow, marne, paul, gone):
    asked = {"roles": [Role.REFERENT], "structure_ids": [gone.id]}
    members.change_roles(uow, marne.administrator, membership_id=marne.membership_id(paul), **asked)


def name_by_hand(uow, marne, paul, gone):
    referents.add_referent(uow, KEEPER, structure_id=gone.id, membership_id=marne.membership_id(paul))


def join_again(uow, marne, paul, gone):
    """As by the link of an invitation."""
    account = find_or_create_account(uow, email="paul@asso.org")
    members.add_member(uow, account, roles=[Role.REFERENT], structure_ids=[gone.id])


NAMINGS = pytest.mark.parametrize("name", [change_roles, name_by_hand, join_again])


def merge(uow, kept, gone):
    merging.merge_structures(uow, KEEPER, kept_id=kept.id, merged_id=gone.id)


def meet(marne, first, second):
    """``second`` begins once ``first`` has done everything but commit."""
    with ThreadPoolExecutor(1) as pool:
        with marne.uow() as uow:
            first(uow)
            other = pool.submit(_alone, marne, second)
            wait_until(lambda: other.done() or _waits(uow), what="the other to wait, or to be done")
        other.result()


def _alone(marne, do):
    with marne.uow() as uow:
        do(uow)


def _waits(uow):
    return uow.session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))


def places_of(marne, paul):
    """Of which structures the member is referent, and what the other services have heard of it last."""
    with marne.uow() as uow:
        current = (Referent.membership_id == marne.membership_id(paul), Referent.removed_at.is_(None))
        here = uow.session.scalars(select(Referent.structure_id).where(*current)).all()
    told = [data for _, data in marne.seen.published("directory.member_saved.v1")]
    last = [one["structure_ids"] for one in told if one["account_id"] == str(paul.account_id)][-1]
    return [str(one) for one in here], last


@NAMINGS
def test_who_is_named_just_before_a_merge_follows_to_the_record_that_stays(marne, kept, gone, paul, name):
    meet(marne, lambda uow: name(uow, marne, paul, gone), lambda uow: merge(uow, kept, gone))

    assert places_of(marne, paul) == ([str(kept.id)], [str(kept.id)])


@NAMINGS
def test_who_is_named_while_a_merge_ends_is_referent_of_the_record_that_stays(marne, kept, gone, paul, name):
    meet(marne, lambda uow: merge(uow, kept, gone), lambda uow: name(uow, marne, paul, gone))

    assert places_of(marne, paul) == ([str(kept.id)], [str(kept.id)])


@NAMINGS
def test_who_is_named_from_a_page_of_before_the_merge_is_referent_of_the_record_that_stays(
    marne, kept, gone, paul, name
):
    _alone(marne, lambda uow: merge(uow, kept, gone))

    _alone(marne, lambda uow: name(uow, marne, paul, gone))

    assert places_of(marne, paul) == ([str(kept.id)], [str(kept.id)])


def test_both_records_chosen_from_a_page_of_before_the_merge_are_one(marne, kept, gone, paul):
    _alone(marne, lambda uow: merge(uow, kept, gone))

    asked = {"roles": [Role.REFERENT], "structure_ids": [gone.id, kept.id]}
    with marne.uow() as uow:
        members.change_roles(uow, marne.administrator, membership_id=marne.membership_id(paul), **asked)

    assert places_of(marne, paul)[0] == [str(kept.id)]


def test_who_says_that_a_referent_is_still_the_right_one_and_who_merges_do_not_wait_for_each_other(
    marne, kept, gone, paul
):
    """Both have the member before the row."""
    membership_id = marne.membership_id(paul)
    referent = a_referent(marne.seen, gone.id, membership_id=membership_id)

    with ThreadPoolExecutor(1) as pool:
        with marne.uow() as uow:
            uow.get(Membership, membership_id, lock=True)
            merging_them: Future = pool.submit(_alone, marne, lambda other: merge(other, kept, gone))
            wait_until(lambda: _waits(uow), what="the merge to wait")
            referents.renew_referent(uow, KEEPER, referent_id=referent.id)
        merging_them.result()

    assert places_of(marne, paul)[0] == [str(kept.id)]
