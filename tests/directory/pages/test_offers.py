import html
from datetime import timedelta

import pytest

from shared.events.sessions import EnrolmentSaved, WorkshopPlanned
from shared.ids import new_id
from shared.messaging.envelope import Envelope
from shared.roles import Role
from tests.factories.structures import a_structure

FORM = {"theme": "Café numérique", "audience": "Seniors", "schedule": "Le mardi matin", "places": "8"}


def text_of(answer) -> str:
    return html.unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


@pytest.fixture
def network(directory):
    return directory.network()


@pytest.fixture
def structure(network):
    return a_structure(network)


@pytest.fixture
def page(structure):
    return f"/annuaire/marne/structures/{structure.id}"


def hear(network, clock, *events):
    bodies = [Envelope.wrap(event, tenant_id=network.id, at=clock.now()).dump() for event in events]
    assert network.subject.service.consumer().receive(bodies) == []


def test_an_offer_says_what_for_whom_when_and_how_many_places(network, page):
    animator = network.client(Role.ANIMATOR)

    refused = animator.post(f"{page}/offres/nouvelle", data={**FORM, "theme": "", "places": "0"})
    animator.post(f"{page}/offres/nouvelle", data=FORM)

    assert refused.status_code == 422
    shown = text_of(network.client(Role.MEDIATOR).get(page))
    assert "Café numérique" in shown
    assert "Seniors · Le mardi matin" in shown
    assert "8 places" in shown


def test_a_referent_keeps_the_offers_of_their_own_structure_only(network, structure, page):
    other = a_structure(network, label="Mairie", external_id="other")
    member = network.member(Role.REFERENT, structure_id=structure.id)
    referent = network.subject.client(member.account_id)

    assert referent.post(f"{page}/offres/nouvelle", data=FORM).status_code == 303
    assert referent.post(f"/annuaire/marne/structures/{other.id}/offres/nouvelle", data=FORM).status_code == 403


def test_a_program_changes_and_removes_an_offer(network, structure):
    program, base = network.program(Role.ANIMATOR), "/api/v1/directory/networks/marne"
    offer = program.post(f"{base}/structures/{structure.id}/offers", json={"theme": "Démarches"}).json

    changed = program.patch(f"{base}/offers/{offer['id']}", json={"places": 3}).json
    program.post(f"{base}/offers/{offer['id']}/removal")

    assert (changed["theme"], changed["places"]) == ("Démarches", 3)
    assert program.get(f"{base}/structures/{structure.id}/offers").json == {"items": []}


def test_the_next_workshops_show_their_free_places_whatever_the_order_of_the_news(network, structure, page, clock):
    series, seats = new_id(), [new_id() for _ in range(3)]
    day = clock.now().date()
    common = {"series_id": series, "person": "p", "known_before": True, "enrolled_on": day}
    taken = [EnrolmentSaved(enrolment_id=seat, version=1, **common) for seat in seats]
    given_back = EnrolmentSaved(enrolment_id=seats[0], version=2, cancelled_on=day, **common)
    starts = clock.now() + timedelta(days=3)
    planned = WorkshopPlanned(
        workshop_date_id=new_id(),
        version=1,
        series_id=series,
        title="Premiers pas",
        kind="atelier",
        structure_id=structure.id,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        capacity=5,
        status="planned",
    )

    hear(network, clock, given_back, *taken, planned)

    shown = text_of(network.client(Role.MEDIATOR).get(page))
    assert "Premiers pas" in shown
    assert "3 places libres" in shown
