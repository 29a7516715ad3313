"""The address from which a network's letters leave: asked for, confirmed by who reads it, given up."""

import html

import pytest
from sqlalchemy import select

from services.directory.models.sender_request import SenderRequest
from services.directory.ticks import forget_personal_requests
from shared.roles import Role
from tests.factories.networks import SETTINGS, open_network, secret_of_last_message

ADDRESS = "contact@marne.fr"


@pytest.fixture
def directory(start):
    return start("directory", sender_domains="marne.fr, CD51.fr")


@pytest.fixture
def marne(directory):
    return open_network(directory)


def page_of(network):
    return f"/annuaire/{network.slug}/reglages/expediteur"


def ask(network, email=ADDRESS):
    return network.client().post(page_of(network), data={"email": email})


def link_to(network, email=ADDRESS):
    return f"/annuaire/{network.slug}/expediteur/{secret_of_last_message(network.directory, email)}"


def confirm(network, email=ADDRESS):
    ask(network, email)
    return network.directory.client().post(link_to(network, email))


def told(network):
    return network.seen.published("directory.network_saved.v1")[-1][1]["sender_address"]


def shown(network, page=None):
    return html.unescape(network.client().get(page or page_of(network)).text)


def test_the_page_says_from_where_letters_leave_and_which_domains_are_allowed(marne):
    page = shown(marne)

    assert "maillage@example.org" in page and "commune à tous les réseaux" in page
    assert "Domaines autorisés : cd51.fr, marne.fr" in page


def test_the_address_serves_once_somebody_who_reads_it_has_pressed_the_button(marne, directory):
    ask(marne, " Contact@Marne.FR ")
    reader = directory.client()

    before = reader.get(link_to(marne))
    pending, untouched = shown(marne), told(marne)
    confirmed = reader.post(link_to(marne))

    assert before.status_code == 200 and before.headers["Referrer-Policy"] == "no-referrer"
    assert "En attente de confirmation" in pending and untouched == ""
    assert "C’est confirmé" in confirmed.text
    assert told(marne) == ADDRESS
    assert ADDRESS in shown(marne, f"/annuaire/{marne.slug}/reglages")
    assert reader.post(link_to(marne)).status_code == 404


def test_the_journal_names_the_administrator_who_asked(marne):
    confirm(marne)

    journal = shown(marne, f"/annuaire/{marne.slug}/journal")

    assert "Adresse d’envoi" in journal and ADDRESS in journal and "Nadia Benali" in journal


@pytest.mark.parametrize("email", ["contact@aisne.fr", "contact@mail.marne.fr", "contact@pasmarne.fr"])
def test_a_domain_that_the_operator_has_not_listed_is_refused_with_what_to_do(marne, email):
    answer = ask(marne, email)

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert f"Le domaine {email.split('@')[1]} n’est pas autorisé ici" in page
    assert "Demandez à l’exploitant" in page and "adresse de réponse" in page
    assert f'value="{email}"' in page


def test_without_any_domain_the_page_says_why_and_offers_the_address_for_answers(marne, directory):
    directory.restart(sender_domains="")

    page, refused = shown(marne), ask(marne)

    assert "Ici, les lettres de tous les réseaux partent de la même adresse" in page
    assert "Adresse de réponse" in page and 'name="email"' not in page
    assert refused.status_code == 422


def test_a_link_that_was_cancelled_replaced_or_is_old_serves_no_more(marne, directory, clock):
    ask(marne)
    first = link_to(marne)
    ask(marne, "lettre@cd51.fr")
    replaced = directory.client().post(first)
    marne.client().post(f"{page_of(marne)}/annulation")
    cancelled = directory.client().post(link_to(marne, "lettre@cd51.fr"))
    ask(marne)
    clock.advance(days=7)
    old = directory.client().post(link_to(marne))

    assert [one.status_code for one in (replaced, cancelled, old)] == [404, 404, 404]
    assert "Ce lien ne marche plus" in old.text
    assert told(marne) == ""


def test_the_link_of_one_network_changes_no_other(marne, directory):
    aisne = open_network(directory, "Réseau de l’Aisne", email="luc@ville.fr", department="02")
    ask(marne)
    ask(aisne, "lettre@cd51.fr")

    crossed = link_to(marne).replace(marne.slug, aisne.slug)

    assert directory.client().post(crossed).status_code == 404
    directory.client().post(link_to(marne))
    assert (told(marne), told(aisne)) == (ADDRESS, "")


def test_when_the_domain_leaves_the_list_the_settings_say_so(marne, directory):
    confirm(marne)
    directory.restart(sender_domains="cd51.fr")

    for page in (page_of(marne), f"/annuaire/{marne.slug}/reglages"):
        text = shown(marne, page)
        assert "Cette adresse ne sert plus" in text and "partent de maillage@example.org" in text


def test_going_back_to_the_address_of_the_installation(marne):
    confirm(marne)

    marne.client().post(f"{page_of(marne)}/retrait")

    assert told(marne) == ""


def test_saving_the_settings_keeps_the_address(marne):
    confirm(marne)

    marne.client().post(f"/annuaire/{marne.slug}/reglages", data=SETTINGS)

    assert told(marne) == ADDRESS


def test_only_administrators_choose(marne):
    animator = marne.client(marne.join("paul@asso.org", "animator"))

    assert animator.get(page_of(marne)).status_code == 403
    assert animator.post(page_of(marne), data={"email": ADDRESS}).status_code == 403


def test_a_mailbox_is_not_flooded(marne):
    assert [ask(marne).status_code for _ in range(6)] == [303] * 5 + [429]


def test_a_program_asks_cancels_and_gives_up_too(marne, directory):
    program, base = marne.seen.program(Role.ADMINISTRATOR), f"/api/v1/directory/networks/{marne.slug}"

    asked = program.put(f"{base}/sender-address", json={"email": ADDRESS})
    directory.client().post(link_to(marne))
    known = program.get(base).json["sender_address"]
    cancelled = program.delete(f"{base}/sender-address/request")
    given_up = program.delete(f"{base}/sender-address")
    refused = program.put(f"{base}/sender-address", json={"email": "contact@aisne.fr"})

    assert (asked.status_code, asked.json["sender_address"]) == (202, "")
    assert known == cancelled.json["sender_address"] == ADDRESS
    assert given_up.json["sender_address"] == ""
    assert refused.status_code == 422 and "n’est pas autorisé" in str(refused.json)


def test_a_request_that_nobody_confirmed_is_forgotten(marne, clock):
    ask(marne)
    clock.advance(days=8)

    forget_personal_requests()

    with marne.uow() as uow:
        assert uow.session.scalars(select(SenderRequest)).all() == []
