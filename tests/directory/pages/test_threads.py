"""Discussions between members: read, written, moderated."""

import pytest
from sqlalchemy import event, select

from services.directory.models.personal import PERSONAL
from services.directory.models.thread import Post
from services.directory.ticks import tell_of_discussions
from shared.personal_data import ERASE, FIND, Who, handle
from tests.factories.networks import open_network
from tests.reading import text_of

QUESTION = {"title": "Qui prête un vidéoprojecteur ?", "theme": "equipment", "body": "Pour le 12 mai à Épernay."}
ANSWER = {"body": "Le nôtre est libre **le jeudi** : https://exemple.fr/salle. <script>alert(1)</script>"}


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def lise(marne):
    return marne.join("lise@ville.fr", "mediator")


@pytest.fixture
def browser(marne, lise):
    """Of a mediator."""
    return marne.client(lise)


@pytest.fixture
def animator(marne):
    return marne.client(marne.join("paul@ville.fr", "animator"))


@pytest.fixture
def thread(marne, browser):
    """Its address."""
    return browser.post(url(marne), data=QUESTION).location


def url(marne, path=""):
    return f"/annuaire/{marne.slug}/echanges{path}"


def post_id(marne, number):
    with marne.uow() as uow:
        return uow.session.scalar(select(Post.id).where(Post.number == number))


def post_url(marne, number, action):
    return url(marne, f"/messages/{post_id(marne, number)}/{action}")


def test_a_question_is_asked_read_and_answered(marne, thread, browser, animator):
    unread = text_of(animator.get(url(marne, "?view=unread")))
    animator.get(thread)
    answered = animator.post(f"{thread}/messages", data=ANSWER)
    page = browser.get(thread).text

    assert "Qui prête un vidéoprojecteur ?" in unread
    assert "1 non lu" in unread
    assert "Vous avez tout lu" in text_of(animator.get(url(marne, "?view=unread")))
    assert answered.location.endswith("#message-2")
    assert "Médiateur numérique" in page
    assert "<strong>le jeudi</strong>" in page
    assert 'href="https://exemple.fr/salle"' in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_first_page_tells_who_follows_what_is_new(marne, thread, browser, animator):
    animator.post(f"{thread}/messages", data=ANSWER)
    follows, wrote = text_of(browser.get(f"/annuaire/{marne.slug}/")), text_of(animator.get(f"/annuaire/{marne.slug}/"))
    browser.get(thread)

    assert "1 nouveau message dans vos discussions" in follows
    assert "dans vos discussions" not in wrote
    assert "dans vos discussions" not in text_of(browser.get(f"/annuaire/{marne.slug}/"))


def test_threads_are_searched_filtered_and_sorted(marne, thread, browser, animator):
    animator.post(url(marne), data={"title": "Atelier du mardi", "body": "Qui anime ?"})

    def titles(query):
        return [
            title for title in ("Atelier du mardi", "vidéoprojecteur") if title in browser.get(url(marne, query)).text
        ]

    assert titles("?q=epernay") == titles("?theme=equipment") == titles("?view=mine") == ["vidéoprojecteur"]
    assert titles("?q=epernay+mardi") == []
    assert titles("?view=closed") == []
    by_title = browser.get(url(marne, "?sort=title")).text
    assert by_title.index("Atelier du mardi") < by_title.index("vidéoprojecteur")
    animator.post(f"{thread}/epinglage")
    pinned = browser.get(url(marne, "?sort=title")).text
    assert pinned.index("vidéoprojecteur") < pinned.index("Atelier du mardi")


def test_closing_refuses_answers_and_keeps_what_was_typed(marne, thread, browser, animator):
    animator.post(f"{thread}/cloture")
    refused = browser.post(f"{thread}/messages", data={"body": "Trop tard, mais voici."})

    assert refused.status_code == 409
    assert "Cette discussion est close" in text_of(refused)
    assert "Trop tard, mais voici." in refused.text
    animator.post(f"{thread}/reouverture")
    assert browser.post(f"{thread}/messages", data={"body": "Voici."}).status_code == 303


