"""A person is found however their name was written, and never erased for somebody who has the same."""

import io
import json
import zipfile

import pytest
from sqlalchemy import literal, select

from services.directory.models.orientation import Orientation
from services.notifications.models import Contact
from services.sessions.models import Person
from shared.ids import new_id
from shared.names import same_name
from shared.personal_data import ERASED_NAME
from shared.testing.subject import NetworkUnderTest
from tests.factories.orientations import a_town, an_orientation


@pytest.fixture
def town(platform):
    made = a_town(platform["directory"])
    platform.settle()
    return made


def ask(platform, town, **form):
    page = town.network.client().post(f"/annuaire/{town.network.slug}/donnees-personnelles", data=form).location
    platform.settle()
    return page


def found(platform, town, **form):
    return town.network.client().get(ask(platform, town, **form)).text


def inside(platform, service, town):
    return NetworkUnderTest(platform[service], town.network.id, town.network.slug)


def somebody(platform, town, first_name, last_name, email=None):
    with inside(platform, "sessions", town).uow() as uow:
        person = Person(id=new_id(), registered_on=uow.today)
        known = {"phone": None, "email": email, "known_before": False}
        person.describe(first_name=first_name, last_name=last_name, **known)
        uow.session.add(person)
        return person.id


WRITTEN = [
    ("Hélène", "Dupré"),
    ("Helene", "Dupre"),
    ("HÉLÈNE", "DUPRÉ"),
    ("Dupré", "Hélène"),
    (" hélène ", "dupré"),
]


@pytest.mark.parametrize(("first_name", "last_name"), WRITTEN)
def test_a_name_is_found_in_the_four_services_however_it_is_written(platform, town, first_name, last_name):
    somebody(platform, town, "Hélène", "Dupré")
    an_orientation(town, person_label="DUPRÉ, Hélène")
    with inside(platform, "notifications", town).uow() as uow:
        contact = Contact(id=new_id(), email="helene@ville.fr", display_name="Hélène DUPRÉ", version=1)
        contact.roles, contact.is_active, contact.told_at = ["mediator"], True, uow.now
        uow.session.add(contact)

    shown = found(platform, town, first_name=first_name, last_name=last_name)

    assert "Personnes accompagnées : 1" in shown
    assert "Personnes orientées : 1" in shown
    assert "Membres à qui l’on écrit : 1" in shown


@pytest.mark.parametrize(
    ("kept", "given", "same"),
    [
        ("Jean‑Pierre Œuvrard", "OEUVRARD Jean Pierre", True),
        ("Le Goff–Martin, Zoë", "zoe martin-le goff", True),
        ("N’Diaye Aminata", "aminata n'diaye", True),
        ("e\u0301tienne Noël", "Étienne Noe\u0308l", True),
        ("Hélène Dupré", "Hélène Dupré-Martin", False),
        ("Hélène Dupré", "Hélène", False),
        ("", "—", False),
        ("…", "—", False),
        ("Олена Шевченко", "шевченко олена", True),
    ],
)
def test_names_are_the_same_without_accents_capitals_punctuation_or_order(platform, town, kept, given, same):
    with town.network.uow() as uow:
        assert uow.session.scalar(select(same_name(literal(kept), given))) is same


def test_an_address_is_never_found_by_half(platform, town):
    somebody(platform, town, "Hélène", "Dupré", email="helene@ville.fr")

    assert "Personnes accompagnées" not in found(platform, town, email="helene@ville.f")
    assert "Personnes accompagnées : 1" in found(platform, town, email=" Helene@Ville.FR ")


def test_namesakes_are_proposed_and_none_is_erased_without_being_chosen(platform, town):
    somebody(platform, town, "Hélène", "Dupré", email="helene@un.fr")
    other = somebody(platform, town, "Helene", "Dupre", email="helene@deux.fr")
    client = town.network.client()
    page = ask(platform, town, first_name="Hélène", last_name="Dupré")
    shown = client.get(page).text
    assert "Personnes accompagnées : 2" in shown
    assert "helene@deux.fr, helene@un.fr" in shown

    refused = client.post(f"{page}/effacement")

    assert refused.status_code == 422
    assert "peut être le nom de plusieurs personnes" in refused.text
    one = ask(platform, town, first_name="Hélène", last_name="Dupré", email="helene@un.fr")
    client.post(f"{one}/effacement")
    platform.settle()
    with inside(platform, "sessions", town).uow() as uow:
        assert [p.email for p in uow.session.query(Person) if p.email] == ["helene@deux.fr"]

    client.post(f"{page}/effacement", data={"same_person": "true"})
    platform.settle()

    with inside(platform, "sessions", town).uow() as uow:
        assert uow.get(Person, other).last_name == "anonymisée"


def test_a_program_says_it_too(platform, town):
    somebody(platform, town, "Hélène", "Dupré")
    client, address = town.network.client(), f"/api/v1/directory/networks/{town.network.slug}/personal-requests"
    named = client.post(address, json={"first_name": "Helene", "last_name": "Dupre"}).json["id"]
    reached = client.post(address, json={"email": "lise.morel@ville.fr"}).json["id"]
    platform.settle()

    assert client.post(f"{address}/{reached}/erasure").status_code == 202
    refused = client.post(f"{address}/{named}/erasure")
    assert refused.status_code == 422
    assert "peut être le nom de plusieurs personnes" in str(refused.json).replace("\\xa0", " ")
    assert client.post(f"{address}/{named}/erasure", json={"same_person": True}).status_code == 202


def test_a_professional_is_found_in_what_they_sent_and_received_and_is_erased_alone(platform):
    town = a_town(platform["directory"])
    sent = an_orientation(town)
    platform.settle()
    page = ask(platform, town, email="lise.morel@ville.fr")
    assert "Référents nommés dans une orientation : 1" in town.network.client().get(page).text

    archive = zipfile.ZipFile(io.BytesIO(town.network.client().get(f"{page}/export.zip").data))
    (given,) = json.loads(archive.read("Annuaire/Référents nommés dans une orientation.json"))
    assert given["referent_email"] == "lise.morel@ville.fr"
    assert "Jeanne" not in str(given) and "+33612345678" not in str(given), "that is somebody else's"

    town.network.client().post(f"{page}/effacement")

    with town.network.uow() as uow:
        kept = uow.get(Orientation, sent.id)
        assert (kept.referent_label, kept.referent_email) == (ERASED_NAME, "")
        assert (kept.person_label, kept.sender_label) == ("Jeanne Labat", town.mediator.label)
        assert kept.steps[0].sentence == f"Envoyée à {ERASED_NAME}, {town.library.label}."
    again = ask(platform, town, email="samir@ville.fr")
    assert "Étapes des orientations : 1" in town.network.client().get(again).text
