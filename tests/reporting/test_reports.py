"""The quarter ends: the report is made once, kept, read over and published."""

import hashlib
import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from services.reporting.actors import write_report
from services.reporting.domain import links
from services.reporting.errors import AlreadyPublished, NothingChanged, NotTheLastEdition, StillDraft
from services.reporting.models import ReportEdition, ReportRules, ReportRun
from services.reporting.queries.reports import get_report, list_reports
from services.reporting.runtime import runtime, site
from services.reporting.ticks import make_due_reports, publish_forgotten_drafts
from services.reporting.usecases.reports import publish_report, revise_report
from shared.events.reporting import ReportDrafted, ReportPublished
from shared.events.sessions import SimGiven
from shared.ids import new_id
from shared.logos import key_of
from shared.roles import Role
from tests.reporting.conftest import DUE, OPENED
from tests.reporting.story import publish, tell, the_story

BEFORE_DUE = datetime(2026, 10, 5, 21, 59, tzinfo=UTC)


def reports(network):
    with network.uow(read_only=True) as uow:
        return list_reports(uow, with_drafts=True)


def runs(network):
    with network.uow(read_only=True) as uow:
        return list(uow.session.scalars(select(ReportRun.period).order_by(ReportRun.period)))


def test_nothing_is_made_before_the_grace_days_have_passed(network, clock, settle):
    clock.set(BEFORE_DUE)

    make_due_reports()
    settle()

    assert runs(network) == []


def test_a_network_that_wants_more_days_of_grace_gets_them(network, clock, settle):
    with network.uow() as uow:
        uow.session.add(ReportRules(id=network.id, version=1, grace_days=10, review_days=3))

    clock.set(DUE)
    make_due_reports()
    early = runs(network)
    clock.set(DUE + timedelta(days=5))
    make_due_reports()

    assert (early, runs(network)) == ([], ["2026-T3"])


def test_the_report_is_made_once_and_told_to_the_administrators(network, report, settle):
    for _ in range(3):
        make_due_reports()
        settle()

    ((_, told),) = network.published(ReportDrafted.name)
    assert len(reports(network)) == 1
    assert told["title"] == "Rapport trimestriel, 3ᵉ trimestre 2026"
    assert told["link"] == f"http://localhost/rapports/marne/{report.id}"
    assert any("8,74 à 17,25" in sentence for sentence in told["figures"])


def test_the_stored_pdf_is_the_frozen_one_and_says_the_figures(network, report):
    data = runtime.storage.get(report.pdf_key)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    plain = re.sub(r"\s+", " ", text)

    assert hashlib.sha256(data).hexdigest() == report.pdf_sha256
    assert all(figure in plain for figure in ("88 %", "8,74", "17,25", "7 900 €", "Réseau de la Marne"))


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_a_report_is_made_without_a_logo_that_cannot_be_read(network, settle, harm):
    name = f"{'a1' * 32}-400x100.png"
    with network.uow() as uow:
        uow.session.execute(uow.plumbing.network.update().values(logo=name))
    if harm == "damaged":
        runtime.storage.put(key_of(network.id, name), b"a picture", "image/png")
        (kept,) = Path(runtime.settings.storage_folder).rglob(name)
        kept.write_bytes(b"else")

    make_due_reports()
    settle()

    assert len(reports(network)) == 1


def test_a_year_of_outage_is_caught_up(reporting, clock, settle):
    network = reporting.network("aube", opened_at=datetime(2025, 9, 1, tzinfo=UTC))
    clock.set(DUE)

    make_due_reports()
    settle()

    assert runs(network) == ["2025-T3", "2025-T4", "2026-T1", "2026-T2", "2026-T3"]
    assert len(reports(network)) == 5


def test_two_clocks_at_once_plan_one_run(reporting, network):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: make_due_reports(), range(8)))

    assert runs(network) == ["2026-T3"]
    assert len(reporting.outgoing("task")) == 1


def test_a_task_that_runs_twice_makes_one_report(network, report):
    write_report(str(network.id), str(report.id))

    assert len(reports(network)) == 1
    assert len(network.published(ReportDrafted.name)) == 1