def test_the_author_mends_and_takes_away_for_an_hour(marne, thread, lise, browser, animator, clock):
    animator.post(f"{thread}/messages", data=ANSWER)
    clock.advance(minutes=1)
    browser.post(post_url(marne, 1, "modifier"), data={**QUESTION, "title": "Qui prête un écran ?", "body": "Le 13."})
    changed = text_of(browser.get(thread))
    nameless = browser.post(post_url(marne, 1, "modifier"), data={"body": "Le 14."})
    others = animator.post(post_url(marne, 1, "modifier"), data=QUESTION)
    browser.post(post_url(marne, 1, "retrait"))
    away = text_of(browser.get(thread))
    browser.post(post_url(marne, 1, "retour"))
    back = text_of(browser.get(thread))

    assert "Qui prête un écran ?" in changed
    assert "Le 13." in changed
    assert "modifié" in changed
    assert others.status_code == 409
    assert nameless.status_code == 422
    assert "Le 14." in nameless.text
    assert "Message retiré par son auteur." in away
    assert "Le 13." not in away
    assert "Le 13." in back
    browser.post(post_url(marne, 1, "retrait"))
    clock.advance(hours=2)
    assert marne.client(lise).post(post_url(marne, 1, "retour")).status_code == 409
    tell_of_discussions()
    with marne.uow() as uow:
        assert uow.get(Post, post_id(marne, 1)).body == ""


def test_the_animator_hides_with_a_reason_and_the_journal_tells(marne, thread, browser, animator):
    without = animator.post(post_url(marne, 1, "masquage"), data={})
    animator.post(post_url(marne, 1, "masquage"), data={"reason": "une personne y est nommée"})
    hidden = text_of(browser.get(thread))
    journal = text_of(marne.client().get(f"/annuaire/{marne.slug}/journal"))
    animator.post(post_url(marne, 1, "affichage"))

    assert without.status_code == 422
    assert "retiré par l’animation du réseau : une personne y est nommée" in hidden
    assert "Pour le 12 mai" not in hidden
    assert "n° 1 de « Qui prête un vidéoprojecteur ? »" in journal
    assert "Texte : non montré" in journal
    assert "une personne y est nommée" in journal
    assert browser.post(post_url(marne, 1, "masquage"), data={"reason": "parce que"}).status_code == 403
    assert "Pour le 12 mai" in text_of(browser.get(thread))


def test_hiding_the_first_message_changes_a_title_that_said_too_much(marne, thread, browser, animator):
    asked = text_of(animator.get(post_url(marne, 1, "retirer")))
    refused = animator.post(post_url(marne, 1, "masquage"), data={"reason": "nommée", "title": "Au"})
    animator.post(post_url(marne, 1, "masquage"), data={"reason": "nommée", "title": "Prêt de matériel"})
    page = text_of(browser.get(thread))
    found = {word: thread in browser.get(url(marne, f"?q={word}")).text for word in ("videoprojecteur", "pret")}

    assert f'value="{QUESTION["title"]}"' in asked
    assert refused.status_code == 422
    assert "Prêt de matériel" in page
    assert "vidéoprojecteur" not in page
    assert found == {"videoprojecteur": False, "pret": True}
    assert "Matériel et connexion" in page, "the theme stays"


def test_who_moderates_changes_a_title_and_nobody_else(marne, thread, browser, animator, directory):
    aube = open_network(directory, "Réseau de l’Aube", email="eve@aube.fr", department="10")
    api = f"/api/v1/directory/networks/{marne.slug}/threads/{thread.rsplit('/', 1)[-1]}/title"
    nameless = animator.post(f"{thread}/titre", data={"title": ""})
    refused = browser.post(f"{thread}/titre", data={"title": "Mon titre"})
    away = aube.client().post(thread.replace(marne.slug, aube.slug) + "/titre", data={"title": "Le nôtre"})
    animator.post(f"{thread}/titre", data={"title": "Prêt de matériel"})
    page = text_of(browser.get(thread))
    named = marne.seen.program("animator").put(api, json={"title": "Prêts"})

    assert (nameless.status_code, refused.status_code, away.status_code) == (422, 403, 404)
    assert "Donnez un titre." in text_of(nameless)
    assert "Prêt de matériel" in page
    assert (named.status_code, named.json["title"], named.json["theme"]) == (200, "Prêts", "equipment")
    assert marne.seen.program("mediator").put(api, json={"title": "Mon titre"}).status_code == 403


