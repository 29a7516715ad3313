"""What the search across everything finds among letters and meetings, and the lists that it leads to."""

import re

import pytest

from shared.roles import Role

LETTER = {"subject": "Lettre de février", "body": "L’été prochain, **Épernay** accueille la fête."}
MEETING = {"title": "Journée d’été", "day": "2026-03-31", "starts_at": "14:00", "ends_at": "16:30", "place": "Épernay"}


@pytest.fixture
def animator(network):
    return network.client(Role.ANIMATOR)


@pytest.fixture
def written(animator):
    """Seven letters and a meeting."""
    for number in range(7):
        letter = LETTER | {"subject": f"{LETTER['subject']} ({number})"}
        assert animator.post("/lettres/marne/nouvelle", data=letter).status_code == 303
    assert animator.post("/rencontres/marne/nouvelle", data=MEETING).status_code == 303


def titles(browser, prefix, text, slug="marne") -> list[str]:
    answer = browser.get(f"/{prefix}/{slug}/recherche", query_string={"q": text, "fragment": "1"})
    assert answer.status_code == 200
    return re.findall(r'<li><a href="[^"]+">([^<]+)</a>', answer.text)


def test_letters_are_found_by_words_of_subject_and_text_without_accents(animator, written):
    assert titles(animator, "lettres", "fevrier epernay (3)") == ["Lettre de février (3)"]
    assert titles(animator, "lettres", "mars") == []


def test_five_letters_are_shown_and_a_link_leads_to_all_of_them(animator, written):
    page = animator.get("/lettres/marne/recherche?q=fevrier").text
    href = re.search(r'<a href="([^"]+)">Voir les 7 lettres</a>', page).group(1)

    assert len(titles(animator, "lettres", "fevrier")) == 5
    assert animator.get(href).text.count("Lettre de février (") == 7
    assert "Aucune lettre ne correspond" in animator.get("/lettres/marne/?q=mars").text


@pytest.mark.parametrize("role", [Role.ANIMATOR, Role.REFERENT])
def test_meetings_are_found_by_title_and_place_and_listed(network, written, role):
    browser = network.client(role)

    assert titles(browser, "rencontres", "ete epern") == ["Journée d’été"]
    assert "Journée d’été" in browser.get("/rencontres/marne/?q=epernay").text
    assert "Aucune rencontre ne correspond" in browser.get("/rencontres/marne/?q=reims").text


def test_programs_search_the_same_lists(network, written):
    program = network.program(Role.ANIMATOR)
    api = "/api/v1/notifications/networks/marne"

    for noun, count in (("newsletters", 7), ("meetings", 1)):
        assert len(program.get(f"{api}/{noun}?q=epernay").json["items"]) == count
        assert program.get(f"{api}/{noun}?q=reims").json["items"] == []


def test_what_another_network_wrote_is_never_found(notifications, written):
    stranger = notifications.network("aube").client(Role.ADMINISTRATOR)

    assert titles(stranger, "lettres", "fevrier", "aube") == []
    assert titles(stranger, "rencontres", "ete", "aube") == []


@pytest.mark.parametrize("role", [Role.MEDIATOR, Role.MANAGER, Role.REFERENT, Role.FUNDER])
def test_who_may_not_read_letters_is_refused(network, role):
    assert network.client(role).get("/lettres/marne/recherche?q=a").status_code == 403
