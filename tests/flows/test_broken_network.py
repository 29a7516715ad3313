"""A network whose data no work survives: the clock goes on in the others."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from services.directory.ticks import ask_about_old_records
from services.reporting.queries.reports import list_unmade
from services.reporting.ticks import make_due_reports
from shared.database import Database
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure


def broken_and_sound(subject, **options):
    """The first in the clock's order is the broken one."""
    broken, sound = (subject.network(slug, **options) for slug in ("marne", "aube"))
    assert broken.id < sound.id
    database: Database = subject.service.runtime.database
    table = database.plumbing.network
    with database.unit_of_work(None, system=True) as uow:
        uow.session.execute(update(table).where(table.c.id == broken.id).values(time_zone="Nowhere/Never"))
    return broken, sound


@pytest.mark.parametrize("service", ["directory", "sessions", "notifications", "reporting"])
def test_no_question_of_the_clock_ends_with_it(start, service):
    subject = start(service)
    broken_and_sound(subject)

    for tick in subject.service.ticks.all:
        tick.function()


def test_the_referents_of_the_next_network_are_asked(directory, clock):
    _, sound = broken_and_sound(directory)
    clock.set(datetime(2026, 3, 3, 10, tzinfo=UTC))
    old = a_structure(sound, updated_on=clock.now().date() - timedelta(days=200))
    a_referent(sound, old.id, valid_until=clock.now().date() + timedelta(days=300))

    ask_about_old_records()

    assert len(sound.published("directory.message_requested.v1")) == 1


def test_the_report_of_the_next_network_is_planned(reporting, clock):
    clock.set(datetime(2026, 10, 5, 22, 1, tzinfo=UTC))
    _, sound = broken_and_sound(reporting, opened_at=datetime(2026, 7, 2, tzinfo=UTC))

    make_due_reports()

    with sound.uow(read_only=True) as uow:
        assert len(list_unmade(uow)) == 1