def test_two_workers_on_the_same_task_make_one_report(network, reporting):
    tell(network, the_story())
    make_due_reports()
    ((_, body),) = reporting.outgoing("task")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: write_report(**body["arguments"]), range(3)))

    assert len(network.published(ReportDrafted.name)) == 1
    with network.uow(read_only=True) as uow:
        assert uow.session.execute(select(func.count()).select_from(ReportEdition)).scalar_one() == 1


def test_each_network_closes_its_quarter_in_its_own_time(reporting, clock):
    reunion = reporting.network("reunion", opened_at=OPENED, time_zone="Indian/Reunion")
    martinique = reporting.network("martinique", opened_at=OPENED, time_zone="America/Martinique")
    clock.set(datetime(2026, 10, 5, 20, 30, tzinfo=UTC))

    make_due_reports()

    assert (runs(reunion), runs(martinique)) == (["2026-T3"], [])


def test_a_suspended_network_gets_no_report(reporting, clock):
    network = reporting.network("aube", opened_at=OPENED, status="suspended")
    clock.set(DUE)

    make_due_reports()

    assert runs(network) == []


def test_an_administrator_publishes_the_report_once(network, report):
    actor = network.member(Role.ADMINISTRATOR)
    with network.uow() as uow:
        publish_report(uow, actor, report_id=report.id, site=site())

    with pytest.raises(AlreadyPublished), network.uow() as uow:
        publish_report(uow, actor, report_id=report.id, site=site())

    ((_, told),) = network.published(ReportPublished.name)
    assert told["sha256"] == report.pdf_sha256
    assert reports(network)[0].published_by == actor.account_id


def test_a_draft_that_nobody_read_publishes_itself_after_a_week(network, report, clock):
    clock.advance(days=6, hours=23)
    publish_forgotten_drafts()
    early = network.published(ReportPublished.name)
    clock.advance(hours=2)
    publish_forgotten_drafts()
    publish_forgotten_drafts()

    assert early == []
    assert len(network.published(ReportPublished.name)) == 1
    assert reports(network)[0].published_by is None


def revise(network, report):
    with network.uow() as uow:
        run_id = revise_report(uow, report_id=report.id)
        uow.enqueue(write_report, tenant_id=str(network.id), run_id=str(run_id))


def test_late_data_makes_a_second_edition_and_leaves_the_first_as_it_was(network, report, settle):
    publish(network, report)
    tell(network, [SimGiven(sim_id=new_id(), operator="R", person="p01", given_on=date(2026, 9, 30))])
    frozen = runtime.storage.get(report.pdf_key)

    revise(network, report)
    settle()

    second, first = reports(network)
    with network.uow(read_only=True) as uow:
        changed = get_report(uow, second.id, with_drafts=True).document["changes"]
    assert (second.run.edition, first.run.edition) == (2, 1)
    assert changed == [{"label": "Cartes SIM remises", "before": "20", "after": "21"}]
    assert runtime.storage.get(first.pdf_key) == frozen
    assert second.label == "Rapport du 3ᵉ trimestre 2026, édition 2 (R)"


def test_a_new_edition_must_have_something_new_to_say(network, report):
    publish(network, report)

    with pytest.raises(NothingChanged):
        revise(network, report)


def test_a_draft_and_an_old_edition_are_not_revised(network, report, settle):
    with pytest.raises(StillDraft):
        revise(network, report)
    publish(network, report)
    tell(network, [SimGiven(sim_id=new_id(), operator="R", person="p01", given_on=date(2026, 9, 30))])
    revise(network, report)

    with pytest.raises(NotTheLastEdition):
        revise(network, report)


def test_a_download_link_holds_for_its_time_in_its_network_only(network):
    report_id, until = new_id(), datetime(2026, 11, 1, tzinfo=UTC)
    token = links.sign("secret", tenant_id=network.id, report_id=report_id, until=until)

    def read(secret="secret", token=token, tenant_id=network.id, now=DUE):
        return links.read(secret, token, tenant_id=tenant_id, now=now)

    assert read() == report_id
    assert read(secret="another") is None
    assert read(tenant_id=new_id()) is None
    assert read(now=until) is None
    assert read(token=token[:-2] + ("AA" if token[-2:] != "AA" else "BB")) is None
    assert read(token="x") is None
    assert read(token="é" * 40) is None
