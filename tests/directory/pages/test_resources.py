"""« Partage »: proposed by members, moderated, found, downloaded, taken back."""

import html
import io
import re

import pytest

from services.directory.files.shareable import MAX_BYTES
from services.directory.runtime import runtime
from services.directory.ticks import erase_removed_resources
from shared.messaging.local import LocalBus
from tests.factories.networks import open_network
from tests.factories.shared_files import HTML, PDF

LINK = {
    **{"title": "Écrire un courriel", "summary": "Fiche pas à pas pour un premier atelier.", "licence": "CC-BY-SA-4.0"},
    **{"url": "https://www.lesbases.anct.gouv.fr/fiche", "theme": "Maîtrise des outils numériques du quotidien"},
}
SOFTWARE = {
    **{"title": "VLC", "summary": "Lire presque toutes les vidéos.", "url": "https://www.videolan.org/vlc/"},
    **{"systems": ["windows", "linux"], "licence": "GPL", "remark": "En français."},
}


@pytest.fixture
def marne(directory):
    return open_network(directory)


@pytest.fixture
def lise(marne):
    """A mediator: she proposes."""
    return marne.client(marne.join("lise@ville.fr", "mediator"))


@pytest.fixture
def nadia(marne):
    """The administrator: she moderates."""
    return marne.client()


def text_of(answer) -> str:
    return html.unescape(answer.text).replace("\u00a0", " ").replace("\u202f", " ")


def url(marne, path=""):
    return f"/annuaire/{marne.slug}/partage{path}"


def propose(client, marne, what="ressource", **form):
    data = {**(SOFTWARE if what == "logiciel" else LINK), **form}
    return client.post(url(marne, f"/nouveau/{what}"), data=data)


def with_file(name, data, **form):
    return {**LINK, "url": "", "file": (io.BytesIO(data), name), **form}


def page_of(answer) -> str:
    assert answer.status_code == 303, answer.text
    return answer.location


def test_a_proposal_waits_for_who_moderates_who_finds_it_among_what_to_do(marne, lise, nadia):
    page = page_of(propose(lise, marne))
    other = marne.client(marne.join("paul@ville.fr", "referent"))
    before = other.get(page).status_code, text_of(other.get(url(marne)))

    todo = text_of(nadia.get(f"/annuaire/{marne.slug}/"))
    waiting = text_of(nadia.get(url(marne), query_string={"view": "proposed"}))
    nadia.post(f"{page}/publication")

    assert (before[0], "Rien n’est encore partagé" in before[1]) == (404, True)
    assert "1 proposition de partage à relire" in todo
    assert "Écrire un courriel" in waiting
    shown = text_of(other.get(page))
    assert "Proposé par" in shown
    assert "www.lesbases.anct.gouv.fr" in shown
    assert "partage à relire" not in text_of(nadia.get(f"/annuaire/{marne.slug}/"))


def test_what_an_animator_proposes_is_shared_at_once(marne, lise):
    animator = marne.client(marne.join("sami@ville.fr", "animator"))

    page = page_of(propose(animator, marne, "logiciel"))

    shown = text_of(lise.get(page))
    assert "Windows, Linux" in shown
    assert "En français." in shown


def test_a_refusal_tells_the_author_why_and_what_they_mend_is_read_again(marne, lise, nadia):
    page = page_of(propose(lise, marne))
    without_reason = nadia.post(f"{page}/refus", data={"reason": ""})

    nadia.post(f"{page}/refus", data={"reason": "Retirez le nom des personnes."})
    twice = nadia.post(f"{page}/refus", data={"reason": "Encore."})

    (letter,) = [
        d for _, d in marne.seen.published("directory.message_requested.v1") if d["template"] == "resource_refused"
    ]
    assert without_reason.status_code == 422
    assert twice.status_code == 409
    assert (letter["email"], letter["context"]["reason"]) == ("lise@ville.fr", "Retirez le nom des personnes.")
    assert letter["context"]["link"].endswith(page)
    assert "Retirez le nom" in text_of(lise.get(page))
    mended = lise.post(f"{page}/modifier", data={**LINK, "title": "Écrire un mail"}, follow_redirects=True)
    assert "Un animateur va le relire." in text_of(mended)
    assert "Écrire un mail" in text_of(nadia.get(url(marne), query_string={"view": "proposed"}))


def test_a_published_resource_that_its_author_changes_is_read_again_but_not_when_nothing_changes(marne, lise, nadia):
    page = page_of(propose(lise, marne))
    nadia.post(f"{page}/publication")
    paul = marne.client(marne.join("paul@ville.fr", "mediator"))

    lise.post(f"{page}/modifier", data=LINK)
    same = paul.get(page).status_code
    lise.post(f"{page}/modifier", data={**LINK, "url": "https://ailleurs.example/"})

    assert (same, paul.get(page).status_code) == (200, 404)
    assert paul.post(f"{page}/retrait").status_code == 404


