"""Referents without an account: by a link of their own, or called by the sender."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest

from services.directory.models.network import Network
from services.directory.models.orientation import Orientation
from services.directory.queries.referents import list_referents
from services.directory.usecases.merging import merge_structures
from services.directory.usecases.orientation_links import AN_HOUR
from services.directory.usecases.referents import change_referent, remove_referent
from services.directory.usecases.structures import change_structure
from tests.factories.networks import open_network
from tests.factories.orientations import a_town, an_orientation, letters
from tests.factories.referents import KEEPER, a_referent
from tests.factories.structures import a_structure
from tests.reading import text_of

APPOINTMENT = {"day": "2030-12-31", "time": "14:30", "place": "Salle 2"}


@pytest.fixture
def town(directory):
    return a_town(directory)


@pytest.fixture
def school(town):
    return a_structure(town.network.seen, label="École des Tilleuls")


@pytest.fixture
def teacher(town, school):
    return a_referent(town.network.seen, school.id, name="Paul Vidal", email="paul@ecole.fr", shown_to="members")


@pytest.fixture
def visitor(directory):
    return directory.client()


def link_of(town) -> str:
    return urlsplit(letters(town, "orientation_received")[-1]["context"]["link"]).path


def read(town, orientation) -> Orientation:
    with town.network.uow() as uow:
        found = uow.get(Orientation, orientation.id)
        assert found.steps
        return found


def path(town, suffix) -> str:
    return f"/annuaire/{town.network.slug}{suffix}"


def test_the_mail_names_nobody_and_opening_its_link_changes_nothing(town, school, teacher, visitor):
    sent = an_orientation(town, school)
    (letter,) = letters(town, "orientation_received")

    page = visitor.get(link_of(town))

    assert letter["email"] == "paul@ecole.fr"
    assert not {"Labat", "612345678", "revenus"} & set(re.split(r"\W", str(letter)))
    assert all(word in text_of(page) for word in ("Jeanne Labat", "06 12 34 56 78", "Déclarer ses revenus"))
    assert page.headers["Referrer-Policy"] == "no-referrer" and page.headers["Cache-Control"] == "no-store"
    assert read(town, sent).version == 1


def test_a_referent_without_an_account_does_everything_by_the_link(town, school, teacher, visitor):
    sent = an_orientation(town, school)
    link = link_of(town)

    visitor.post(f"{link}/rendez-vous", data=APPOINTMENT)
    visitor.post(f"{link}/venue")
    visitor.post(f"{link}/fin", data={"outcome": "helped", "note": "Fait ensemble"})

    found = read(town, sent)
    assert [step.state for step in found.steps] == ["sent", "appointed", "met", "closed"]
    assert {step.by_label for step in found.steps[1:]} == {"Paul Vidal"}
    assert [one["email"] for one in letters(town, "orientation_news")] == ["samir@ville.fr"] * 3
    published = town.network.seen.published()
    told = [data for name, data in published if name.startswith("directory.orientation")]
    assert [one.get("answer") or one.get("outcome") for one in told] == [None, "accepted", "helped"]
    journal = text_of(town.network.client().get(path(town, "/journal?person=Paul")))
    assert "Paul Vidal" in journal and "Personne rencontrée" in journal
    over = text_of(visitor.get(link))
    assert "C’est terminé" in over and "Labat" not in over


def test_what_is_missing_is_said_and_what_cannot_follow_is_refused(town, school, teacher, visitor):
    an_orientation(town, school)
    link = link_of(town)

    silent = visitor.post(f"{link}/refus", data={"reason": " "})
    past = visitor.post(f"{link}/rendez-vous", data={**APPOINTMENT, "day": "2001-01-01"})
    visitor.post(f"{link}/refus", data={"reason": "Nous n’aidons pas pour les impôts"})
    again = visitor.post(f"{link}/acceptation")

    assert (silent.status_code, past.status_code, again.status_code) == (422, 422, 409)
    assert "Dites pourquoi." in text_of(silent) and "Donnez une date à venir." in text_of(past)
    sender = text_of(town.network.client(town.mediator).get(path(town, "/orientations")))
    assert "Déclinée" in sender
    over = visitor.get(link).text
    assert "callout-info" in over and "callout-success" not in over


def remove(uow, referent):
    remove_referent(uow, KEEPER, referent_id=referent.id)


def replace_by_somebody_else(uow, referent):
    change_referent(uow, KEEPER, referent_id=referent.id, name="Zoé Roux", email="zoe@ecole.fr")


@pytest.mark.parametrize("change", [remove, replace_by_somebody_else])
def test_the_link_dies_with_its_referent(town, school, teacher, visitor, change):
    sent = an_orientation(town, school)
    link = link_of(town)
    with town.network.uow() as uow:
        change(uow, teacher)

    assert visitor.get(link).status_code == 404
    assert visitor.post(f"{link}/acceptation").status_code == 404
    assert read(town, sent).state == "sent"


def choose(town, days):
    with town.network.uow() as uow:
        uow.get(Network, uow.tenant_id).answer_days = days


@pytest.mark.parametrize(("chosen", "last"), [(90, 90), (7, 60)])
def test_a_link_and_its_mail_serve_as_long_as_the_network_waits(town, school, teacher, visitor, clock, chosen, last):
    choose(town, chosen)
    sent = an_orientation(town, school)
    (letter,) = letters(town, "orientation_received")

    clock.advance(days=last - 1)
    before = visitor.get(link_of(town)).status_code
    clock.advance(days=1)

    assert (before, visitor.get(link_of(town)).status_code) == (200, 404)
    useful = datetime.fromisoformat(letter["expires_at"]) - sent.steps[0].at
    assert round(useful / timedelta(days=1)) == chosen


def test_a_referent_of_two_records_that_are_one_still_answers_by_each_link(town, school, teacher, visitor):
    twin = a_structure(town.network.seen, label="ECOLE DES TILLEULS")
    a_referent(town.network.seen, twin.id, name="Paul Vidal", email="paul@ecole.fr", shown_to="members")
    links = []
    for place in (school, twin):
        an_orientation(town, place)
        links.append(link_of(town))

    with town.network.uow() as uow:
        merge_structures(uow, KEEPER, kept_id=school.id, merged_id=twin.id)
        assert [one.name for one in list_referents(uow, school.id)] == ["Paul Vidal"]

    assert [visitor.get(link).status_code for link in links] == [200, 200]
    assert visitor.post(f"{links[1]}/acceptation").status_code == 303


def test_a_link_expires_opens_one_network_and_is_not_for_members(town, school, teacher, visitor, clock):
    with_account = an_orientation(town)
    an_orientation(town, school, person_label="K. M.", contact_kind="none", contact="")
    link = link_of(town)
    token = link.rsplit("/", 1)[-1]
    elsewhere = open_network(town.network.directory, "Réseau de l’Aube", email="ines@aube.fr", department="10")

    before = visitor.get(link).status_code
    clock.advance(days=61)

    assert before == 200
    assert visitor.get(link).status_code == 404
    assert visitor.get(f"/annuaire/{elsewhere.slug}/orientation/{token}").status_code == 404
    assert visitor.get(path(town, "/orientation/xxxx")).status_code == 404
    assert f"/orientations/{with_account.id}" in letters(town, "orientation_received")[0]["context"]["link"]


def test_answers_are_counted(town, school, teacher, visitor):
    an_orientation(town, school)
    link = link_of(town)

    answers = [visitor.post(f"{link}/rendez-vous", data=APPOINTMENT).status_code for _ in range(AN_HOUR + 1)]

    assert answers == [303] * AN_HOUR + [429]


def test_a_referent_without_an_address_is_called_and_the_sender_notes_the_answer(town, school):
    a_referent(town.network.seen, school.id, name="Rose Petit", email="", phone="+33326010203", shown_to="members")
    client = town.network.client(town.mediator)

    form = text_of(client.get(path(town, f"/structures/{school.id}/orientation")))
    sent = an_orientation(town, school)
    page = path(town, f"/orientations/{sent.id}")
    shown, today = text_of(client.get(page)), text_of(client.get(path(town, "/")))
    client.post(f"{page}/rendez-vous", data=APPOINTMENT)

    assert "sans adresse e-mail : à appeler au 03 26 01 02 03" in form
    assert letters(town, "orientation_received") == []
    assert "À appeler : Rose Petit" in shown and 'href="tel:+33326010203"' in shown
    assert "1 personne à annoncer par téléphone" in today
    after = text_of(client.get(page))
    assert "Un rendez-vous est donné pour le 31/12/2030 à 14 h 30, d’après Rose Petit." in after
    assert "À appeler" not in after
    assert "à annoncer par téléphone" not in text_of(client.get(path(town, "/")))
    assert town.network.client(town.clerk).post(f"{page}/venue").status_code == 403


def test_a_number_that_is_not_shown_to_members_is_replaced_by_the_structures(town, school):
    hidden = {"name": "Rose Petit", "email": "", "phone": "+33326010203"}
    a_referent(town.network.seen, school.id, **hidden, shown_to="keepers")
    with town.network.uow() as uow:
        change_structure(uow, KEEPER, structure_id=school.id, phone="+33326999999")
    client = town.network.client(town.mediator)

    form = text_of(client.get(path(town, f"/structures/{school.id}/orientation")))
    sent = an_orientation(town, school)
    shown = text_of(client.get(path(town, f"/orientations/{sent.id}")))

    for page in (form, shown):
        assert "03 26 99 99 99" in page
        assert "03 26 01 02 03" not in page


def test_programs_read_how_each_referent_is_reached(town, school, teacher):
    a_referent(town.network.seen, school.id, name="Rose Petit", email="", phone="+33326010203", shown_to="members")
    client = town.network.client(town.mediator)

    answer = client.get(f"/api/v1/directory/networks/{town.network.slug}/structures/{school.id}/recipients").json

    assert [(one["name"], one["way"], one["phone"]) for one in answer["items"]] == [
        ("Paul Vidal", "link", ""),
        ("Rose Petit", "phone", "+33326010203"),
    ]
