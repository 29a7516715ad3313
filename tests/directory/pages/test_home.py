"""« À faire aujourd’hui » : what waits in the directory, for who keeps it."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from services.directory.models.geocoding import Geocoding
from services.directory.usecases import merging
from shared.events.reporting import ReportDrafted, ReportPublished
from shared.ids import new_id
from shared.roles import Role
from tests.factories.networks import open_network
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure
from tests.factories.workshops import a_workshop, hear


@pytest.fixture
def network(directory):
    return directory.network()


def home(network, role=Role.ANIMATOR) -> str:
    return html.unescape(network.client(role).get("/annuaire/marne/").text).replace("\u00a0", " ")


LINES = {
    "fraicheur": "2 fiches à vérifier",
    "referents": "3 structures sans référent",
    "doublons": "1 doublon probable",
    "localisation": "1 adresse à situer",
}


@pytest.fixture
def waiting(network, clock):
    """Two records of one place that nobody has checked for two years, one of them lost; and a well kept one."""
    today = clock.now().date()
    old = {"updated_on": today - timedelta(days=750)}
    lost, _ = a_structure(network, **old), a_structure(network, **old)
    a_structure(network, label="Poste", address="9 quai Notre-Dame", commune="Épernay", postcode="51200")
    kept = a_structure(network, label="Mairie", address="3 place Royale", latitude=49.25, longitude=4.03)
    a_referent(network, kept.id)
    with network.uow() as uow:
        merging.search_duplicates(uow)
        asked = f"{lost.address}, {lost.postcode} {lost.commune}"
        uow.session.add(
            Geocoding(id=new_id(), structure_id=lost.id, asked=asked, asked_at=uow.now, state="unknown", found="")
        )
    return lost


def test_what_waits_in_the_directory_is_counted_with_a_link_to_each_list(network, waiting):
    page = home(network)

    for path, line in LINES.items():
        assert line in page
        assert f'href="/annuaire/marne/structures/{path}"' in page


def test_what_does_not_wait_is_not_shown(network):
    structure = a_structure(network, latitude=49.25, longitude=4.03)
    a_referent(network, structure.id)

    page = home(network)

    for path in LINES:
        assert f"structures/{path}" not in page


def test_who_does_not_keep_the_directory_is_not_told(network, waiting):
    page = home(network, Role.MEDIATOR)

    for path in LINES:
        assert f"structures/{path}" not in page


def test_each_line_costs_one_query_to_who_sees_it_and_none_to_the_others(directory, network, waiting):
    said: list[str] = []
    event.listen(directory.database.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    home(network, Role.MEDIATOR)
    plain = upkeep_in(said)
    said.clear()
    home(network)

    assert (plain, upkeep_in(said)) == (0, len(LINES))


def upkeep_in(said: list[str]) -> int:
    """How many statements count records, pairs or addresses."""
    froms = ("FROM structure", "FROM duplicate_pair", "FROM geocoding")
    plain = [" ".join(one.split()) for one in said]
    return sum(one.lower().startswith("select count(") and "count(structure.id)" not in one
               and any(start in one for start in froms) for one in plain)  # fmt: skip


def test_the_network_is_told_in_three_figures(network):
    structure = a_structure(network)
    for number in range(6):
        a_workshop(network, structure.id, days=number + 1)
    a_workshop(network, structure.id, days=-1), a_workshop(network, structure.id, status="cancelled")

    page = home(network)

    boxes = re.findall(r'figure-value">([^<]+)</p><p class="figure-label">([^<]+)<', page)
    assert boxes == [("1", "structure"), ("0", "membre"), ("6", "dates à venir")]


def test_a_referent_without_a_structure_is_not_sent_to_one(network):
    page = home(network, Role.REFERENT)

    assert "Vérifier la fiche de votre structure" not in page
    assert "Rien ne vous attend aujourd’hui" in page


REPORT = {"report_id": new_id(), "title": "Rapport trimestriel, 3e trimestre 2026", "edition": 1, "figures": []}
REPORT |= {"link": "http://localhost/rapports/marne/"}
DRAFTED = ReportDrafted(**REPORT)
PUBLISHED = ReportPublished(**REPORT, pdf_key="rapport.pdf", sha256="0" * 64)


@pytest.fixture
def marne(directory):
    return open_network(directory)


def home_of(marne, member=None) -> str:
    page = html.unescape(marne.client(member).get(f"/annuaire/{marne.slug}/").text)
    return page.replace("\u00a0", " ")


def test_a_report_is_announced_from_its_draft_to_its_publication_only(marne):
    line = "Rapport trimestriel, 3e trimestre 2026 : à relire"
    animator = marne.join("paul@asso.org", Role.ANIMATOR)
    before = home_of(marne)

    hear(marne.seen, DRAFTED)
    to_read, to_others = home_of(marne), home_of(marne, animator)
    hear(marne.seen, PUBLISHED)
    after = home_of(marne)

    assert line in to_read
    assert f'href="/rapports/{marne.slug}/{REPORT["report_id"]}"' in to_read
    assert all(line not in page for page in (before, to_others, after))
    assert "Suivre le rapport" not in before


def test_a_draft_whose_news_comes_after_that_of_its_publication_waits_for_nobody(marne):
    hear(marne.seen, PUBLISHED, DRAFTED)

    assert ": à relire" not in home_of(marne)
