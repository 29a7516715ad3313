"""A network closes: said on every page, cancelled by any administrator, then shut at once in the four services."""

import pytest
from sqlalchemy import select

from services.directory import ticks
from services.directory.models.tombstone import Tombstone
from services.directory.operating import reopen_network
from shared.roles import Role
from tests.factories.networks import open_network

PAGES = {"directory": "annuaire", "sessions": "materiel", "notifications": "lettres", "reporting": "rapports"}


@pytest.fixture
def marne(platform):
    opened = open_network(platform["directory"])
    platform.settle()
    return opened


def ask(platform, marne, label="réseau de la marne"):
    answer = marne.client().post(f"/annuaire/{marne.slug}/depart/fermeture", data={"label": label})
    platform.settle()
    return answer


def letters(marne, template):
    return [
        data["email"]
        for _, data in marne.seen.published("directory.message_requested.v1")
        if data["template"] == template
    ]


def pages(platform, marne):
    """Service → answer of a page of the network, to its administrator."""
    found = {}
    for service, prefix in PAGES.items():
        client = platform[service].client(marne.administrator.account_id)
        found[service] = client.get(f"/{prefix}/{marne.slug}/", follow_redirects=True)
    return found


def test_closing_is_asked_for_by_typing_the_name_and_said_on_every_page(platform, marne):
    wrong = ask(platform, marne, label="Réseau de l’Aube")
    assert wrong.status_code == 422
    assert "Réseau de la Marne" in wrong.text
    assert not any("sera fermé" in page.text for page in pages(platform, marne).values())

    assert ask(platform, marne).status_code == 303

    for service, page in pages(platform, marne).items():
        assert page.status_code == 200, service
        assert "Ce réseau sera fermé le" in page.text, service


def test_any_administrator_is_told_and_may_cancel_once(platform, marne):
    other = marne.join("hugo@ville.fr", Role.ADMINISTRATOR)
    platform.settle()
    ask(platform, marne)
    ask(platform, marne)

    first = marne.client(other).post(f"/annuaire/{marne.slug}/depart/annulation")
    again = marne.client().post(f"/annuaire/{marne.slug}/depart/annulation")
    platform.settle()

    assert sorted(letters(marne, "network_closing")) == ["hugo@ville.fr", "nadia@ville.fr"]
    assert sorted(letters(marne, "network_kept")) == ["hugo@ville.fr", "nadia@ville.fr"]
    assert (first.status_code, again.status_code) == (303, 409)
    assert not any("sera fermé" in page.text for page in pages(platform, marne).values())
    assert ask(platform, marne).status_code == 303, "it can be decided again"


def test_notices_are_given_once_each_and_once_after_an_outage(platform, marne, clock):
    ask(platform, marne)
    given = []
    for days in (22, 1, 1, 5):  # the eighth, seventh, sixth and first day before
        clock.advance(days=days)
        platform.tick()
        platform.tick()
        given.append(len(letters(marne, "network_closing")))

    assert given == [1, 2, 2, 3]


def test_on_its_day_a_network_shuts_in_every_service(platform, marne, clock):
    ask(platform, marne)
    clock.advance(days=30)
    platform.tick()

    assert {service: page.status_code for service, page in pages(platform, marne).items()} == dict.fromkeys(PAGES, 404)
    assert letters(marne, "network_closed") == ["nadia@ville.fr"]
    account = platform["directory"].client(marne.administrator.account_id)
    assert "Réseau de la Marne" not in account.get("/compte/reseaux").text


def test_a_network_that_fails_does_not_keep_the_others_from_closing_and_going(platform, marne, clock):
    aube = open_network(platform["directory"], "Réseau de l’Aube", email="lea@aube.fr", department="10")
    platform.settle()
    ask(platform, marne)
    ask(platform, aube, "Réseau de l’Aube")
    with marne.uow() as uow:
        broken = uow.plumbing.network.update().where(uow.plumbing.network.c.id == marne.id)
        uow.session.execute(broken.values(time_zone="Europe/Nulle-Part"))

    found = []
    for _ in range(2):
        clock.advance(days=30)
        ticks.close_networks()
        ticks.erase_networks()
        with aube.uow() as uow:
            copies = uow.session.execute(select(uow.plumbing.network.c.id, uow.plumbing.network.c.status))
            asked = uow.session.scalars(select(Tombstone.id)).all()
            found.append(({network_id: status for network_id, status in copies}, asked))

    status = {marne.id: "closing", aube.id: "closed"}
    assert found == [(status, []), (status, [aube.id])]


def test_the_operator_opens_a_closed_network_again_until_it_is_erased(platform, marne, clock, capsys):
    ask(platform, marne)
    with pytest.raises(SystemExit, match="n’est pas fermé"):
        reopen_network(marne.slug)
    clock.advance(days=30)
    platform.tick()
    clock.advance(days=29)
    platform.tick()

    assert platform["directory"].service.commands["reopen-network"]([marne.slug]) == 0
    assert capsys.readouterr().out.endswith("« Réseau de la Marne » est rouvert.\n")
    platform.settle()
    clock.advance(days=5)
    platform.tick()

    assert {service: page.status_code for service, page in pages(platform, marne).items()} == dict.fromkeys(PAGES, 200)
    with pytest.raises(SystemExit, match="Aucun réseau"):
        reopen_network("reseau-de-nulle-part")


def test_the_public_site_shuts_at_once_and_comes_back_when_closing_is_cancelled(platform, marne):
    form = {"is_site_open": "true", "licence": "etalab-2.0"}
    marne.client().post(f"/annuaire/{marne.slug}/publication", data=form)
    visitor = platform["directory"].client()
    public = [f"/annuaire/{marne.slug}/public", f"/annuaire/{marne.slug}/donnees-ouvertes"]
    before = [visitor.get(page).status_code for page in public]

    ask(platform, marne)
    during = [visitor.get(page).status_code for page in public]
    marne.client().post(f"/annuaire/{marne.slug}/depart/annulation")

    assert before == [200, 200]
    assert during == [404, 404]
    assert visitor.get(public[0]).status_code == 200


def test_while_the_network_closes_the_publication_leads_to_nothing_that_is_shut(platform, marne):
    page = f"/annuaire/{marne.slug}/publication"
    marne.client().post(page, data={"is_site_open": "true", "licence": "etalab-2.0"})
    before = marne.client().get(page).text

    ask(platform, marne)
    during = marne.client().get(page).text

    for public in ("public", "public/integrer", "donnees-ouvertes"):
        assert f'href="/annuaire/{marne.slug}/{public}"' in before
        assert f'href="/annuaire/{marne.slug}/{public}"' not in during
    assert "rien n’est montré au public" in during


def test_neither_a_member_nor_a_program_nor_another_network_closes_it(platform, marne):
    form, body = f"/annuaire/{marne.slug}/depart/fermeture", {"label": "Réseau de la Marne"}
    stranger = open_network(platform["directory"], "Réseau de l’Aube", email="lea@aube.fr")
    member = marne.join("paul@ville.fr", Role.ANIMATOR)

    assert marne.client(member).post(form, data=body).status_code == 403
    assert marne.seen.program(Role.ADMINISTRATOR).post(form, data=body).status_code == 403
    assert stranger.client().post(form, data=body).status_code == 404
    assert stranger.client().get(f"/annuaire/{marne.slug}/depart").status_code == 404
    assert marne.client().get(f"/annuaire/{marne.slug}/").text.count("sera fermé") == 0
