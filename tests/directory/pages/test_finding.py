"""One search across everything: what the directory finds, and where it sends people for the rest."""

import html
import re

import pytest
from sqlalchemy import event

from shared.roles import Role
from tests.factories.networks import open_network
from tests.factories.offers import an_offer
from tests.factories.referents import a_referent
from tests.factories.structures import a_structure

ASKED = r'data-source="([^"?]+)\?'
TITLES = r'<li><a href="[^"]+">([^<]+)</a>'
SOFTWARE = {
    **{"title": "VLC", "summary": "Lire presque toutes les vidéos.", "url": "https://www.videolan.org/vlc/"},
    **{"systems": ["windows", "linux"], "licence": "GPL", "remark": "En français."},
}


@pytest.fixture
def marne(directory):
    return open_network(directory)


def page_of(marne, text, *roles, **more) -> str:
    client = marne.seen.client(*roles)
    answer = client.get(f"/annuaire/{marne.slug}/recherche", query_string={"q": text, **more})
    assert answer.status_code == 200
    return html.unescape(answer.text.split("<main")[1].split("</main")[0]).replace("\u00a0", " ")


def titles(marne, text, *roles) -> list[str]:
    return re.findall(TITLES, page_of(marne, text, *roles))


def test_structures_and_what_they_offer_are_found_without_accents(marne):
    place = a_structure(marne.seen, label="Médiathèque Édith Piaf", commune="Épernay")
    an_offer(marne.seen, place.id, theme="Café couture")

    assert titles(marne, "mediatheque epern", Role.MEDIATOR) == ["Médiathèque Édith Piaf"]
    assert titles(marne, "cafe edith", Role.MEDIATOR) == ["Médiathèque Édith Piaf", "Café couture"]


def test_a_word_typed_wrong_is_understood_and_that_is_said(marne):
    a_structure(marne.seen, label="Médiathèque Édith Piaf")

    page = page_of(marne, "mediatheqe", Role.MEDIATOR)

    assert "Aucune fiche n’a ce mot. En voici pour « mediatheque »." in page
    assert 'data-found="0"' in page
    assert page.index("Médiathèque Édith Piaf") > page.rindex("data-source")


def test_five_structures_are_shown_and_a_link_leads_to_the_list_already_searched(marne):
    for number in range(7):
        a_structure(marne.seen, label=f"Mairie {number}")

    page = page_of(marne, "mairie", Role.REFERENT)

    assert len(re.findall(TITLES, page)) == 5
    assert f'<a href="/annuaire/{marne.slug}/structures?q=mairie">Voir les 7 structures</a>' in page


def test_a_referent_is_found_by_those_to_whom_they_agreed_to_be_shown(marne, clock):
    place = a_structure(marne.seen)
    a_referent(marne.seen, place.id, name="Hélène Dupré", shown_to="members", consented_on=clock.now().date())
    a_referent(marne.seen, place.id, name="Hervé Dupré")

    assert titles(marne, "dupre", Role.MEDIATOR) == ["Hélène Dupré"]
    assert titles(marne, "dupre", Role.ANIMATOR) == ["Hélène Dupré", "Hervé Dupré"]


def test_a_referent_finds_the_others_of_their_own_structure(marne):
    place, elsewhere = a_structure(marne.seen), a_structure(marne.seen, label="Mairie")
    a_referent(marne.seen, place.id, name="Hervé Dupré")
    a_referent(marne.seen, elsewhere.id, name="Jean Dupré")
    member = marne.seen.member(Role.REFERENT, structure_ids=[place.id])

    page = marne.directory.client(member.account_id).get(f"/annuaire/{marne.slug}/recherche?q=dupre").text

    assert "Hervé Dupré" in page
    assert "Jean Dupré" not in page


def test_programs_look_for_referents_and_offers(marne, clock):
    place = a_structure(marne.seen)
    a_referent(marne.seen, place.id, name="Hélène Dupré", shown_to="members", consented_on=clock.now().date())
    a_referent(marne.seen, place.id, name="Hervé Dupré")
    an_offer(marne.seen, place.id, theme="Café couture")

    def names(noun, text, role):
        path = f"/api/v1/directory/networks/{marne.slug}/{noun}"
        found = marne.seen.program(role).get(path, query_string={"q": text}).json
        assert found["count"] == len(found["items"])
        return [one.get("name") or one["theme"] for one in found["items"]]

    assert names("referents", "dupre", Role.MEDIATOR) == ["Hélène Dupré"]
    assert names("referents", "dupre", Role.ANIMATOR) == ["Hélène Dupré", "Hervé Dupré"]
    assert names("offers", "cafe", Role.MEDIATOR) == ["Café couture"]
    assert names("offers", "tricot", Role.MEDIATOR) == []