def test_what_is_hidden_can_be_shown_again(marne, nadia, lise):
    page = page_of(propose(nadia, marne))

    hidden = nadia.post(f"{page}/masquage", follow_redirects=True)

    assert "Annuler" in text_of(hidden)
    assert lise.get(page).status_code == 404
    nadia.post(f"{page}/publication")
    assert lise.get(page).status_code == 200
    assert lise.post(f"{page}/masquage").status_code == 403


def test_a_file_is_kept_downloaded_as_a_file_and_erased_once_it_cannot_come_back(marne, lise, nadia, clock):
    page = page_of(nadia.post(url(marne, "/nouveau/ressource"), data=with_file("Au cœur.pdf", PDF)))
    prefix = f"{marne.id}/resources"

    answer = lise.get(f"{page}/fichier")
    nadia.post(f"{page}/retrait")
    gone = lise.get(page).status_code
    nadia.post(f"{page}/retour")
    back = lise.get(f"{page}/fichier").data
    nadia.post(f"{page}/retrait")
    clock.advance(hours=1, seconds=1)
    too_late = nadia.post(f"{page}/retour").status_code
    kept = runtime.storage.keys(prefix)
    erase(marne)

    assert answer.data == back == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Disposition"].endswith("filename*=UTF-8''Au%20c%C5%93ur.pdf")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer.headers["X-Content-Type-Options"], answer.content_type) == ("nosniff", "application/pdf")
    assert (gone, too_late, len(kept)) == (404, 404, 1)
    assert runtime.storage.keys(prefix) == []
    assert marne.client().get(f"{page}/fichier").status_code == 404


def erase(marne):
    erase_removed_resources()
    LocalBus([marne.directory.service.party()]).settle()


def test_a_new_file_takes_the_place_of_the_old_one_which_is_erased(marne, nadia):
    page = page_of(nadia.post(url(marne, "/nouveau/ressource"), data=with_file("a.pdf", PDF)))

    nadia.post(f"{page}/modifier", data=with_file("b.pdf", PDF + b"\n"))
    nadia.post(f"{page}/modifier", data={**LINK, "url": "", "title": "Le fichier reste"})
    LocalBus([marne.directory.service.party()]).settle()

    assert len(runtime.storage.keys(f"{marne.id}/resources")) == 1
    assert nadia.get(f"{page}/fichier").data == PDF + b"\n"
    assert "Le fichier reste" in text_of(nadia.get(page))


REFUSED = [
    ({"url": ""}, "url", "Donnez un lien, ou choisissez un fichier."),
    ({"url": "javascript:alert(1)"}, "url", "Cette adresse de site n’est pas complète."),
    ({"url": "ftp://exemple.fr/x"}, "url", "Cette adresse de site n’est pas complète."),
    ({"theme": ""}, "theme", "Choisissez le thème le plus proche."),
    ({"licence": "GPL"}, "licence", "Choisissez une licence de la liste."),
    ({"audiences": ["Martiens"]}, "audiences", "Choisissez une des réponses proposées."),
    ({"title": ""}, "title", "Donnez un nom"),
    (with_file("fiche.pdf", HTML), "file", "« fiche.pdf » est en réalité une page web"),
    (with_file("fiche.pdf", PDF, url="https://exemple.fr"), "url", "un lien ou un fichier, pas les deux"),
]


def test_a_form_that_is_refused_says_where_and_keeps_what_was_typed(marne, lise):
    for form, field, sentence in REFUSED:
        data = {**LINK, **form, "summary": "Tout ce que j’ai tapé."}

        answer = lise.post(url(marne, "/nouveau/ressource"), data=data)

        assert answer.status_code == 422, form
        assert sentence in text_of(answer)
        assert f'href="#refused-{field}' in answer.text
        assert "Tout ce que j’ai tapé." in text_of(answer)
    assert "Rien n’est encore partagé" in text_of(lise.get(url(marne)))


def test_a_heavy_file_is_refused_before_it_is_kept(marne, lise):
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n%s\r\n--x--\r\n'
    body, kind = part % bytes(MAX_BYTES + 1), "multipart/form-data; boundary=x"

    answer = lise.post(url(marne, "/nouveau/ressource"), data=body, content_type=kind)

    assert answer.status_code == 422
    assert "« film.mp4 » pèse 20,0 Mo : 20 Mo au plus." in text_of(answer)
    assert runtime.storage.keys(f"{marne.id}/resources") == []


