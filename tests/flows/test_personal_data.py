"""One person asks what is kept of them, then to be erased: the four services look, answer, and counts stay true."""

import io
import json
import re
import zipfile
from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import ARRAY, String, func, select, text

from services.notifications.models import Message
from services.reporting.models import EnrolmentFact
from services.sessions.models import Person
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.events.sessions import EnrolmentSaved
from shared.ids import new_id
from shared.personal_data import PLUMBING
from shared.testing.plugin import SERVICES
from shared.testing.subject import NetworkUnderTest
from tests.factories.networks import open_network

PERSONAL_NAMES = {
    *(
        "email",
        "phone",
        "first_name",
        "last_name",
        "display_name",
        "recipient",
        "contact",
        "person_label",
        "birth_year",
    ),
    *("referent_email", "contact_email", "contact_phone"),
}
MAY_NAME_PEOPLE = re.compile(
    r"(^|_)(e?mails?|phones?|names?|sender|author|contacts?|recipient|referent|facilitators|by|reply_to)(_|$)|_label$"
)
"""Columns of text that could say who somebody is, whatever they are about. A bare ``label`` is how things are named: a
structure, a network, a key."""


@pytest.fixture
def marne(platform):
    opened = open_network(platform["directory"])
    platform.settle()
    return opened


@pytest.fixture
def jeanne(platform, marne):
    """A person of the sessions service, counted by the reports, to whom a letter was written."""
    now = marne.directory.database.clock.now()
    with inside(platform, "sessions", marne).uow() as uow:
        person = Person(id=new_id(), registered_on=now.date())
        person.describe(
            first_name="Jeanne", last_name="Labat", phone=None, email="jeanne@exemple.fr", known_before=False
        )
        uow.session.add(person)
        enrolled = {"series_id": new_id(), "version": 1, "known_before": False, "enrolled_on": now.date()}
        uow.publish(EnrolmentSaved(enrolment_id=new_id(), person=pseudonym_of(uow, person.id), **enrolled))
    with inside(platform, "notifications", marne).uow() as uow:
        message = Message(id=new_id(), template="x", source="x", recipient="jeanne@exemple.fr", name="Jeanne Labat")
        message.context, message.created_at, message.due_at = {"name": "Jeanne"}, now, now + timedelta(days=9)
        uow.session.add(message)
    platform.settle()
    return person.id


def inside(platform, service, marne):
    return NetworkUnderTest(platform[service], marne.id, marne.slug)


def ask(platform, marne, **form):
    page = marne.client().post(f"/annuaire/{marne.slug}/donnees-personnelles", data=form).location
    platform.settle()
    return page


def facts(platform, marne):
    with inside(platform, "reporting", marne).uow() as uow:
        count = select(func.count(EnrolmentFact.id), func.count(func.distinct(EnrolmentFact.person)))
        return tuple(uow.session.execute(count).one()), set(uow.session.scalars(select(EnrolmentFact.person)))


def test_everything_kept_of_a_person_is_found_and_given(platform, marne, jeanne):
    page = ask(platform, marne, email="jeanne@exemple.fr")

    shown = marne.client().get(page).text
    archive = zipfile.ZipFile(io.BytesIO(marne.client().get(f"{page}/export.zip").data))

    assert "Personnes accompagnées : 1" in shown
    assert "Courriels : 1" in shown
    assert "Inscriptions comptées : 1" in shown
    (kept,) = json.loads(archive.read("Ateliers et matériel/Personnes accompagnées.json"))
    assert (kept["first_name"], kept["email"]) == ("Jeanne", "jeanne@exemple.fr")
    assert "Jeanne" in archive.read("Lettres et rencontres/Courriels.csv").decode("utf-8-sig")


def test_where_nothing_is_kept_the_page_says_so_and_offers_another_search(platform, marne, jeanne):
    page = ask(platform, marne, email="inconnue@exemple.fr")

    shown = marne.client().get(page).text

    assert "Maillage ne garde rien d’elle sous ces renseignements" in shown
    assert "Chercher autrement" in shown
    assert "Effacer cette personne" not in shown and "export.zip" not in shown


