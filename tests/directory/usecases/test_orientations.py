from datetime import datetime, timedelta

import pytest

from services.directory.errors import OrientationOver
from services.directory.models.network import Network
from services.directory.models.orientation import Orientation
from services.directory.queries import orientations as queries
from services.directory.ticks import end_old_orientations
from services.directory.usecases import orientation_answers as answers
from services.directory.usecases.merging import merge_structures
from services.directory.usecases.orientations import forward_orientation, withdraw_orientation
from shared.errors import Forbidden, Invalid
from shared.personal_data import ERASED_NAME
from tests.factories.orientations import URL, a_town, an_orientation, letters, recipient_id


def read(town, orientation):
    with town.network.uow() as uow:
        found = uow.get(Orientation, orientation.id)
        return found, [(step.state, step.by_label, step.sentence) for step in found.steps]


def forward(town, orientation, actor, structure):
    recipient = recipient_id(town, structure)
    with town.network.uow() as uow:
        return forward_orientation(
            uow, actor, orientation_id=orientation.id, recipient_id=recipient, consent_on=uow.today, public_url=URL
        )


def test_the_referent_is_told_by_a_mail_that_names_nobody(directory):
    town = a_town(directory)

    sent = an_orientation(town)

    (letter,) = letters(town, "orientation_received")
    assert letter["email"] == "lise.morel@ville.fr"
    assert letter["context"]["link"] == f"{URL}/annuaire/{town.network.slug}/orientations/{sent.id}"
    assert letter["context"]["days"] == "30"
    assert not {"Labat", "612345678", "revenus"} & set(str(letter).split())


def test_each_step_is_dated_signed_told_to_the_sender_and_counted(directory, clock):
    town = a_town(directory)
    sent = an_orientation(town)
    order = {"orientation_id": sent.id, "public_url": URL}
    with town.network.uow() as uow:
        answers.accept_orientation(uow, town.librarian, **order)
    with town.network.uow() as uow:
        starts_at = clock.now() + timedelta(days=3)
        answers.give_appointment(uow, town.librarian, starts_at=starts_at, place="Salle 2", **order)
    with town.network.uow() as uow:
        answers.note_meeting(uow, town.librarian, **order)
    with town.network.uow() as uow:
        answers.close_orientation(uow, town.librarian, outcome="helped", note="Fait ensemble", **order)

    found, steps = read(town, sent)
    assert [state for state, _, _ in steps] == ["sent", "accepted", "appointed", "met", "closed"]
    assert [label for _, label, _ in steps][1:] == ["Lise Morel"] * 4
    assert (found.outcome, found.ended_on) == ("helped", clock.now().date())
    assert [one["email"] for one in letters(town, "orientation_news")] == ["samir@ville.fr"] * 4
    published = town.network.seen.published()
    told = [data for name, data in published if name.startswith("directory.orientation")]
    assert [one.get("answer") or one.get("outcome") for one in told] == [None, "accepted", "helped"]
    assert "Labat" not in str(told)
    assert "Lise" not in str(told)


def test_only_the_receiving_side_and_the_keepers_answer(directory):
    town = a_town(directory)
    sent = an_orientation(town)

    for actor in (town.clerk, town.mediator):
        with pytest.raises(Forbidden), town.network.uow() as uow:
            answers.accept_orientation(uow, actor, orientation_id=sent.id, public_url=URL)
    with town.network.uow() as uow:
        answers.accept_orientation(uow, town.network.administrator, orientation_id=sent.id, public_url=URL)


def test_a_step_that_cannot_follow_is_refused(directory):
    town = a_town(directory)
    sent = an_orientation(town)
    order = {"orientation_id": sent.id, "public_url": URL}
    with town.network.uow() as uow:
        answers.decline_orientation(uow, town.librarian, reason="Complet jusqu’en mai", **order)

    with pytest.raises(OrientationOver, match="déclinée"), town.network.uow() as uow:
        answers.accept_orientation(uow, town.librarian, **order)
    with pytest.raises(OrientationOver), town.network.uow() as uow:
        withdraw_orientation(uow, town.mediator, **order)


def test_a_person_sent_on_keeps_the_chain_and_the_first_sender_hears_of_it(directory):
    town = a_town(directory)
    first = an_orientation(town)

    second = forward(town, first, town.librarian, town.hall)

    old, _ = read(town, first)
    assert (old.state, old.outcome) == ("closed", "sent_on")
    assert (second.chain_id, second.previous_id) == (first.chain_id, first.id)
    assert second.person_label == "Jeanne Labat"
    assert letters(town, "orientation_news")[-1]["context"]["sentence"] == "Renvoyée vers Mairie de Reims."
    told = [data for _, data in town.network.seen.published("directory.orientation_sent.v1")]
    assert [one["rank"] for one in told] == [1, 2]
    assert len({one["person"] for one in told}) == 1


