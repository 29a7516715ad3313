"""Meetings through the pages and the interface; answers by the link of the mail."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from shared.events.directory import StructureSaved
from shared.ids import new_id
from shared.roles import Role

MEETING = {
    "title": "Rencontre de printemps",
    "day": "2026-03-31",
    "starts_at": "14:00",
    "ends_at": "16:30",
    "place": "Mairie d’Épernay",
}
API = "/api/v1/notifications/networks/marne"


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


@pytest.fixture
def meeting(animator, add_contact) -> str:
    """Address of the page of a meeting just planned, with two guests."""
    add_contact("ana@example.org")
    add_contact("bob@example.org")
    return animator.post("/rencontres/marne/nouvelle", data=MEETING).headers["Location"]


def answer_path(mail_server, address: str) -> str:
    (message,) = [m for a, m in zip(mail_server.addresses, mail_server.messages, strict=True) if a == address]
    text = message.get_body(("plain",)).get_content()
    return re.search(r"http://localhost(/rencontres/\S+)", text).group(1)


def test_the_next_quarterly_meeting_is_proposed_with_days_and_hosts(animator, hear):
    for label, can_host in (("Médiathèque", True), ("Guichet", False)):
        hear(
            StructureSaved(
                structure_id=new_id(),
                version=1,
                label=label,
                commune="Reims",
                commune_code="51454",
                address="1 rue Haute",
                can_host_meetings=can_host,
            )
        )

    page = animator.get("/rencontres/marne/").text

    assert "mardi 24 mars 2026" in page
    assert "Médiathèque, Reims" in page
    assert "Guichet" not in page
    assert 'value="2026-03-24"' in animator.get("/rencontres/marne/nouvelle").text


def test_a_guest_answers_by_the_link_and_opening_it_changes_nothing(
    notifications, animator, meeting, work, mail_server
):
    work()
    path = answer_path(mail_server, "ana@example.org")
    visitor = notifications.client()

    assert "Serez-vous des nôtres" in visitor.get(path).text
    assert "2</strong> sans réponse" in animator.get(meeting).text
    visitor.post(path, data={"answer": "accepted"})
    assert "votre réponse est enregistrée" in visitor.get(path).text
    visitor.post(path, data={"answer": "declined"})

    board = animator.get(meeting).text
    assert "1</strong> non" in board
    assert "1</strong> sans réponse" in board
    declined = animator.get(f"{meeting}?answer=declined").text
    assert "ana@example.org" in declined and "bob@example.org" not in declined


def test_an_unknown_answer_or_a_forged_link_is_refused(notifications, meeting, work, mail_server):
    work()
    path = answer_path(mail_server, "ana@example.org")
    visitor = notifications.client()

    assert visitor.post(path, data={"answer": "perhaps"}).status_code == 422
    assert visitor.get(path[:-4] + "AAAA").status_code == 404


def test_the_animator_moves_reminds_notes_and_cancels(animator, meeting, work, mail_server):
    work()
    moved = animator.post(f"{meeting}/modifier", data={**MEETING, "day": "2026-04-02"}, follow_redirects=True)
    reminded = animator.post(f"{meeting}/relance", follow_redirects=True)
    again = animator.post(f"{meeting}/relance")
    cancelled = animator.post(f"{meeting}/annulation", follow_redirects=True)
    work()

    assert "Tous les membres sont prévenus" in moved.text
    assert "Un rappel part vers 2 personnes" in reminded.text
    assert again.status_code == 409
    assert "La rencontre est annulée" in cancelled.text
    assert mail_server.messages[-1]["Subject"].startswith("Annulée")


def test_what_was_wrong_in_the_form_is_said_beside_the_field(animator):
    answer = animator.post("/rencontres/marne/nouvelle", data={**MEETING, "ends_at": "13:00"})

    assert answer.status_code == 422
    assert "La fin doit venir après le début." in answer.text
    assert "Mairie d’Épernay" in answer.text


def test_the_hours_of_the_form_are_those_of_the_network(network, animator, meeting):
    page = animator.get(f"{meeting}/modifier").text
    planned = network.program(Role.ANIMATOR).get(f"{API}/meetings").json["items"][0]

    assert 'value="14:00"' in page
    assert planned["starts_at"] == "2026-03-31T12:00:00+00:00"


def test_afterwards_the_animator_says_how_many_came(network, animator, meeting, clock):
    assert animator.post(f"{meeting}/bilan", data={"people": "53", "structures": "30"}).status_code == 409
    clock.advance(days=40)
    animator = network.client(Role.ANIMATOR)

    page = animator.post(f"{meeting}/bilan", data={"people": "53", "structures": "30"}, follow_redirects=True).text

    assert "53 personnes de 30 structures" in page
    assert "tenue" in animator.get("/rencontres/marne/").text


def test_every_member_reads_the_board_and_only_animators_write(network, meeting):
    mediator = network.client(Role.MEDIATOR)

    assert mediator.get(meeting).status_code == 200
    assert "Annuler la rencontre" not in mediator.get(meeting).text
    assert mediator.post(f"{meeting}/annulation").status_code == 403


def test_the_calendar_file_opens_in_any_calendar(animator, meeting):
    answer = animator.get(f"{meeting}/rencontre.ics")

    calendar = Calendar.from_ical(answer.data)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert calendar["METHOD"] == "PUBLISH"
    assert len(calendar.walk("VEVENT")) == 1


def test_a_network_sees_nothing_of_anothers_meetings(notifications, meeting, mail_server, work):
    work()
    other = notifications.network("aube")
    path = answer_path(mail_server, "ana@example.org")

    assert other.client(Role.ADMINISTRATOR).get(meeting.replace("/marne/", "/aube/")).status_code == 404
    assert notifications.client().get(path.replace("/marne/", "/aube/")).status_code == 404


def test_everything_also_by_the_interface(network, add_contact, clock):
    add_contact("ana@example.org")
    program = network.program(Role.ANIMATOR)
    starts = clock.now() + timedelta(days=30)
    shape = {"title": "Rencontre", "place": "Reims", "starts_at": starts.isoformat()}
    shape["ends_at"] = (starts + timedelta(hours=2)).isoformat()

    assert program.get(f"{API}/meetings/proposal").json["quarter"] == "1ᵉʳ trimestre 2026"
    meeting = program.post(f"{API}/meetings", json=shape).json
    (guest,) = program.get(f"{API}/meetings/{meeting['id']}/invitations").json["items"]
    answered = program.put(f"{API}/invitations/{guest['id']}/answer", json={"answer": "accepted"}).json
    moved = program.put(f"{API}/meetings/{meeting['id']}", json={**shape, "place": "Épernay"}).json
    reminded = program.post(f"{API}/meetings/{meeting['id']}/reminders").json
    clock.advance(days=31)
    program = network.program(Role.ANIMATOR)
    held = program.put(f"{API}/meetings/{meeting['id']}/holding", json={"people": 53, "structures": 30}).json

    assert (answered["answer"], moved["sequence"], reminded) == ("accepted", 1, {"reminded": 1})
    assert (held["status"], held["people"]) == ("held", 53)
    assert program.get(f"{API}/meetings/hosts").json == {"items": [], "count": 0}
    assert program.get(f"{API}/invitations/{guest['id']}").json["email"] == "ana@example.org"
    assert program.post(f"{API}/meetings/{meeting['id']}/cancellation").status_code == 409