def test_an_erased_person_has_no_name_anywhere_and_is_still_counted(platform, marne, jeanne):
    page = ask(platform, marne, email="jeanne@exemple.fr")
    before, pseudonyms = facts(platform, marne)

    marne.client().post(f"{page}/effacement")
    platform.settle()

    assert "Tout est effacé" in marne.client().get(page).text
    after, others = facts(platform, marne)
    assert after == before == (1, 1)
    assert not pseudonyms & others
    for service in ("sessions", "notifications", "reporting"):
        assert "jeanne@exemple.fr" not in everything_said_by(platform, service, marne)
        assert "Labat" not in everything_said_by(platform, service, marne)
    again = marne.client().get(ask(platform, marne, email="jeanne@exemple.fr")).text
    assert "Personnes accompagnées" not in again


def everything_said_by(platform, service, marne):
    with inside(platform, service, marne).uow() as uow:
        tables = [t.name for t in platform[service].database.metadata.sorted_tables if "tenant_id" in t.c]
        rows = [uow.session.execute(text(f"SELECT t::text FROM {name} t")).scalars().all() for name in tables]
        return "\n".join(row for table in rows for row in table)


def test_who_is_looked_for_cannot_be_read_in_an_event(platform, marne, jeanne):
    ask(platform, marne, email="jeanne@exemple.fr", last_name="Labat")

    said = json.dumps([body for subject in platform.services.values() for _, body in subject.outgoing()])

    assert "directory.personal_data_asked.v1" in said
    assert "jeanne@exemple.fr" not in said
    assert "Labat" not in said


def test_what_is_known_narrows_the_search(platform, marne, jeanne):
    page = ask(platform, marne, email="jeanne@exemple.fr", last_name="Autre")

    assert "Personnes accompagnées" not in marne.client().get(page).text


def test_nobody_is_erased_before_every_service_has_answered(platform, marne, jeanne):
    client = marne.client()
    page = client.post(f"/annuaire/{marne.slug}/donnees-personnelles", data={"email": "jeanne@exemple.fr"}).location

    answer = client.post(f"{page}/effacement")

    assert answer.status_code == 409
    assert "On attend" in answer.text


def test_a_search_for_nobody_is_refused(marne):
    answer = marne.client().post(f"/annuaire/{marne.slug}/donnees-personnelles", data={})

    assert answer.status_code == 422
    assert "Donnez une adresse" in answer.text


def may_name_people(column):
    holds_text = isinstance(column.type, String | ARRAY) or isinstance(getattr(column.type, "impl", None), ARRAY)
    return column.name in PERSONAL_NAMES or (holds_text and MAY_NAME_PEOPLE.search(column.name))


def columns_of(service):
    metadata = import_module(f"services.{service}.models.base").Base.metadata
    return {f"{table.name}.{column.name}": column for table in metadata.sorted_tables for column in table.columns}


@pytest.mark.parametrize("service", SERVICES)
def test_every_column_that_could_name_people_is_in_the_registry_or_said_not_to_be_personal(service):
    module = import_module(f"services.{service}.models.personal")
    registered = {f"{t.model.__tablename__}.{name}" for t in getattr(module, "PERSONAL", []) for name in t.columns}
    columns = columns_of(service)

    named = {name for name, column in columns.items() if may_name_people(column)}

    assert not named - registered - set(module.NOT_PERSONAL) - set(PLUMBING), f"services/{service}/models/personal.py"
    assert all({**module.NOT_PERSONAL, **PLUMBING}.values()), "an excuse has a reason"
    assert not (set(module.NOT_PERSONAL) | set(PLUMBING) | registered) - set(columns), "a column that is no more"


@pytest.mark.parametrize("service", SERVICES)
def test_every_table_of_the_registry_has_a_time_after_which_it_is_erased_or_says_why_not(service):
    tables = getattr(import_module(f"services.{service}.models.personal"), "PERSONAL", [])

    assert all(table.erase if table.last_contact is not None else table.why for table in tables)
