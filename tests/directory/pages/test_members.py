"""Members, invitations and keys, as a browser does it."""

import re

import pytest

from services.directory.domain.secrets import digest_of
from tests.factories.networks import open_network, secret_of_last_message


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def browser(marne):
    return marne.client()


def url(marne, path):
    return f"/annuaire/{marne.slug}/{path}"


def invite(browser, marne, **changes):
    form = {"email": "paul@asso.org", "display_name": "Paul Petit", "roles": ["mediator"], **changes}
    return browser.post(url(marne, "membres/inviter"), data=form)


def test_a_guest_joins_through_the_link_and_a_button(marne, browser, directory):
    assert invite(browser, marne).status_code == 303
    link = url(marne, f"invitation/{secret_of_last_message(directory, 'paul@asso.org')}")
    guest = directory.client()

    page = guest.get(link)
    answer = guest.post(link, data={"display_name": "Paul P."})

    assert "Médiateur numérique" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert answer.location == url(marne, "")
    assert "Bienvenue dans le réseau" in guest.get(answer.location).text
    assert "Paul P." in browser.get(url(marne, "membres")).text


def test_a_guest_without_a_name_is_asked_for_one_and_the_link_stays_good(marne, browser, directory):
    invite(browser, marne)
    link = url(marne, f"invitation/{secret_of_last_message(directory, 'paul@asso.org')}")
    guest = directory.client()

    answer = guest.post(link, data={"display_name": " "})

    assert answer.status_code == 422
    assert "Écrivez votre nom." in answer.text
    assert guest.post(link, data={"display_name": "Paul P."}).status_code == 303


def test_an_invitation_used_twice_says_so(marne, browser, directory):
    invite(browser, marne)
    link = url(marne, f"invitation/{secret_of_last_message(directory, 'paul@asso.org')}")
    directory.client().post(link)

    for answer in (directory.client().get(link), directory.client().post(link)):
        assert answer.status_code == 404
        assert "ne marche plus" in answer.text


def test_the_form_sent_twice_invites_once(marne, browser, directory):
    first = invite(browser, marne, idempotency_key="one")
    second = invite(browser, marne, idempotency_key="one")

    assert (first.status_code, first.location) == (second.status_code, second.location)
    letters = [b for _, b in directory.outgoing() if b["data"].get("template") == "member_invitation"]
    assert len(letters) == 1


def test_a_referent_invited_without_a_structure_is_told_of(marne, browser):
    _, pilot = marne.seen.published("directory.structure_saved.v1")[0]
    own = [pilot["structure_id"]]

    alone = browser.get(invite(browser, marne, roles=["referent"]).location).text
    placed = invite(browser, marne, email="ana@asso.org", roles=["referent"], structure_ids=own)

    assert "Aucune structure n’est choisie" in alone
    members = browser.get(placed.location).text
    assert "Aucune structure n’est choisie" not in members
    assert members.split("Invitations sans réponse")[-1].count(f'<span class="hint">{pilot["label"]}</span>') == 1


def test_an_invitation_without_a_role_keeps_what_was_typed(marne, browser):
    answer = invite(browser, marne, roles=[])

    assert answer.status_code == 422
    assert "Choisissez au moins un rôle." in answer.text
    assert 'value="paul@asso.org"' in answer.text


def test_a_pasted_list_keeps_the_lines_to_correct(marne, browser):
    form = {"people": "Zoé Roy; zoe@ccas.fr\nluc sans adresse\nnadia@ville.fr", "roles": ["referent", "mediator"]}

    answer = browser.post(url(marne, "membres/inviter-plusieurs"), data=form)

    assert "1 invitation est partie." in answer.text
    assert "Ligne 2" in answer.text
    assert re.search(r"<textarea[^>]*>\s*luc sans adresse\s+nadia@ville.fr</textarea>", answer.text)
    assert answer.text.count(" checked") == 2


def test_a_list_without_error_leads_back_to_the_members(marne, browser):
    form = {"people": "zoe@ccas.fr\nluc@ccas.fr", "roles": ["referent"]}

    answer = browser.post(url(marne, "membres/inviter-plusieurs"), data=form, follow_redirects=True)

    assert "2 invitations sont parties." in answer.text
    assert "luc@ccas.fr" in answer.text


def test_an_invitation_is_sent_again_or_cancelled_from_the_list(marne, browser):
    invite(browser, marne)
    page = browser.get(url(marne, "membres")).text
    again, cancel = (re.search(rf'action="([^"]+/{verb})"', page)[1] for verb in ("relance", "annulation"))

    assert "nouveau lien" in browser.post(again, follow_redirects=True).text
    assert "est annulée" in browser.post(cancel, follow_redirects=True).text


