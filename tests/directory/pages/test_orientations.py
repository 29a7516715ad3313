import pytest

from shared.roles import Role
from tests.factories.orientations import HELP, a_town, an_orientation, letters
from tests.reading import text_of

FORM = {"themes": HELP, "person_label": "J. L.", "contact_kind": "phone", "phone": "06 12 34 56 78"}
FORM |= {"consent": "true", "need": "Refaire sa carte grise", "wished_delay": "week"}


@pytest.fixture
def town(directory):
    return a_town(directory)


def path(town, suffix=""):
    return f"/annuaire/{town.network.slug}{suffix}"


def form_of(town, clock, **typed):
    from tests.factories.orientations import recipient_id

    return {**FORM, "recipient": recipient_id(town, town.library), "consent_on": clock.now().date(), **typed}


def test_a_mediator_sends_a_person_from_the_structure_and_follows_what_becomes_of_it(town, clock):
    sender, receiver = town.network.client(town.mediator), town.network.client(town.librarian)
    record = text_of(sender.get(path(town, f"/structures/{town.library.id}")))
    form = path(town, f"/structures/{town.library.id}/orientation")

    sent = sender.post(form, data=form_of(town, clock))
    receiver.post(sent.location + "/acceptation")
    receiver.post(sent.location + "/rendez-vous", data={"day": "2030-12-31", "time": "14:30", "place": "Salle 2"})

    assert form in record
    assert form in text_of(sender.get(path(town, "/structures")))
    page = text_of(sender.get(sent.location))
    assert "Rendez-vous mardi 31 décembre, 14 h 30, Salle 2." in page
    assert "06 12 34 56 78" in page
    listed = text_of(sender.get(path(town, "/orientations")))
    assert "Ce que deviennent mes orientations" in listed
    assert "Rendez-vous donné" in listed


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("consent", "", "Demandez son accord à la personne"),
        ("themes", "", "Choisissez au moins un besoin."),
        ("phone", "06 12", "Écrivez un numéro complet"),
        ("contact_kind", "email", "Donnez l’adresse e-mail de la personne."),
        ("person_label", " ", "Donnez un nom ou des initiales."),
        ("birth_year", "51", "Écrivez une année, comme 1957."),
        ("consent_on", "2031-01-01", "ne peut pas dater de demain"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_is_kept(town, clock, field, typed, sentence):
    client = town.network.client(town.mediator)

    answer = client.post(
        path(town, f"/structures/{town.library.id}/orientation"), data=form_of(town, clock, **{field: typed})
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "Refaire sa carte grise" in page
    assert letters(town, "orientation_received") == []


def test_a_referent_sees_who_waits_on_the_first_page_and_in_the_list(town):
    sent = an_orientation(town)
    client = town.network.client(town.librarian)

    today, received = (
        text_of(client.get(path(town, "/"))),
        text_of(client.get(path(town, "/orientations?view=received"))),
    )

    assert "1 personne vous est adressée" in today
    assert "Jeanne Labat" in received
    assert f"/orientations/{sent.id}" in received


def test_only_who_receives_is_asked_what_they_do(town):
    sent = an_orientation(town)
    address = path(town, f"/orientations/{sent.id}")

    keeper = text_of(town.network.client().get(address))
    receiver = text_of(town.network.client(town.librarian).get(address))

    assert f"Noter la réponse de {sent.referent_label}" in keeper
    assert "Si la réponse vous arrive autrement, notez-la ici." in keeper
    assert "Que faites-vous ?" in receiver and "Noter la réponse" not in receiver


def test_others_of_the_network_see_counts_only(town):
    sent = an_orientation(town)
    other = town.network.client(town.network.join("autre@ville.fr", Role.MEDIATOR))

    page = text_of(other.get(path(town, "/orientations?view=all")))

    assert "Dans le réseau depuis janvier" in page
    assert '<p class="figure-value">1</p>' in page
    assert "Jeanne" not in page
    assert other.get(path(town, f"/orientations/{sent.id}")).status_code == 403
    assert other.post(path(town, f"/orientations/{sent.id}/acceptation")).status_code == 403
    assert town.network.client(town.clerk).get(path(town, f"/orientations/{sent.id}")).status_code == 403


def test_ping_pong_is_shown_with_the_chain(town):
    an_orientation(town)
    again = an_orientation(town, town.hall)

    page = text_of(town.network.client(town.clerk).get(path(town, f"/orientations/{again.id}")))

    assert "Cette personne a été orientée 2 fois" in page
    assert "Médiathèque des Tilleuls" in page


def test_a_person_is_sent_on_from_the_page(town, clock):
    from tests.factories.orientations import recipient_id

    sent = an_orientation(town)
    client = town.network.client(town.librarian)
    form = path(town, f"/orientations/{sent.id}/renvoi")
    answers = {"recipient": recipient_id(town, town.hall), "consent_on": clock.now().date()}

    refused = client.post(form, data=answers)
    accepted = client.post(form, data={**answers, "consent": "true", "note": "Plus près de chez elle"})

    assert refused.status_code == 422
    assert accepted.status_code == 303
    page = text_of(town.network.client(town.mediator).get(path(town, f"/orientations/{sent.id}")))
    assert "Renvoyée vers une autre structure" in page
    assert "Plus près de chez elle" in page


def test_the_sender_takes_back_what_nobody_has_answered(town):
    sent = an_orientation(town)
    client = town.network.client(town.mediator)

    client.post(path(town, f"/orientations/{sent.id}/annulation"))

    assert "Annulée par qui l’a envoyée" in text_of(client.get(path(town, f"/orientations/{sent.id}")))
    assert letters(town, "orientation_news")[-1]["email"] == "lise.morel@ville.fr"


def test_a_structure_without_referent_says_what_to_do(town):
    from tests.factories.structures import a_structure

    empty = a_structure(town.network.seen, label="Gymnase")

    page = text_of(town.network.client(town.mediator).get(path(town, f"/structures/{empty.id}/orientation")))

    assert "Aucun référent connu ici" in page
