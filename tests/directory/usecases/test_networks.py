"""Opening a network and changing its settings."""

import pytest
from sqlalchemy import func, select

from services.directory.errors import LinkUnusable
from services.directory.models.membership import Membership
from services.directory.models.sign_up import SignUp
from services.directory.usecases import networks
from shared.errors import TooMany
from tests.factories.networks import open_network, secret_of_last_message

FORM = {
    "label": "Réseau de la Marne",
    "department": "51",
    "structure_label": "CCAS de Reims",
    "email": "nadia@ville.fr",
    "display_name": "Nadia Benali",
    "asked_from": "192.0.2.1",
    "public_url": "https://maillage.example",
}


def ask(directory, **changes):
    with directory.database.unit_of_work(None) as uow:
        networks.ask_to_open_network(uow, **{**FORM, **changes})


def test_asking_sends_a_link_outside_any_network_and_opens_nothing(directory):
    ask(directory)

    ((name, body),) = directory.outgoing()
    assert (name, body["tenantid"]) == ("directory.message_requested.v1", "00000000-0000-0000-0000-000000000000")
    assert body["data"]["template"] == "sign_up_confirmation"
    assert body["data"]["context"]["link"].startswith("https://maillage.example/compte/ouverture/")


def test_only_the_digest_of_the_link_is_kept(directory):
    ask(directory)

    secret = secret_of_last_message(directory, "nadia@ville.fr")
    with directory.database.unit_of_work(None) as uow:
        kept = uow.session.scalars(select(SignUp)).one()
        assert len(kept.digest) == 64
        assert secret not in (kept.digest, str(kept.id))


def test_confirming_opens_the_network_and_announces_it(directory):
    marne = open_network(directory)

    names = [name for name, _ in marne.seen.published()]
    assert names[:3] == [
        "directory.network_saved.v1",
        "directory.member_saved.v1",
        "directory.member_contact_saved.v1",
    ]
    (_, network), (_, member) = marne.seen.published()[:2]
    assert (network["slug"], network["department"]) == ("reseau-de-la-marne", "51")
    assert network["time_zone"] == "Europe/Paris"
    assert (member["roles"], member["status"]) == (["administrator"], "active")


def test_confirming_twice_opens_one_network(directory):
    open_network(directory)
    secret = secret_of_last_message(directory, "nadia@ville.fr")

    with pytest.raises(LinkUnusable), directory.database.unit_of_work(None) as uow:
        networks.open_network(uow, secret=secret)

    assert len([name for name, _ in directory.outgoing() if name == "directory.network_saved.v1"]) == 1


def test_a_link_of_more_than_a_day_opens_nothing(directory, clock):
    ask(directory)
    clock.advance(hours=24)

    with pytest.raises(LinkUnusable), directory.database.unit_of_work(None) as uow:
        networks.open_network(uow, secret=secret_of_last_message(directory, "nadia@ville.fr"))


def test_the_form_sent_twice_sends_one_message(directory):
    ask(directory)
    ask(directory)

    assert len(directory.outgoing()) == 1


def test_a_fourth_request_within_the_hour_is_refused(directory, clock):
    for _ in range(3):
        ask(directory)
        clock.advance(minutes=2)

    with pytest.raises(TooMany):
        ask(directory)
    clock.advance(hours=1)
    ask(directory)


def test_two_networks_of_the_same_name_have_different_addresses(directory):
    first = open_network(directory)
    second = open_network(directory, email="paul@ville.fr", department="2A")

    assert (first.slug, second.slug) == ("reseau-de-la-marne", "reseau-de-la-marne-2")


def test_an_overseas_network_lives_at_its_own_hour(directory):
    reunion = open_network(directory, "Réseau de La Réunion", department="974")

    with reunion.uow() as uow:
        assert str(uow.zone) == "Indian/Reunion"


def test_one_person_may_open_two_networks_with_one_account(directory, clock):
    first = open_network(directory)
    second = open_network(directory, "Réseau de l’Aisne", department="02")

    assert first.administrator.account_id == second.administrator.account_id
    with first.uow() as uow:
        assert uow.session.scalar(select(func.count()).select_from(Membership)) == 1


def test_new_settings_are_announced_with_a_higher_version(directory):
    marne = open_network(directory)

    with marne.uow() as uow:
        networks.change_network(
            uow, marne.administrator, label="Marne numérique", colour="#204060", sender_name="La Marne"
        )

    _, snapshot = marne.seen.published("directory.network_saved.v1")[-1]
    assert (snapshot["version"], snapshot["label"], snapshot["slug"]) == (2, "Marne numérique", "reseau-de-la-marne")
    assert snapshot["sender_name"] == "La Marne"
    with marne.uow() as uow:
        assert uow.network.colour == "#204060"