def test_words_are_found_without_accents_and_filters_are_taken_away_one_by_one(marne, nadia):
    propose(nadia, marne, audiences=["Seniors"], is_falc="true")
    propose(nadia, marne, title="Pour les jeunes", audiences=["Jeunes"], theme="Aide aux démarches administratives")
    propose(nadia, marne, "logiciel", url="www.videolan.org/vlc")
    nadia.get(url(marne))  # shows what was just done

    found = {
        query: [title for title in ("Écrire un courriel", "Pour les jeunes", "VLC") if title in text_of(answer)]
        for query in (
            "q=ECRIRE+courriels",
            "audience=Jeunes",
            "falc=true",
            "kind=software",
            "q=windows",
            "sort=title",
            "q=x'%25",
        )
        for answer in [nadia.get(url(marne), query_string=query)]
    }

    assert found["q=ECRIRE+courriels"] == found["falc=true"] == ["Écrire un courriel"]
    assert found["audience=Jeunes"] == ["Pour les jeunes"]
    assert found["kind=software"] == found["q=windows"] == ["VLC"]
    assert len(found["sort=title"]) == 3
    assert found["q=x'%25"] == []
    narrowed = text_of(nadia.get(url(marne), query_string="falc=true&kind=teaching"))
    assert 'href="/annuaire/reseau-de-la-marne/partage?kind=teaching"' in narrowed


def test_a_script_in_a_title_is_only_text(marne, nadia):
    page = page_of(propose(nadia, marne, title="<script>alert(1)</script>"))

    for shown in (nadia.get(page).text, nadia.get(url(marne)).text, nadia.get(f"{page}/modifier").text):
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_another_network_sees_neither_the_page_nor_the_file(marne, nadia):
    page = page_of(nadia.post(url(marne, "/nouveau/ressource"), data=with_file("a.pdf", PDF)))
    aisne = open_network(marne.directory, "Réseau de l’Aisne", email="zoe@ville.fr", department="02")
    there = page.replace(f"/{marne.slug}/", f"/{aisne.slug}/")

    for address in (page, f"{page}/fichier", there, f"{there}/fichier", f"{there}/modifier"):
        assert aisne.client().get(address).status_code == 404
    for action in ("publication", "masquage", "retrait", "retour"):
        assert aisne.client().post(f"{there}/{action}").status_code == 404
    assert marne.client(marne.join("eva@ville.fr", "funder")).get(page).status_code == 403


def version_read(answer) -> str:
    return re.search(r'name="changed_at" value="([^"]+)"', text_of(answer))[1]


@pytest.mark.parametrize(("action", "reason"), [("publication", ""), ("refus", "Des personnes y sont nommées.")])
def test_what_changed_since_it_was_read_is_not_decided_upon(marne, lise, nadia, clock, action, reason):
    page = page_of(propose(lise, marne))
    read = version_read(nadia.get(page))
    clock.advance(minutes=1)
    lise.post(f"{page}/modifier", data={**LINK, "url": "https://ailleurs.example/"})

    refused = nadia.post(f"{page}/{action}", data={"changed_at": read, "reason": reason})
    again = nadia.post(f"{page}/{action}", data={"changed_at": version_read(refused), "reason": reason})

    assert refused.status_code == 409
    assert "Ceci a changé depuis que vous avez ouvert la page" in text_of(refused)
    assert "ailleurs.example" in text_of(refused)
    assert reason in text_of(refused), "what was typed is kept"
    assert again.status_code == 303


def test_undoing_a_hiding_does_not_publish_what_its_author_changed_meanwhile(marne, lise, nadia, clock):
    page = page_of(propose(lise, marne))
    nadia.post(f"{page}/publication")
    hidden = [text_of(nadia.post(f"{page}/masquage", follow_redirects=True)) for _ in range(2)]
    undo = re.search(r'action="([^"]+/publication\?[^"]+)"', hidden[0])[1]
    at_once = nadia.post(undo).status_code, lise.get(page).status_code
    clock.advance(minutes=1)
    lise.post(f"{page}/modifier", data={**LINK, "url": "https://ailleurs.example/"})

    assert at_once == (303, 200)
    assert nadia.post(undo).status_code == 409


def test_only_who_removed_brings_back(marne, lise, nadia):
    moderated, withdrawn = page_of(propose(lise, marne)), page_of(propose(lise, marne))
    sami = marne.client(marne.join("sami@ville.fr", "animator"))
    nadia.post(f"{moderated}/retrait")
    lise.post(f"{withdrawn}/retrait")

    by_author, by_moderator = lise.post(f"{moderated}/retour"), nadia.post(f"{withdrawn}/retour")

    assert (by_author.status_code, by_moderator.status_code) == (409, 409)
    assert "a été retiré par l’animation du réseau : demandez-lui de le remettre." in text_of(by_author)
    assert "a été retiré par son auteur" in text_of(by_moderator)
    assert (sami.post(f"{moderated}/retour").status_code, lise.post(f"{withdrawn}/retour").status_code) == (303, 303)
    assert lise.get(moderated).status_code == lise.get(withdrawn).status_code == 200


def test_a_badge_says_the_state_of_what_is_shared(marne, lise, nadia):
    page = page_of(propose(lise, marne))
    waiting = text_of(lise.get(page))
    nadia.post(f"{page}/publication")

    assert ">en attente<" in waiting
    assert ">partagé<" in text_of(lise.get(page))