def test_roles_are_changed_and_a_member_removed(marne, browser):
    paul = marne.join("paul@asso.org", "mediator")
    member = url(marne, f"membres/{marne.membership_id(paul)}")

    changed = browser.post(f"{member}/roles", data={"roles": ["animator", "funder"]}, follow_redirects=True)
    removed = browser.post(f"{member}/retrait", follow_redirects=True)

    assert "Financeur" in changed.text
    assert "n’a plus accès au réseau" in removed.text
    assert "Paul" in browser.get(url(marne, "membres?status=left")).text
    assert f"{member}/retour" in removed.text


def test_a_removal_can_be_undone_within_the_hour(marne, browser, clock):
    paul = marne.join("paul@asso.org", "mediator")
    member = url(marne, f"membres/{marne.membership_id(paul)}")
    browser.post(f"{member}/retrait")

    undone = browser.post(f"{member}/retour", follow_redirects=True)
    browser.post(f"{member}/retrait")
    clock.advance(hours=2)

    assert "de nouveau membre" in undone.text
    assert marne.client(paul).get(url(marne, "structures")).status_code == 404
    assert marne.client().post(f"{member}/retour").status_code == 409


def test_members_are_in_the_order_of_their_names_whatever_the_accents(marne, browser, directory):
    for name in ("Yves Roy", "Élodie Marchal", "Fatou Ba"):
        invite(browser, marne, email=f"{name[-2:].lower()}@asso.org")
        secret = secret_of_last_message(directory, f"{name[-2:].lower()}@asso.org")
        directory.client().post(url(marne, f"invitation/{secret}"), data={"display_name": name})

    page = browser.get(url(marne, "membres")).text

    assert page.index("Élodie Marchal") < page.index("Fatou Ba") < page.index("Yves Roy")


def test_invitations_without_an_answer_are_told_of_above_the_list(marne, browser):
    invite(browser, marne)

    page = browser.get(url(marne, "membres")).text

    assert (
        page.index('href="#invitations">1 invitation sans réponse')
        < page.index("<table")
        < page.index('id="invitations"')
    )


def test_among_many_members_one_is_found_by_a_part_of_the_name(marne, browser):
    for number in range(60):
        marne.join(f"membre{number}@ville.fr", "mediator")
    marne.join("amelie.detre@ville.fr", "funder")

    first = browser.get(url(marne, "membres"))
    found = browser.get(url(marne, "membres?q=Amélie"))

    assert 'rel="next"' in first.text
    assert "amelie.detre@ville.fr" in found.text
    assert "membre1@ville.fr" not in found.text
    assert "amelie.detre@ville.fr" in browser.get(url(marne, "membres?role=funder")).text
    assert "Aucun membre ne correspond" in browser.get(url(marne, "membres?q=personne")).text


def test_a_person_changes_their_own_name_everywhere(marne, browser, directory):
    aube = open_network(directory, "Réseau de l’Aube", department="10")

    assert browser.post("/compte/nom", data={"display_name": "N"}).status_code == 422
    answer = browser.post("/compte/nom", data={"display_name": "Nadia Benali-Roy"}, follow_redirects=True)

    assert "Votre nom est enregistré" in answer.text
    for network in (marne, aube):
        contact = network.seen.published("directory.member_contact_saved.v1")[-1][1]
        assert contact["display_name"] == "Nadia Benali-Roy"


def test_the_last_administrator_stays_and_is_told_why(marne, browser):
    member = url(marne, f"membres/{marne.membership_id(marne.administrator)}")

    for answer in (
        browser.post(f"{member}/roles", data={"roles": ["animator"]}),
        browser.post(f"{member}/retrait"),
        browser.post(url(marne, "quitter")),
    ):
        assert answer.status_code == 409
        assert "au moins un administrateur" in answer.text


def test_a_member_may_leave(marne):
    paul = marne.join("paul@asso.org", "funder")
    browser = marne.client(paul)

    assert f'href="{url(marne, "quitter")}"' in browser.get("/compte/").text
    assert "Vous ne pourrez plus entrer" in browser.get(url(marne, "quitter")).text
    assert browser.post(url(marne, "quitter")).location == "/compte/reseaux"
    assert browser.get(url(marne, "")).status_code == 404


