"""Nobody is heard of for as long as the network keeps names: names go everywhere, by themselves; counts stay true."""

import threading
from datetime import time, timedelta

import pytest
from sqlalchemy import func, select, text

from services.notifications.models import Message
from services.reporting.models import EnrolmentFact, WorkshopAttendance
from services.sessions.models import Person
from services.sessions.models.personal import PERSONAL
from services.sessions.queries.series import get_series_sheet
from services.sessions.usecases import attendance, enrolments, series
from services.sessions.usecases.retention import tell
from shared import retention
from shared.actor import SYSTEM
from shared.ids import new_id
from shared.tenancy import PLATFORM
from shared.testing.plugin import SERVICES
from shared.testing.subject import NetworkUnderTest
from tests.factories.equipment import a_loan, a_person
from tests.factories.networks import SETTINGS, open_network

RARE = "Quenotte"
"""A last name that stands nowhere else."""


@pytest.fixture
def marne(platform):
    opened = open_network(platform["directory"])
    platform.settle()
    return opened


def inside(platform, service, network):
    return NetworkUnderTest(platform[service], network.id, network.slug)


def a_workshop_year(platform, network):
    """Two people come to a workshop, one of them borrows a tablet; a referent is named and a letter is written."""
    sessions = inside(platform, "sessions", network)
    with sessions.uow() as uow:
        people = [a_person(uow, name, RARE, email=f"{name.lower()}@quenotte.fr") for name in ("Ulrika", "Osvaldo")]
        plan = {"title": "Ma tablette", "kind": "atelier", "structure_id": None, "capacity": 16, "count": 1}
        made = series.plan_series(uow, SYSTEM, **plan, first_on=uow.today, starts_at=time(9), ends_at=time(11))
        for person in people:
            enrolments.enrol_person(uow, SYSTEM, series_id=made.id, person_id=person.id)
        (line,) = get_series_sheet(uow, made.id).dates
        marks = {person.id: "present" for person in people}
        attendance.record_attendance(uow, SYSTEM, workshop_date_id=line.workshop_date.id, marks=marks)
        a_loan(uow, person=people[1])
    with inside(platform, "notifications", network).uow() as uow:
        letter = Message(id=new_id(), template="x", source="x", recipient="ulrika@quenotte.fr", name=f"Ulrika {RARE}")
        letter.context, letter.created_at, letter.due_at = {"name": RARE}, uow.now, uow.now + timedelta(minutes=1)
        letter.state = "sent"
        uow.session.add(letter)
    platform.settle()
    return [person.id for person in people]


def choose_retention(platform, network, months):
    network.client().post(f"/annuaire/{network.slug}/reglages", data={**SETTINGS, "retention_months": months})
    platform.settle()


def everything_said(postgres, platform):
    """Every column of every row of the four databases, of all networks, as text."""
    import psycopg

    said = []
    for service in SERVICES:
        with psycopg.connect(postgres.superuser_url, dbname=f"maillage_{service}") as connection:
            for table in platform[service].database.metadata.sorted_tables:
                said += [row[0] for row in connection.execute(f'SELECT t::text FROM "{table.name}" t')]
    return "\n".join(said)


def a_day_passes(platform):
    """The daily look of each service, and nothing else: two years of reports would take their time."""
    for subject in platform.services.values():
        for tick in subject.service.ticks.all:
            if tick.function.__name__ in ("anonymise_after_the_limit", "forget_old_lines"):
                tick.function()
    platform.settle()


def figures(platform, network):
    with inside(platform, "reporting", network).uow() as uow:
        enrolled = select(func.count(EnrolmentFact.id), func.count(func.distinct(EnrolmentFact.person)))
        came = select(WorkshopAttendance.present, func.cardinality(WorkshopAttendance.people))
        return tuple(uow.session.execute(enrolled).one()), tuple(uow.session.execute(came).one())


def names(platform, network):
    with inside(platform, "sessions", network).uow() as uow:
        return sorted(uow.session.scalars(select(Person.first_name)))


def page(network):
    return network.client().get(f"/annuaire/{network.slug}/donnees-personnelles/conservation").text


def test_two_years_later_the_name_is_in_no_table_and_the_figures_have_not_moved(platform, marne, clock, postgres):
    a_workshop_year(platform, marne)
    before = figures(platform, marne)
    assert "Ulrika" in everything_said(postgres, platform)

    clock.advance(days=731)
    a_day_passes(platform)
    a_day_passes(platform)

    said = everything_said(postgres, platform)
    assert "ulrika" not in said.lower()
    assert "Osvaldo" in said, "who still has a tablet is kept"
    assert figures(platform, marne) == before == ((2, 2), (2, 2))
    shown = page(marne)
    assert "Personnes accompagnées : 1" in shown
    assert "Courriels : 1" in shown
    assert "Inscriptions comptées : 1" in shown
    assert "Présences comptées : 1" in shown
    assert shown.count("rien</span>") == 4, "nothing is left past the limit, in any service"


