"""The coming dates on the first page lead to the thing itself, and only where the reader may go."""

import html
import re
from datetime import timedelta

import pytest

from services.notifications.rights import RIGHTS as NOTIFICATIONS_RIGHTS
from services.sessions.rights import RIGHTS as SESSIONS_RIGHTS
from shared.events.notifications import MeetingPlanned
from shared.ids import new_id
from shared.roles import EVERYONE, STAFF, Role
from tests.factories.networks import open_network
from tests.factories.structures import a_structure
from tests.factories.workshops import a_workshop, hear


@pytest.fixture
def network(directory):
    return open_network(directory).seen


@pytest.fixture
def workshop(network):
    return a_workshop(network, a_structure(network).id, title="Mes premiers courriels")


@pytest.fixture
def meeting(network):
    starts_at = network.subject.service.runtime.clock.now() + timedelta(days=5)
    about = {"title": "Rencontre de mars", "starts_at": starts_at, "status": "planned", "invited": 4}
    planned = MeetingPlanned(meeting_id=new_id(), version=1, **about)
    hear(network, planned)
    return planned


def link_of(network, role: Role, title: str) -> str | None:
    page = html.unescape(network.client(role).get(f"/annuaire/{network.slug}/").text)
    assert title in page
    found = re.search(rf'<a href="([^"]+)">{title}</a>', page)
    return found[1] if found else None


@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_go_to_the_workshop_and_to_the_meeting(network, workshop, meeting, role):
    assert link_of(network, role, workshop.title) == f"/ateliers/{network.slug}/parcours/{workshop.series_id}"
    assert link_of(network, role, meeting.title) == f"/rencontres/{network.slug}/{meeting.meeting_id}"


def test_a_funder_reads_of_a_workshop_whose_page_is_closed_to_them(network, workshop, meeting):
    assert link_of(network, Role.FUNDER, workshop.title) is None
    assert link_of(network, Role.FUNDER, meeting.title) == f"/rencontres/{network.slug}/{meeting.meeting_id}"


def test_a_workshop_is_told_with_its_day_and_its_place(network):
    a_workshop(network, a_structure(network, label="Médiathèque d’Ay").id, title="Mes photos")

    page = html.unescape(network.client(Role.MEDIATOR).get(f"/annuaire/{network.slug}/").text)

    told = re.search(r'Mes photos</a><br><span class="hint">([^<]+)<', page)
    assert told and re.fullmatch(r"\w+ \d+(er)? \w+, \d+.h( \d+|.\d+)?, Médiathèque d’Ay", told[1])


def test_the_links_follow_the_rights_of_the_services_that_own_the_pages():
    assert SESSIONS_RIGHTS["workshops.read"] == STAFF
    assert NOTIFICATIONS_RIGHTS["meetings.read"] == EVERYONE