def test_a_referent_has_a_structure_of_the_network(marne, browser):
    paul = marne.join("paul@asso.org", "referent")
    other = open_network(marne.directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")
    (_, own), (_, foreign) = (n.seen.published("directory.structure_saved.v1")[0] for n in (marne, other))
    path = url(marne, f"membres/{marne.membership_id(paul)}/roles")

    refused = browser.post(path, data={"roles": ["referent"], "structure_ids": [foreign["structure_id"]]})
    accepted = browser.post(path, data={"roles": ["referent"], "structure_ids": [own["structure_id"]]})

    assert (refused.status_code, accepted.status_code) == (422, 303)
    assert marne.seen.published("directory.member_saved.v1")[-1][1]["structure_id"] == own["structure_id"]


def test_the_secret_of_a_key_is_shown_once_and_kept_nowhere(marne, browser, directory):
    form = {"label": "Tableur", "roles": ["mediator"], "expires_on": "2026-06-30", "idempotency_key": "one"}

    browser.post(url(marne, "cles-api/nouvelle"), data=form)
    first, second = browser.get(url(marne, "cles-api")).text, browser.get(url(marne, "cles-api")).text

    secret = re.search(r"maillage_[\w-]{43}", first)[0]
    assert secret not in second
    assert digest_of(secret) == marne.seen.published("directory.api_token_saved.v1")[0][1]["digest"]
    with marne.uow() as uow:
        kept = uow.session.connection().exec_driver_sql("SELECT headers::text || body FROM idempotency").scalars()
        assert secret not in "".join(kept)


def test_a_key_s_secret_has_a_button_that_copies_it(marne, browser):
    form = {"label": "Site", "roles": ["funder"], "expires_on": "2026-06-30"}

    shown = browser.post(url(marne, "cles-api/nouvelle"), data=form, follow_redirects=True).text

    secret = re.search(r"<code>(maillage_[^<]+)</code>", shown)[1]
    assert f'data-copy-text="{secret}"' in shown


def test_who_writes_a_program_finds_what_the_api_says_from_the_keys(browser, marne):
    keys, webhooks = browser.get(url(marne, "cles-api")).text, browser.get(url(marne, "webhooks")).text

    for service in ("directory", "sessions", "notifications", "reporting"):
        assert f'/api/v1/{service}/openapi.json">' in keys
    assert f'href="{url(marne, "cles-api")}">« Clés de l’API »' in webhooks


def test_a_key_works_until_it_is_revoked(marne, browser, directory):
    browser.post(
        url(marne, "cles-api/nouvelle"), data={"label": "x", "roles": ["animator"], "expires_on": "2026-06-30"}
    )
    page = browser.post(
        url(marne, "cles-api/nouvelle"), data={"label": "Tableur", "roles": ["animator"], "expires_on": "2026-06-30"},
        follow_redirects=True,
    ).text  # fmt: skip
    program = directory.app.test_client()
    program.environ_base["HTTP_AUTHORIZATION"] = "Bearer " + re.search(r"maillage_[\w-]{43}", page)[0]
    members = f"/api/v1/directory/networks/{marne.slug}/members"
    assert program.get(members).status_code == 200

    browser.post(re.search(r'action="([^"]+/revocation)"', page)[1])

    assert program.get(members).status_code in (401, 404)


@pytest.mark.parametrize(("form", "statuses"), [({"revoke_keys": "true"}, [401] * 4), ({}, [200] * 4)])
def test_the_keys_of_who_is_removed_are_revoked_with_them_or_stay_the_network_s(platform, form, statuses):
    marne = open_network(platform["directory"])
    paul = marne.join("paul@asso.org", "administrator")
    made = {"label": "Tableur de Paul", "roles": ["administrator"], "expires_on": "2026-06-30"}
    page = marne.client(paul).post(url(marne, "cles-api/nouvelle"), data=made, follow_redirects=True).text
    key = {"Authorization": "Bearer " + re.search(r"maillage_[\w-]{43}", page)[0]}
    member = url(marne, f"membres/{marne.membership_id(paul)}")
    platform.settle()

    assert "Tableur de Paul" in marne.client().get(member).text
    marne.client().post(f"{member}/retrait", data=form)
    platform.settle()

    services = ("directory", "sessions", "notifications", "reporting")
    answers = [
        platform[name].app.test_client().get(f"/api/v1/{name}/networks/{marne.slug}/journal", headers=key)
        for name in services
    ]
    assert [one.status_code for one in answers] == statuses


def test_a_removed_member_is_refused_by_the_four_services_as_soon_as_the_event_arrives(platform):
    marne = open_network(platform["directory"])
    paul = marne.join("paul@asso.org", "animator")
    pages = {"directory": "annuaire", "sessions": "ateliers", "notifications": "lettres", "reporting": "rapports"}
    platform.settle()

    def statuses():
        return [
            platform[service].client(paul.account_id).get(f"/{prefix}/{marne.slug}/").status_code
            for service, prefix in pages.items()
        ]

    before = statuses()
    marne.client().post(url(marne, f"membres/{marne.membership_id(paul)}/retrait"))
    platform.settle()

    assert (before, statuses()) == ([200] * 4, [404] * 4)