def test_members_are_found_by_who_may_read_their_list(marne):
    marne.join("helene.dupre@ville.fr", "mediator")

    assert "Membres du réseau" in page_of(marne, "dupre", Role.ANIMATOR)
    assert "Membres du réseau" not in page_of(marne, "dupre", Role.MEDIATOR)


def test_discussions_and_resources_are_found(marne):
    browser = marne.client(marne.join("lise@ville.fr", "animator"))
    question = {"title": "Qui prête un vidéoprojecteur ?", "theme": "equipment", "body": "Pour le 12 mai."}
    assert browser.post(f"/annuaire/{marne.slug}/echanges", data=question).status_code == 303
    assert browser.post(f"/annuaire/{marne.slug}/partage/nouveau/logiciel", data=SOFTWARE).status_code == 303

    assert titles(marne, "video", Role.MEDIATOR) == ["VLC", "Qui prête un vidéoprojecteur ?"]


def test_what_another_network_has_is_never_found(directory, marne):
    place = a_structure(marne.seen, label="Médiathèque Édith Piaf")
    an_offer(marne.seen, place.id, theme="Café couture")
    a_referent(marne.seen, place.id, name="Hélène Dupré")
    aube = open_network(directory, "Réseau de l’Aube", email="aube@ville.fr", department="10")

    assert [titles(aube, text, Role.ADMINISTRATOR) for text in ("piaf", "couture", "dupre")] == [[], [], []]


EVERYTHING = ["ateliers", "materiel", "lettres", "rencontres", "rapports"]


@pytest.mark.parametrize(
    ("role", "prefixes"),
    [
        (Role.ADMINISTRATOR, EVERYTHING),
        (Role.ANIMATOR, ["ateliers", "lettres", "rencontres", "rapports"]),
        (Role.MANAGER, ["ateliers", "materiel", "rencontres", "rapports"]),
        (Role.MEDIATOR, ["ateliers", "materiel", "rencontres", "rapports"]),
        (Role.REFERENT, ["ateliers", "rencontres"]),
        (Role.FUNDER, ["rapports"]),
    ],
)
def test_each_reader_is_sent_to_the_services_that_answer_them(start, role, prefixes):
    marne = open_network(start("directory"))
    page = page_of(marne, "piaf", role)

    asked = [path.split("/")[1] for path in re.findall(ASKED, page)]
    assert asked == prefixes
    for name in ("sessions", "notifications", "reporting"):
        service = start(name)
        client = service.network(marne.slug).client(role)
        for prefix in set(service.service.prefixes) & set(EVERYTHING):
            may = client.get(f"/{prefix}/{marne.slug}/recherche?q=piaf").status_code == 200
            assert may is (prefix in prefixes) or (role, prefix) == (Role.FUNDER, "rencontres")


def test_a_funder_finds_nothing_of_the_directory(marne):
    a_structure(marne.seen, label="Médiathèque Édith Piaf")

    assert titles(marne, "piaf", Role.FUNDER) == []


def test_without_script_each_service_is_one_link_away(marne):
    page = page_of(marne, "ma tablette", Role.MEDIATOR)

    link = f'<a href="/ateliers/{marne.slug}/recherche?q=ma+tablette">'
    assert f"{link}Chercher « ma tablette » dans les ateliers et les personnes accompagnées</a>" in page


@pytest.mark.parametrize("text", ["", " ", "…?"])
def test_nothing_asked_for_is_met_with_what_one_may_write(marne, text):
    a_structure(marne.seen)

    page = page_of(marne, text, Role.MEDIATOR)

    assert "Écrivez un nom, une commune, un thème" in page
    assert re.findall(TITLES, page) == re.findall(ASKED, page) == []


def test_every_page_of_the_network_has_the_field_but_for_the_public_ones(marne):
    a_structure(marne.seen)
    field = f'action="/annuaire/{marne.slug}/recherche" method="get" role="search"'

    inside = marne.client().get(f"/annuaire/{marne.slug}/structures").text
    outside = marne.directory.client().get("/").text

    assert inside.count(field) == 1
    assert field not in outside


def test_a_search_asks_the_database_as_often_whatever_it_finds(marne):
    def statements() -> int:
        said: list[str] = []
        engine, listen = marne.directory.database.engine, lambda *given: said.append(given[2])
        event.listen(engine, "before_cursor_execute", listen)
        assert "Référents" in page_of(marne, "mairie", Role.ADMINISTRATOR)
        event.remove(engine, "before_cursor_execute", listen)
        return len(said)

    counts = []
    for number in range(5):
        place = a_structure(marne.seen, label=f"Mairie {number}")
        a_referent(marne.seen, place.id, name=f"Mairie {number}")
        an_offer(marne.seen, place.id, theme=f"Mairie {number}")
        marne.join(f"mairie{number}@ville.fr", "mediator")
        counts.append(statements())

    assert counts[1:] == [counts[1]] * 4
