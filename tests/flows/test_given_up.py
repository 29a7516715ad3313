"""What a service gave up is looked at, run again once the cause is mended, or dropped, by the operator's command."""

import pytest
from sqlalchemy import func, select

from services.directory.models.duplicate_pair import DuplicatePair
from shared.events.sessions import LendingStockSaved
from shared.messaging.dead_letters_command import run
from shared.messaging.envelope import Envelope
from shared.messaging.local import LocalBus
from shared.messaging.outbox import bury
from shared.roles import Role
from tests.factories.structures import a_structure
from tests.reading import text_of


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def service(directory):
    return directory.service


def give_up_a_task(service, network, name: str = "find_duplicates") -> None:
    body = {"arguments": {"tenant_id": str(network.id)}, "correlation_id": "c"}
    reason = "ValueError: Zoé Martin"
    bury(service.runtime.database, kind="task", name=name, tenant_id=network.id, body=body, reason=reason)


def give_up(service, network, event, clock) -> None:
    envelope = Envelope.wrap(event, tenant_id=network.id, at=clock.now())
    given = {"name": event.name, "tenant_id": network.id, "body": envelope.dump()}
    bury(service.runtime.database, kind="event", reason="KeyError: 'x'", **given)


def told(capsys, service, *words: str) -> str:
    assert run(service, words) == 0
    return capsys.readouterr().out


def test_a_task_is_run_again_and_leaves_the_list(service, network, capsys):
    for number in range(2):
        a_structure(network, label="Mairie de Reims", address="1 rue Neuve", external_id=str(number))
    give_up_a_task(service, network)

    listed = told(capsys, service)
    replayed = told(capsys, service, "replay")
    LocalBus([service.party()]).settle()

    assert "1 message(s) en échec" in listed and "find_duplicates  ValueError" in listed and "Zoé" not in listed
    assert "1 message(s) remis en route." in replayed
    assert "0 message(s) en échec." in told(capsys, service)
    with network.uow() as uow:
        assert uow.session.scalar(select(func.count()).select_from(DuplicatePair)) == 1


def test_an_event_is_handled_again_and_one_that_is_refused_again_stays(service, network, clock, capsys):
    structure = a_structure(network)
    stock = {"stock": {"tablet": 6}, "available": {"tablet": 4}}
    give_up(service, network, LendingStockSaved(structure_id=structure.id, version=1, **stock), clock)
    broken = {"name": "sessions.lending_stock_saved.v1", "tenant_id": network.id, "body": {"id": "no envelope"}}
    bury(service.runtime.database, kind="event", reason="BadEnvelope", **broken)

    replayed = told(capsys, service, "replay")

    assert "1 message(s) remis en route." in replayed
    assert "1 message(s) en échec" in told(capsys, service)
    page = network.client(Role.MEDIATOR).get(f"/annuaire/{network.slug}/structures/{structure.id}")
    assert "6 tablettes (4 disponibles)" in text_of(page)


def test_those_of_before_a_day_are_dropped(service, network, clock, capsys):
    give_up_a_task(service, network)
    clock.advance(days=40)
    give_up_a_task(service, network, name="load_communes")

    dropped = told(capsys, service, "drop", f"{clock.now():%Y-%m-%d}")

    assert "1 message(s) effacé(s)." in dropped
    assert "load_communes" in told(capsys, service)