@pytest.mark.parametrize(
    "again", [{"person_label": "LABAT Jeanne", "contact_kind": "none", "contact": ""}, {"person_label": "J. L."}]
)
def test_the_same_person_sent_again_by_name_or_telephone_is_recognised(directory, again):
    town = a_town(directory)
    first = an_orientation(town)

    second = an_orientation(town, town.hall, **again)
    stranger = an_orientation(town, town.hall, person_label="Karim Iltis", contact="+33600000000")

    assert second.chain_id == first.chain_id
    assert stranger.chain_id == stranger.id
    with town.network.uow() as uow:
        assert [one.structure.label for one in queries.list_chain(uow, first.chain_id)] == [
            "Médiathèque des Tilleuls",
            "Mairie de Reims",
        ]
        assert queries.count_since(uow, uow.today)["repeated"] == 1


def test_the_chosen_referent_must_be_of_the_structure_and_the_consent_not_of_tomorrow(directory):
    town = a_town(directory)
    sent = an_orientation(town)

    with pytest.raises(Invalid):
        forward(town, sent, town.librarian, town.library)
    with pytest.raises(Invalid):
        an_orientation(town, consent_on=sent.sent_on + timedelta(days=1))


def test_without_an_answer_it_ends_after_thirty_days_of_the_network_and_once(directory, clock):
    town = a_town(directory)
    clock.set(datetime.fromisoformat("2026-03-01T22:30:00+01:00"))
    sent = an_orientation(town)

    clock.set(datetime.fromisoformat("2026-03-31T23:30:00+02:00"))
    end_old_orientations()
    before, _ = read(town, sent)
    clock.set(datetime.fromisoformat("2026-04-01T00:30:00+02:00"))
    end_old_orientations()
    end_old_orientations()
    after, steps = read(town, sent)

    assert (before.state, after.state) == ("sent", "expired")
    assert len(steps) == 2
    assert len(letters(town, "orientation_news")) == 1
    assert [data["outcome"] for _, data in town.network.seen.published("directory.orientation_closed.v1")] == [
        "expired"
    ]


def test_a_network_that_gives_less_time_to_answer_is_obeyed_and_says_so(directory, clock):
    town = a_town(directory)
    sent = an_orientation(town)
    with town.network.uow() as uow:
        uow.get(Network, uow.tenant_id).answer_days = 7

    clock.advance(days=8)
    end_old_orientations()

    after, steps = read(town, sent)
    assert after.state == "expired"
    assert steps[-1][2] == "Sans réponse depuis 7 jours : l’orientation a pris fin."


def test_the_person_is_erased_six_months_after_the_end_and_still_counted(directory, clock):
    town = a_town(directory)
    sent = an_orientation(town)
    with town.network.uow() as uow:
        answers.decline_orientation(
            uow, town.librarian, orientation_id=sent.id, reason="Jeanne est déjà venue", public_url=URL
        )
    clock.advance(days=181)

    end_old_orientations()

    found, _ = read(town, sent)
    assert (found.person_label, found.contact, found.name_digest, found.need) == ("", "", None, "")
    assert found.erased_on == clock.now().date()
    with town.network.uow() as uow:
        assert all(step.note == "" for step in uow.get(Orientation, sent.id).steps)
        assert queries.count_since(uow, sent.sent_on)["lost"] == 1


def test_the_professionals_and_the_history_lose_their_names_with_the_person(directory, clock):
    town = a_town(directory)
    sent = an_orientation(town)
    with town.network.uow() as uow:
        uow.get(Orientation, sent.id).referent_account_id = None
    with town.network.uow() as uow:
        told = {"orientation_id": sent.id, "public_url": URL}
        answers.accept_orientation(uow, town.mediator, **told)
        answers.close_orientation(uow, town.network.administrator, outcome="helped", **told)
    assert next(step[2] for step in read(town, sent)[1]) == f"Envoyée à Lise Morel, {town.library.label}."
    clock.advance(days=181)

    end_old_orientations()

    found, steps = read(town, sent)
    assert (found.referent_label, found.referent_email, found.sender_label) == (ERASED_NAME, "", ERASED_NAME)
    assert (found.structure_id, found.sender_account_id) == (town.library.id, town.mediator.account_id)
    assert [label for _, label, _ in steps] == [ERASED_NAME] * 3
    assert [sentence for _, _, sentence in steps] == [
        f"Envoyée à {ERASED_NAME}, {town.library.label}.",
        f"L’orientation est acceptée, d’après {ERASED_NAME}.",
        "C’est terminé : le besoin est traité.",
    ]


def test_who_was_erased_on_request_does_not_keep_the_professionals_for_ever(directory, clock):
    town = a_town(directory)
    sent = an_orientation(town)
    with town.network.uow() as uow:
        uow.get(Orientation, sent.id).erase_person(uow.today)
    clock.advance(days=31)
    end_old_orientations()
    assert read(town, sent)[0].referent_label == "Lise Morel", "it has just ended"

    clock.advance(days=181)
    end_old_orientations()

    assert read(town, sent)[0].referent_label == ERASED_NAME


def test_an_orientation_follows_its_structure_into_another(directory):
    town = a_town(directory)
    sent = an_orientation(town)

    with town.network.uow() as uow:
        keeper = town.network.administrator
        merge_structures(uow, keeper, kept_id=town.hall.id, merged_id=town.library.id)
    with town.network.uow() as uow:
        answers.accept_orientation(uow, town.clerk, orientation_id=sent.id, public_url=URL)

    found, _ = read(town, sent)
    assert (found.structure_id, found.state) == (town.hall.id, "accepted")