def test_the_title_goes_with_the_words_of_a_first_message_that_its_author_took_away(
    marne, thread, browser, animator, clock
):
    animator.post(f"{thread}/messages", data=ANSWER)
    browser.post(post_url(marne, 1, "retrait"))
    tell_of_discussions()
    within_the_hour = text_of(animator.get(thread))
    clock.advance(hours=2)
    tell_of_discussions()
    reader = marne.client()
    page, listed = text_of(reader.get(thread)), text_of(reader.get(url(marne, "?q=videoprojecteur")))

    assert QUESTION["title"] in within_the_hour
    assert "Discussion retirée" in page
    assert QUESTION["title"] not in page + listed
    assert "Discussion retirée" in text_of(reader.get(url(marne, "?q=retiree")))


def test_a_form_without_a_title_keeps_the_message(marne, browser):
    answer = browser.post(url(marne), data={"body": "Un long message."})

    assert answer.status_code == 422
    assert "Donnez un titre." in answer.text
    assert "Un long message." in answer.text


def test_another_network_and_a_funder_see_nothing(marne, thread, directory):
    aube = open_network(directory, "Réseau de l’Aube", email="eve@aube.fr", department="10").client()
    funder = marne.client(marne.join("dupont@departement.fr", "funder"))
    number = thread.rsplit("/", 1)[-1]

    assert aube.get(thread).status_code == 404
    assert aube.get(f"/annuaire/reseau-de-l-aube/echanges/{number}").status_code == 404
    assert aube.get(f"/api/v1/directory/networks/{marne.slug}/threads").status_code == 404
    assert funder.get(url(marne)).status_code == 403


def test_a_program_reads_and_writes_in_its_own_name_and_follows_nothing(marne, thread):
    program = marne.seen.program("mediator")
    base = f"/api/v1/directory/networks/{marne.slug}/threads"
    here = f"{base}/{thread.rsplit('/', 1)[-1]}"

    assert [one["title"] for one in program.get(f"{base}?q=videoprojecteur").json["items"]] == [QUESTION["title"]]
    written = program.post(f"{here}/posts", json=ANSWER)
    assert (written.status_code, written.json["number"]) == (201, 2)
    assert next(one["author"] for one in program.get(f"{here}/posts").json["items"]) == "Lise"
    assert program.get(here).json["replies"] == 1
    assert program.post(f"{here}/following").json["type"] == "urn:maillage:only_members_follow"
    assert program.post(f"{here}/closing").status_code == 403


def test_who_is_erased_leaves_their_words_as_a_former_member(marne, thread, lise, animator):
    animator.post(f"{thread}/messages", data=ANSWER)

    with marne.uow() as uow:
        found = handle(uow, PERSONAL, Who(email="lise@ville.fr"), FIND)
        handle(uow, PERSONAL, Who(email="lise@ville.fr"), ERASE)
    page = text_of(animator.get(thread))

    assert found.counts == {"Messages écrits dans les échanges": 1, "Compte de membre": 1}
    assert "Ancien membre" in page
    assert "Pour le 12 mai" in page
    assert lise.label not in page


def test_a_list_costs_the_same_however_long(marne, browser, directory):
    statements = []
    event.listen(directory.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    def cost():
        statements.clear()
        browser.get(url(marne))
        return len(statements)

    browser.post(url(marne), data=QUESTION)
    one = cost()
    for number in range(4):
        browser.post(url(marne), data={**QUESTION, "title": f"Question {number}"})

    assert cost() == one


def test_a_list_reads_only_the_marks_of_the_threads_that_it_shows(marne, thread, browser, directory):
    statements = []
    event.listen(directory.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    page = text_of(browser.get(url(marne)))

    marks = [one for one in statements if one.startswith("SELECT thread_mark.thread_id")]
    assert "vous suivez" in page
    assert [("thread_mark.thread_id IN" in one) for one in marks] == [True]
