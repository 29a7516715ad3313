"""Reports in the browser and for programs: who sees what."""

import hashlib
import io
from datetime import timedelta

import html5lib
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from services.reporting.domain import links
from services.reporting.runtime import site
from services.reporting.ticks import publish_forgotten_drafts
from shared.events.reporting import ReportPublished
from shared.roles import Role
from tests.reporting.story import publish

API = "/api/v1/reporting/networks/marne"


def plain(response):
    return response.text.replace("\u202f", " ").replace("\xa0", " ")


def get(network, path, *roles):
    return network.client(*roles).get(f"/rapports/marne/{path}")


def test_the_home_shows_the_current_quarter_and_the_draft_to_read(network, report):
    page = get(network, "", Role.ADMINISTRATOR)

    assert page.status_code == 200
    assert "Relire et publier" in page.text
    assert "Rapport du 3ᵉ trimestre 2026" in page.text
    assert "4ᵉ trimestre 2026, jusqu’à aujourd’hui" in page.text


def test_a_network_that_begins_is_told_how_reports_come(network):
    page = get(network, "", Role.ADMINISTRATOR)

    assert "Aucun rapport pour le moment" in page.text
    assert "Rien encore ce trimestre" in page.text


def test_the_report_page_says_what_the_pdf_says(network, report):
    page = get(network, report.id, Role.ADMINISTRATOR)
    told = plain(page)

    for figure in ("88 %", "8,74 → 17,25", "7 900 €", "20 cartes SIM et 40 recharges", "Brouillon"):
        assert figure in told
    assert told.count('role="img"') == 3
    html5lib.HTMLParser(strict=True).parse(page.text)


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.MANAGER, Role.MEDIATOR, Role.FUNDER])
def test_a_draft_does_not_exist_for_others_than_administrators(network, report, role):
    client = network.client(role)

    for path in (f"{report.id}", f"{report.id}/rapport.pdf", f"{report.id}/rapport.json"):
        assert client.get(f"/rapports/marne/{path}").status_code == 404
    assert "Rapport du 3ᵉ" not in client.get("/rapports/marne/").text


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.MANAGER, Role.MEDIATOR, Role.FUNDER])
def test_a_published_report_is_read_by_the_network_and_its_funders(network, report, role):
    publish(network, report)

    page = get(network, report.id, role)

    assert page.status_code == 200
    assert "Publier" not in page.text
    assert "Préparer une nouvelle édition" not in page.text


def test_a_funder_sees_published_reports_and_no_figures_of_the_current_quarter(network, report):
    publish(network, report)

    page = get(network, "", Role.FUNDER)

    assert "Rapport du 3ᵉ trimestre 2026" in page.text
    assert "jusqu’à aujourd’hui" not in page.text


def test_a_referent_has_no_reports(network, report):
    assert get(network, "", Role.REFERENT).status_code == 403


def test_nobody_reads_the_reports_of_another_network(network, report, reporting):
    publish(network, report)
    elsewhere = reporting.network("aube", opened_at=reporting.database.clock.now())
    stranger = elsewhere.client(Role.ADMINISTRATOR)

    for path in (
        f"/rapports/marne/{report.id}",
        f"/rapports/aube/{report.id}",
        f"/rapports/aube/{report.id}/rapport.pdf",
    ):
        assert stranger.get(path).status_code == 404
    assert stranger.get(f"/api/v1/reporting/networks/aube/reports/{report.id}").status_code == 404


def test_publishing_is_confirmed_done_once_and_said(network, report):
    client = network.client(Role.ADMINISTRATOR)

    answer = client.post(f"/rapports/marne/{report.id}/publication", follow_redirects=True)
    again = client.post(f"/rapports/marne/{report.id}/publication")

    assert "publié. Les administrateurs et les financeurs le reçoivent" in plain(answer)
    assert again.status_code == 409
    assert "Ce rapport est déjà publié." in again.text
    assert len(network.published(ReportPublished.name)) == 1