def test_a_network_with_six_months_loses_names_that_another_keeps(platform, marne, clock):
    aube = open_network(platform["directory"], "Réseau de l’Aube", email="zoe@ville.fr", department="10")
    platform.settle()
    for network in (marne, aube):
        a_workshop_year(platform, network)
    choose_retention(platform, marne, 6)

    clock.advance(days=190)
    a_day_passes(platform)

    assert names(platform, marne) == ["Osvaldo", "Personne"]
    assert names(platform, aube) == ["Osvaldo", "Ulrika"]
    assert "Personnes accompagnées : 1" in page(marne)
    assert "Rien n’a encore été effacé" in page(aube)


def test_whose_turn_comes_is_announced_a_month_before(platform, marne, clock):
    ulrika, _ = a_workshop_year(platform, marne)

    clock.advance(days=710)
    a_day_passes(platform)

    assert names(platform, marne) == ["Osvaldo", "Ulrika"]
    assert "Personnes accompagnées : 1" in page(marne)
    reader = inside(platform, "sessions", marne).client("mediator")
    assert "bientôt effacé" in reader.get(f"/ateliers/{marne.slug}/personnes/{ulrika}").text


def test_two_clocks_at_once_anonymise_once(platform, marne, clock):
    a_workshop_year(platform, marne)
    clock.advance(days=731)
    database = platform["sessions"].database
    gate = threading.Barrier(2)

    def look():
        gate.wait()
        retention.run(database, PERSONAL, tell)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = inside(platform, "sessions", marne).published("sessions.person_anonymised.v1")
    assert len(told) == 1


def test_a_job_that_is_cut_goes_on_where_it_stopped(platform, marne, clock, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 1)
    with inside(platform, "sessions", marne).uow() as uow:
        for name in ("Ana", "Bea", "Cleo"):
            a_person(uow, name, RARE)
    clock.advance(days=731)
    calls = []

    def cut(uow, look):
        calls.append(look)
        if len(calls) == 2:
            raise RuntimeError("the process dies")
        tell(uow, look)

    retention.run(platform["sessions"].database, PERSONAL, cut)
    assert names(platform, marne).count("Personne") == 1
    a_day_passes(platform)

    assert names(platform, marne) == ["Personne"] * 3
    assert "Personnes accompagnées : 3" in page(marne), "each is counted once"


def test_the_journal_and_dead_letters_do_not_outlive_it(platform, marne, clock, postgres):
    with inside(platform, "notifications", marne).uow() as uow:
        letter = {"id": new_id(), "tenant_id": marne.id, "kind": "event", "name": "x", "body": {"email": RARE}}
        table = platform["notifications"].database.plumbing.dead_letter
        uow.session.execute(table.insert().values(**letter, reason="x", died_at=uow.now))

    clock.advance(days=731)
    a_day_passes(platform)

    assert RARE not in everything_said(postgres, platform)
    with marne.uow() as uow:
        assert uow.session.scalar(text("SELECT count(*) FROM journal_entry")) == 0


def died(subject, tenant_id):
    with subject.database.unit_of_work(PLATFORM) as uow:
        letter = {"id": new_id(), "tenant_id": tenant_id, "kind": "event", "name": "x", "body": {"email": RARE}}
        uow.session.execute(uow.plumbing.dead_letter.insert().values(**letter, reason="x", died_at=uow.now))


def dead(platform):
    """Service → networks of its dead letters."""
    found = {}
    for service, subject in platform.services.items():
        with subject.database.unit_of_work(None, read_only=True) as uow:
            found[service] = set(uow.session.execute(select(uow.plumbing.dead_letter.c.tenant_id)).scalars())
    return found


def test_dead_letters_of_nobody_go_from_every_service_and_a_network_s_leave_time_to_replay(platform, marne, clock):
    choose_retention(platform, marne, 1)
    for subject in platform.services.values():
        for tenant_id in (marne.id, PLATFORM, None):
            died(subject, tenant_id)

    clock.advance(days=80)
    a_day_passes(platform)
    assert dead(platform) == {key: {marne.id, PLATFORM, None} for key in SERVICES}
    clock.advance(days=20)
    a_day_passes(platform)
    assert dead(platform) == {key: {PLATFORM, None} for key in SERVICES}
    clock.advance(days=651)
    a_day_passes(platform)
    assert dead(platform) == {key: set() for key in SERVICES}


def test_only_administrators_of_the_network_see_what_was_removed(platform, marne):
    aube = open_network(platform["directory"], "Réseau de l’Aube", email="zoe@ville.fr", department="10")
    address = f"/annuaire/{marne.slug}/donnees-personnelles/conservation"
    program = f"/api/v1/directory/networks/{marne.slug}/retention"

    assert marne.client().get(f"{program}-runs").json["items"] == []
    assert marne.client().get(program).json["months"] == 24
    assert marne.client(marne.join("paul@ville.fr", "animator")).get(address).status_code == 403
    assert aube.client().get(address).status_code in (403, 404)
    assert aube.client().get(program).status_code in (403, 404)
