"""The ground, through a service of its own making: door, wall, outbox, inbox."""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select, text

from shared.errors import NotFound
from shared.events.directory import MemberSaved
from shared.ids import new_id
from shared.messaging.consumer import Consumer
from shared.messaging.envelope import Envelope
from shared.messaging.handlers import Handlers
from shared.roles import Role


def member_saved(account_id: UUID, version: int = 1, status: str = "active") -> MemberSaved:
    return MemberSaved(account_id=account_id, version=version, roles=[Role.MEDIATOR], structure_id=None, status=status)


def members(network) -> list[tuple[UUID, bool]]:
    table = network.subject.database.plumbing.member
    with network.uow(read_only=True) as uow:
        return [tuple(row) for row in uow.session.execute(select(table.c.account_id, table.c.active))]


def body_of(network, event, clock) -> dict:
    return Envelope.wrap(event, tenant_id=network.id, at=clock.now()).dump()


def test_what_is_announced_leaves_only_if_the_transaction_commits(reporting):
    network = reporting.network()

    with pytest.raises(NotFound), network.uow() as uow:
        uow.publish(member_saved(new_id()))
        raise NotFound

    assert network.published() == []


def test_an_event_received_twice_is_handled_once(reporting, clock):
    network = reporting.network()
    consumer = reporting.service.consumer()
    body = body_of(network, member_saved(new_id()), clock)

    consumer.receive([body, body])
    rejected = consumer.receive([body])

    assert rejected == []
    assert len(members(network)) == 1


def test_a_member_is_referent_of_several_structures_and_a_message_of_before_tells_of_one(reporting, clock):
    network, one, other = reporting.network(), new_id(), new_id()
    several, single = new_id(), new_id()
    told = {"version": 1, "roles": [Role.REFERENT], "structure_id": one, "status": "active"}
    old = body_of(network, MemberSaved(account_id=single, **told), clock)
    del old["data"]["structure_ids"]

    new = body_of(network, MemberSaved(account_id=several, structure_ids=[one, other], **told), clock)
    reporting.service.consumer().receive([old, new])

    table = network.subject.database.plumbing.member
    with network.uow(read_only=True) as uow:
        rows = uow.session.execute(select(table.c.account_id, table.c.structure_ids))
        assert {row[0]: row[1] for row in rows} == {several: [one, other], single: [one]}


def test_an_older_version_never_replaces_a_newer_one(reporting, clock):
    network = reporting.network()
    consumer = reporting.service.consumer()
    account = new_id()

    consumer.receive([body_of(network, member_saved(account, version=2, status="left"), clock)])
    consumer.receive([body_of(network, member_saved(account, version=1), clock)])

    assert members(network) == [(account, False)]


def test_a_poison_event_is_alone_when_it_is_refused(reporting, clock):
    network = reporting.network()
    good = [body_of(network, member_saved(new_id()), clock) for _ in range(3)]
    poison = {**body_of(network, member_saved(new_id()), clock), "data": {"version": "not a number"}}

    rejected = reporting.service.consumer().receive([good[0], poison, good[1], {"nonsense": True}, good[2]])

    assert sorted(r.index for r in rejected) == [1, 3]
    assert len(members(network)) == 3


def test_without_the_inbox_an_event_would_be_handled_again(reporting, clock):
    network = reporting.network()
    heard, handlers = [], Handlers("reporting")
    handlers.on(MemberSaved)(lambda uow, event: heard.append(event))
    consumer = Consumer(reporting.database, handlers, inbox=False)
    body = body_of(network, member_saved(new_id()), clock)

    consumer.receive([body])
    consumer.receive([body])

    assert len(heard) == 2


def test_events_that_come_together_are_handled_together_and_a_poison_one_alone(reporting, clock):
    network = reporting.network()
    calls, handlers = [], Handlers("reporting")

    @handlers.on_many(MemberSaved)
    def keep(uow, events):
        if any(event.status == "poison" for event in events):
            raise ValueError("poison")
        calls.append([event.account_id for event in events])

    events = [member_saved(new_id()) for _ in range(3)]
    poison = member_saved(new_id(), status="poison")
    consumer = Consumer(reporting.database, handlers)

    together = consumer.receive([body_of(network, event, clock) for event in events])
    rejected = consumer.receive([body_of(network, event, clock) for event in (events[0], poison, events[1])])

    assert together == []
    assert calls == [[event.account_id for event in events], [events[0].account_id], [events[1].account_id]]
    assert [(refused.index, refused.reason) for refused in rejected] == [(1, "ValueError: poison")]


@pytest.mark.parametrize("table", ["outbox", "inbox", "idempotency", "member_copy", "api_token_copy"])
def test_without_a_network_no_row_is_seen(reporting, clock, table):
    network = reporting.network()
    network.member(Role.MEDIATOR)
    network.program(Role.MEDIATOR)
    reporting.service.consumer().receive([body_of(network, member_saved(new_id()), clock)])
    with network.uow() as uow:
        uow.publish(member_saved(new_id()))

    with reporting.database.unit_of_work(None) as uow:
        seen = uow.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()

    assert seen == 0


def test_a_unit_of_work_stays_in_one_network(reporting):
    here, elsewhere = reporting.network("marne"), reporting.network("aube")

    with pytest.raises(RuntimeError), here.uow() as uow:
        uow.enter(elsewhere.id)
    with pytest.raises(RuntimeError), here.uow() as uow:
        uow.enter_named("aube")


def test_a_network_is_entered_by_its_name_or_not_at_all(reporting):
    here = reporting.network("marne")

    with reporting.database.unit_of_work(None, read_only=True) as uow:
        assert uow.enter_named("jamais") is None
        assert "tenant_id" not in uow.session.info or uow.session.info["tenant_id"] is None
        found = uow.enter_named("marne")
        told = uow.session.execute(text("SELECT current_setting('app.tenant_id')")).scalar_one()

    assert (found.id, told) == (here.id, str(here.id))


def test_the_application_role_owns_nothing_and_bypasses_nothing(databases):
    query = text(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_app' AND (rolsuper OR rolbypassrls)"
        " UNION SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner LIKE '%\\_app'"
    )

    for engine in databases.values():
        with engine.connect() as connection:
            assert connection.execute(query).all() == []


def test_instants_come_in_utc_wherever_the_server_is(databases, postgres):
    with databases["reporting"].connect() as owner:
        owner.execute(text("ALTER DATABASE maillage_reporting SET timezone TO 'Pacific/Auckland'"))
        try:
            with psycopg.connect(postgres.url("reporting").replace("+psycopg", "")) as application:
                now = application.execute("SELECT now()").fetchone()[0]
        finally:
            owner.execute(text("ALTER DATABASE maillage_reporting RESET timezone"))

    assert now.utcoffset() == timedelta(0)


def test_a_connection_whose_server_has_gone_is_replaced_before_anything_is_asked_of_it(reporting, postgres):
    network = reporting.network()
    assert members(network) == []

    others = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = 'reporting_app'"
    with psycopg.connect(postgres.superuser_url) as superuser:
        gone = superuser.execute(others).fetchall()

    assert gone
    assert members(network) == []
