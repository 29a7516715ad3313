"""The discussions by e-mail: told once, answered by link, stopped in one click."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from services.directory.domain.links import Site
from services.directory.models.thread import Post
from services.directory.ticks import tell_of_discussions
from services.directory.usecases import posts, threads
from services.directory.usecases.digests import send_due
from services.directory.usecases.members import change_roles, remove_member
from services.notifications.mail.writer import Look, write
from tests.factories.networks import open_network
from tests.reading import text_of
from tests.servers.common import PATIENCE

QUESTION = {"title": "Qui prête un vidéoprojecteur ?", "body": "Pour le 12 mai à Épernay."}
TITLE = QUESTION["title"]


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def lise(marne):
    return marne.join("lise@ville.fr", "mediator")


@pytest.fixture
def karim(marne):
    return marne.join("karim@ville.fr", "referent")


@pytest.fixture
def thread(marne, lise, clock):
    """Begun by Lise, at two in the afternoon."""
    return start(marne, lise)


@pytest.fixture
def link(marne, thread, karim, clock):
    """Where Karim answers."""
    tomorrow_at_nine(clock)
    tell_of_discussions()
    return path(letters(marne, "karim@ville.fr")[0]["threads"][0]["link"])


def start(marne, actor, **values):
    with marne.uow() as uow:
        return threads.start_thread(uow, actor, **{**QUESTION, **values}).id


def say(marne, actor, thread, body="Le nôtre."):
    with marne.uow() as uow:
        threads.write_post(uow, actor, thread_id=thread, body=body)


def tomorrow_at_nine(clock, days=1):
    clock.advance(days=days, hours=-(clock.now().hour - 8))


def letters(marne, email=None):
    sent = [data for _, data in marne.seen.published("directory.message_requested.v1")]
    return [one["context"] for one in sent if one["template"] == "exchanges_digest" and email in (None, one["email"])]


def path(link):
    return urlsplit(link).path


def test_two_clocks_at_once_and_again_tell_everybody_once(marne, thread, karim, clock):
    tell_of_discussions()
    tomorrow_at_nine(clock)
    with ThreadPoolExecutor(1) as other_process, marne.uow() as uow:
        send_due(uow, Site("http://localhost", "secret"))
        other_process.submit(tell_of_discussions).result(PATIENCE)
    tell_of_discussions()
    clock.advance(hours=2)
    tell_of_discussions()

    assert len(letters(marne, "karim@ville.fr")) == 1
    assert letters(marne, "lise@ville.fr") == [], "only their own words"
    (told,) = letters(marne, "karim@ville.fr")
    assert told["threads"][0]["words"] == "Nouvelle discussion de Lise"
    content = write("exchanges_digest", Look("Marne"), told)
    assert content.subject == "1 nouveau message dans les échanges"
    assert QUESTION["body"] in content.text


def test_a_week_without_a_clock_makes_one_digest_with_everything(marne, thread, lise, karim, clock):
    for day in range(7):
        clock.advance(days=1)
        say(marne, karim, thread, f"Réponse du jour {day}")
    start(marne, karim, title="Atelier du mardi")
    tomorrow_at_nine(clock)

    tell_of_discussions()
    tell_of_discussions()

    (told,) = letters(marne, "lise@ville.fr")
    assert {one["title"]: one["words"] for one in told["threads"]} == {
        TITLE: "7 nouveaux messages",
        "Atelier du mardi": "Nouvelle discussion de Karim",
    }
    tomorrow_at_nine(clock)
    tell_of_discussions()
    assert len(letters(marne, "lise@ville.fr")) == 1, "nothing new, no mail"


def test_nobody_is_told_in_the_night_nor_of_what_they_have_read_or_was_hidden(marne, thread, lise, karim, clock):
    other = start(marne, karim, title="Atelier du mardi")
    marne.client(lise).get(f"/annuaire/{marne.slug}/echanges/{other}")
    clock.advance(hours=12)
    tell_of_discussions()
    by_night = letters(marne)
    tomorrow_at_nine(clock)
    tell_of_discussions()

    assert by_night == []
    assert letters(marne, "lise@ville.fr") == []


def test_weekly_waits_for_monday_and_never_for_ever(marne, thread, lise, karim, clock):
    chosen = f"/annuaire/{marne.slug}/echanges/resume"
    tell_of_discussions()
    marne.client(karim).post(chosen, data={"frequency": "weekly"})
    marne.client().post(chosen, data={"frequency": "never"})
    before = len(letters(marne, "karim@ville.fr"))
    say(marne, lise, start(marne, lise, title="Jeudi"))
    for _ in range(7):
        tomorrow_at_nine(clock)
        tell_of_discussions()

    assert [one["frequency"] for one in letters(marne, "karim@ville.fr")[before:]] == ["chaque semaine"]
    assert letters(marne, "nadia@ville.fr") == []


def test_one_answers_by_the_link_without_signing_in(marne, link, thread, directory):
    visitor = directory.client()
    opened = visitor.get(link)
    form = {"body": "Le nôtre est libre.", "idempotency_key": "once"}
    answers = [visitor.post(link, data=form) for _ in range(2)]
    page = text_of(visitor.get(link))

    assert "Pour le 12 mai" in text_of(opened)
    assert "en tant que Karim" in text_of(opened)
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    assert [one.status_code for one in answers] == [303, 303]
    assert page.count("Le nôtre est libre.") == 1
    assert "votre réponse est envoyée" in page
    assert "Référent de structure" in page


def test_opening_the_link_changes_nothing(marne, link, karim, directory):
    directory.client().get(link)

    assert "1 non lu" in text_of(marne.client(karim).get(f"/annuaire/{marne.slug}/echanges"))


def test_a_thread_closed_meanwhile_refuses_and_keeps_what_was_typed(marne, link, thread, directory):
    with marne.uow() as uow:
        threads.close_thread(uow, thread_id=thread)

    refused = directory.client().post(link, data={"body": "Trop tard, mais voici."})

    assert refused.status_code == 409
    assert "Trop tard, mais voici." in refused.text
    assert "Votre texte est gardé" in text_of(refused)


def test_who_left_an_old_link_and_another_network_get_one_refusal(marne, link, karim, directory, clock):
    other = open_network(directory, "Réseau de l’Aube", email="eve@aube.fr", department="10")
    visitor = directory.client()
    elsewhere = visitor.get(link.replace(marne.slug, other.slug))
    invented = visitor.get(link[:-4] + "AAAA")
    with marne.uow() as uow:
        remove_member(uow, karim, membership_id=marne.membership_id(karim))
    gone, written = visitor.get(link), visitor.post(link, data={"body": "Encore moi."})
    marne.join("karim@ville.fr", "referent")
    again = visitor.get(link).status_code
    clock.advance(days=31)
    old = visitor.get(link)

    assert {one.status_code for one in (elsewhere, invented, gone, written, old)} == {404}
    assert "Ce lien ne sert plus" in invented.text
    assert invented.text.count("\n") == gone.text.count("\n") == old.text.count("\n")
    assert again == 200
    assert "Ouvrir les échanges" in old.text


def test_a_link_is_no_way_to_flood(link, directory):
    visitor = directory.client()
    for number in range(20):
        assert visitor.post(link, data={"body": f"n° {number}"}).status_code == 303

    refused = visitor.post(link, data={"body": "Un de trop."})

    assert refused.status_code == 429
    assert "Un de trop." in refused.text


def test_the_digest_stops_by_its_link_and_begins_again_with_what_is_new(marne, link, thread, lise, directory, clock):
    stop = path(letters(marne, "karim@ville.fr")[0]["stop_link"])
    visitor = directory.client()
    asked = text_of(visitor.get(stop))
    stopped = text_of(visitor.post(stop, follow_redirects=True))
    start(marne, lise, title="Pendant l’absence")
    tomorrow_at_nine(clock)
    tell_of_discussions()
    silent = len(letters(marne, "karim@ville.fr"))
    visitor.post(f"{stop}/retour")
    clock.advance(hours=1)
    start(marne, lise, title="Au retour")
    tomorrow_at_nine(clock)
    tell_of_discussions()

    assert "Ne plus recevoir le résumé" in asked
    assert "Vous ne recevez plus" in stopped
    assert silent == 1
    assert [one["title"] for one in letters(marne, "karim@ville.fr")[-1]["threads"]] == ["Au retour"]
    assert visitor.post(stop[:-4] + "AAAA").status_code == 404


def told_titles(marne, email):
    return [one["title"] for letter in letters(marne, email) for one in letter["threads"]]


def test_a_funder_who_becomes_staff_is_not_told_the_past(marne, thread, lise, clock):
    funder = marne.join("dupont@departement.fr", "funder")
    tomorrow_at_nine(clock)
    tell_of_discussions()
    start(marne, lise, title="La veille")
    clock.advance(hours=1)
    with marne.uow() as uow:
        change_roles(uow, marne.administrator, membership_id=marne.membership_id(funder), roles=["animator"])
    tomorrow_at_nine(clock)
    tell_of_discussions()

    assert told_titles(marne, "dupont@departement.fr") == ["La veille"]


def test_a_weekly_reader_who_stopped_by_mistake_is_weekly_again(marne, thread, karim, directory, clock):
    tell_of_discussions()
    marne.client(karim).post(f"/annuaire/{marne.slug}/echanges/resume", data={"frequency": "weekly"})
    clock.advance(days=7)
    tomorrow_at_nine(clock)
    tell_of_discussions()
    stop, visitor = path(letters(marne, "karim@ville.fr")[-1]["stop_link"]), directory.client()
    asked = text_of(visitor.get(stop))
    for _ in range(2):
        visitor.post(stop)
    back = text_of(visitor.post(f"{stop}/retour", follow_redirects=True))

    assert "plutôt que chaque jour" not in asked
    assert "Le résumé arrivera de nouveau, chaque semaine." in back


def test_a_mail_that_cannot_leave_is_dropped_before_its_words_are_old(marne, thread, lise, karim, clock):
    tell_of_discussions()
    marne.client(karim).post(f"/annuaire/{marne.slug}/echanges/resume", data={"frequency": "weekly"})
    clock.advance(days=7)
    start(marne, karim, title="Atelier du mardi")
    tomorrow_at_nine(clock)
    tell_of_discussions()

    sent = [one for _, one in marne.seen.published("directory.message_requested.v1")]
    last = {one["email"]: one["expires_at"] for one in sent if one["template"] == "exchanges_digest"}
    assert last["lise@ville.fr"] == (clock.now() + timedelta(days=1)).isoformat()
    assert last["karim@ville.fr"] == (clock.now() + timedelta(days=7)).isoformat()


def test_what_was_hidden_when_the_digest_left_is_told_once_it_shows_again(marne, thread, karim, clock):
    with marne.uow() as uow:
        first = uow.session.scalar(select(Post.id))
        posts.hide_post(uow, post_id=first, reason="à relire")
    tomorrow_at_nine(clock)
    tell_of_discussions()
    while_hidden = letters(marne, "karim@ville.fr")
    clock.advance(hours=1)
    for _ in range(2):
        with marne.uow() as uow:
            posts.show_post(uow, post_id=first)
    tomorrow_at_nine(clock)
    tell_of_discussions()
    with marne.uow() as uow:
        posts.hide_post(uow, post_id=first, reason="encore")
        posts.show_post(uow, post_id=first)
    tomorrow_at_nine(clock)
    tell_of_discussions()

    assert while_hidden == []
    assert told_titles(marne, "karim@ville.fr") == [TITLE], "and only once"


def test_a_bad_link_to_stop_says_where_the_mails_are_stopped(marne, link, directory):
    stop = path(letters(marne, "karim@ville.fr")[0]["stop_link"])

    page = text_of(directory.client().get(stop[:-4] + "AAAA"))

    assert "Pour ne plus recevoir le résumé" in page
    assert f'href="/annuaire/{marne.slug}/echanges"' in page


def test_one_click_of_a_mail_reader_stops_the_digest_without_a_page_and_the_account_leads_back(
    marne, link, karim, directory
):
    stop = path(letters(marne, "karim@ville.fr")[0]["stop_link"])
    reader = directory.app.test_client()  # no cookie, no token of a form

    answer = reader.post(stop, data={"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, answer.text) == (200, "")
    account = marne.client(karim).get("/compte/").text
    assert f'href="/annuaire/{marne.slug}/echanges#resume">Choisir les e-mails des échanges</a>' in account
    page = marne.client(karim).get(f"/annuaire/{marne.slug}/echanges").text
    assert '<option value="never" selected>' in page
    marne.client(karim).post(f"/annuaire/{marne.slug}/echanges/resume", data={"frequency": "daily"})
    assert '<option value="daily" selected>' in marne.client(karim).get(f"/annuaire/{marne.slug}/echanges").text


def test_who_reads_no_discussions_is_offered_no_mails_of_them(marne):
    funder = marne.join("dupont@departement.fr", "funder")

    assert "e-mails des échanges" not in marne.client(funder).get("/compte/").text
