"""What the old address of an account can still do, and what follows the person to the new one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from services.directory.models.account_identity import AccountIdentity
from services.directory.models.email_change import EmailChange
from services.directory.models.referent import Referent
from services.directory.ticks import forget_what_has_served
from services.directory.usecases import invitations, members
from services.directory.usecases.accounts import find_account
from services.directory.usecases.provider_sign_in import sign_in_by_provider
from services.directory.usecases.structures import create_structure
from shared.ids import new_id
from tests.directory.pages.test_email_changes import (
    NEW,
    OLD,
    PAGE,
    change,
    letters_to,
    path_to,
    run_tasks,
    signed_in,
    still_in,
)
from tests.factories.networks import open_network, secret_of_last_message

__all__ = ["signed_in"]


@pytest.fixture
def marne(directory):
    return open_network(directory, email=OLD)


class Vouched:
    issuer, subject, id_token, email_verified = "https://idp.example", "nadia-1", "", True

    def __init__(self, email):
        self.email = email


def come_by_provider(directory, email):
    with directory.database.unit_of_work(None) as uow:
        found = sign_in_by_provider(uow, Vouched(email), next_path="", asked_from="x", public_url="")
        return found.account.email if found else None


def test_the_old_address_refuses_before_the_change_and_everybody_is_out(directory, signed_in):
    thief = signed_in()
    thief.post(PAGE, data={"email": NEW})
    owner, link = directory.client(), path_to(directory, OLD)

    opened = owner.get(link)
    refused = owner.post(link, follow_redirects=True)

    assert opened.headers["Referrer-Policy"] == "no-referrer" and "garder mon adresse" in opened.text
    assert refused.request.path == "/compte/connexion" and OLD in refused.text
    assert not still_in(thief)
    assert signed_in().get(path_to(directory, NEW)).status_code == 404
    assert owner.get(link).status_code == 404


def test_the_old_address_takes_the_account_back_for_seven_days(directory, marne, signed_in, clock):
    thief = signed_in()
    change(directory, thief)
    run_tasks(directory)
    clock.advance(days=6)

    directory.client().post(path_to(directory, OLD))
    run_tasks(directory)

    assert not still_in(thief)
    assert OLD in signed_in().get("/compte/").text
    assert marne.seen.published("directory.member_contact_saved.v1")[-1][1]["email"] == OLD


def test_after_seven_days_the_old_address_can_do_nothing(directory, signed_in, clock):
    change(directory, signed_in())
    clock.advance(days=7)

    for answer in (directory.client().get(path_to(directory, OLD)), directory.client().post(path_to(directory, OLD))):
        assert answer.status_code == 404
        assert "Il n’y a plus rien à annuler" in answer.text


def test_an_account_moved_twice_comes_back_whole_and_the_thief_cannot_take_it_again(directory, signed_in, clock):
    thief = signed_in()
    change(directory, thief)
    clock.advance(minutes=1)
    change(directory, thief, to="voleur@exemple.fr")

    directory.client().post(path_to(directory, OLD))

    assert OLD in signed_in().get("/compte/").text
    assert directory.client().post(path_to(directory, NEW)).status_code == 404


def test_the_old_address_that_has_become_another_account_takes_nothing_back(directory, marne, signed_in):
    change(directory, signed_in())
    marne.join(OLD, "mediator")

    answer = directory.client().post(path_to(directory, OLD))

    assert answer.status_code == 409
    with directory.database.unit_of_work(None) as uow:
        assert find_account(uow, NEW) is not None


def test_who_comes_by_a_provider_is_the_same_account_under_the_new_address(directory, signed_in):
    assert come_by_provider(directory, OLD) == OLD

    change(directory, signed_in())

    assert come_by_provider(directory, OLD) == NEW, "linked by the provider's subject, not by the address"


def test_taking_the_account_back_unlinks_who_was_linked_meanwhile(directory, signed_in):
    change(directory, signed_in())
    assert come_by_provider(directory, NEW) == NEW

    directory.client().post(path_to(directory, OLD))

    with directory.database.unit_of_work(None) as uow:
        assert uow.session.scalars(select(AccountIdentity)).all() == []


def test_a_referent_follows_and_a_shared_mailbox_stays(directory, marne, signed_in):
    membership_id = marne.membership_id(marne.administrator)
    with marne.uow() as uow:
        common = {"name": "Nadia", "valid_until": uow.today, "created_at": uow.now, "membership_id": membership_id}
        for label, email in (("Mairie", OLD), ("Médiathèque", "accueil@ville.fr")):
            structure = create_structure(uow, marne.administrator, label=label)
            uow.session.add(Referent(id=new_id(), structure_id=structure.id, email=email, **common))

    change(directory, signed_in())
    run_tasks(directory)

    with marne.uow() as uow:
        assert set(uow.session.scalars(select(Referent.email))) == {NEW, "accueil@ville.fr"}


def test_a_referent_named_by_the_new_address_is_the_member(directory, marne, signed_in):
    luc = marne.join("luc@ville.fr", "referent")
    with marne.uow() as uow:
        structure = create_structure(uow, marne.administrator, label="Mairie")
        row = {"structure_id": structure.id, "name": "Luc", "valid_until": uow.today, "created_at": uow.now}
        uow.session.add(Referent(id=new_id(), email="luc@agglo.fr", **row))

    change(directory, signed_in("luc@ville.fr"), to="luc@agglo.fr")
    run_tasks(directory)

    with marne.uow() as uow:
        (referent,) = uow.session.scalars(select(Referent).where(Referent.structure_id == structure.id))
        assert referent.membership_id == members.find_member(uow, luc.account_id).id


def invite(network, email):
    with network.uow() as uow:
        who = network.administrator
        invitations.invite(uow, who, email=email, roles=["animator"], public_url="http://localhost")
    return f"/annuaire/{network.slug}/invitation/{secret_of_last_message(network.directory, email)}"


def test_an_invitation_to_the_new_address_makes_no_second_account(directory, marne, signed_in):
    link = invite(marne, NEW)

    change(directory, signed_in())
    answer = directory.client().post(link, data={})

    assert answer.status_code == 303
    with directory.database.unit_of_work(None) as uow:
        assert find_account(uow, NEW).id == marne.administrator.account_id


def test_an_invitation_to_the_old_address_is_sent_again_to_the_new_one(directory, marne, signed_in, clock):
    aisne = open_network(directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")
    link = invite(aisne, OLD)
    change(directory, signed_in())

    page = directory.client().post(link, data={}).text

    assert "Un nouveau lien vient de partir" in page and NEW not in page
    assert directory.client().post(link, data={}).status_code == 404
    again = f"/annuaire/{aisne.slug}/invitation/{secret_of_last_message(directory, NEW)}"
    assert directory.client().post(again, data={}).status_code == 303
    with directory.database.unit_of_work(None) as uow:
        assert find_account(uow, OLD) is None


def test_what_was_not_confirmed_is_forgotten_after_two_days_and_what_was_after_fifteen(directory, signed_in, clock):
    def kept():
        forget_what_has_served()
        with directory.database.unit_of_work(None) as uow:
            return len(uow.session.scalars(select(EmailChange)).all())

    browser = signed_in()
    change(directory, browser)
    browser.post(PAGE, data={"email": "nadia@cd51.fr"})

    assert kept() == 2
    clock.advance(days=3)
    assert kept() == 1
    clock.advance(days=13)
    assert kept() == 0
    assert len(letters_to(directory, OLD)) == 2


def test_of_two_accounts_that_want_one_address_one_gets_it(directory, marne, signed_in):
    marne.join("luc@ville.fr", "mediator")
    browsers = [signed_in(OLD), signed_in("luc@ville.fr")]
    links = []
    for browser in browsers:
        browser.post(PAGE, data={"email": NEW})
        links.append(path_to(directory, NEW))

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: pair[0].post(pair[1]).status_code, zip(browsers, links, strict=True)))

    assert sorted(answers) == [303, 409]