def test_an_animator_does_not_publish(network, report):
    answer = network.client(Role.ANIMATOR).post(f"/rapports/marne/{report.id}/publication")

    assert answer.status_code == 403


def test_the_downloads_are_the_frozen_files(network, report):
    client = network.client(Role.ADMINISTRATOR)

    pdf = client.get(f"/rapports/marne/{report.id}/rapport.pdf")
    xlsx = client.get(f"/rapports/marne/{report.id}/rapport.xlsx")
    data = client.get(f"/rapports/marne/{report.id}/rapport.json").json

    assert hashlib.sha256(pdf.data).hexdigest() == report.pdf_sha256
    assert hashlib.sha256(xlsx.data).hexdigest() == report.xlsx_sha256
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="rapport-marne-2026-T3.pdf"'
    assert "Parcours avec au moins une séan" in load_workbook(io.BytesIO(xlsx.data)).sheetnames
    assert {line["code"]: line["value"] for line in data["measures"]}["skills_after"] == 17.25


def test_the_link_of_the_mail_gives_the_pdf_to_whoever_holds_it_for_a_month(network, report, clock, reporting):
    publish(network, report)
    ((_, told),) = network.published(ReportPublished.name)
    path = told["download_link"].removeprefix("http://localhost")
    visitor = reporting.client()

    fresh = visitor.get(path)
    clock.advance(days=31)
    old = visitor.get(path)

    assert len(PdfReader(io.BytesIO(fresh.data)).pages) >= 4
    assert (fresh.status_code, old.status_code) == (200, 404)
    assert "Ce lien n’est plus valable." in old.text


def test_a_link_to_a_draft_or_a_forged_one_gives_nothing(network, report, reporting, clock):
    until = clock.now() + timedelta(days=3)
    good = links.sign(site().secret_key, tenant_id=network.id, report_id=report.id, until=until)
    forged = links.sign("guess", tenant_id=network.id, report_id=report.id, until=until)

    for token in (good, forged, "x", "é"):
        assert reporting.client().get(f"/rapports/marne/telecharger/{token}").status_code == 404


def test_a_new_edition_is_asked_for_on_the_page_and_refused_when_it_would_say_the_same(network, report):
    publish(network, report)
    client = network.client(Role.ADMINISTRATOR)

    answer = client.post(f"/rapports/marne/{report.id}/nouvelle-edition")

    assert answer.status_code == 409
    assert "Rien n’a changé depuis cette édition" in answer.text


def test_a_report_published_by_itself_says_so(network, report, clock):
    clock.advance(days=8)
    publish_forgotten_drafts()

    assert "sans intervention" in get(network, report.id, Role.ANIMATOR).text


def test_programs_read_and_publish(network, report):
    program = network.program(Role.ADMINISTRATOR)

    listed = program.get(f"{API}/reports").json
    shown = program.get(f"{API}/reports/{report.id}").json
    quarter = program.get(f"{API}/quarter").json
    published = program.post(f"{API}/reports/{report.id}/publication")
    pdf = program.get(f"{API}/reports/{report.id}/pdf")

    assert [(one["period"], one["state"]) for one in listed["items"]] == [("2026-T3", "draft")]
    assert shown["document"]["chapters"][0]["code"] == "activity"
    assert quarter["period"]["slug"] == "2026-T4"
    assert published.json["state"] == "published"
    assert pdf.data[:5] == b"%PDF-"
    assert (
        program.post(f"{API}/reports/{report.id}/publication").json["type"] == "urn:maillage:report_already_published"
    )
    assert program.post(f"{API}/reports/{report.id}/editions").status_code == 409


def test_programs_without_the_right_see_no_draft(network, report):
    program = network.program(Role.FUNDER)

    assert program.get(f"{API}/reports").json["items"] == []
    assert program.get(f"{API}/reports/{report.id}").status_code == 404
    assert program.get(f"{API}/quarter").status_code == 403


def test_the_interface_is_described(reporting):
    described = reporting.client().get("/api/v1/reporting/openapi.json").json

    assert f"{API.replace('marne', '{network}')}/reports/{{report_id}}" in described["paths"]
