"""Which professionals and which people sent to them are past the network's retention, in the directory."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.directory.models.charter import CharterSignature, CharterVersion
from services.directory.models.invitation import Invitation
from services.directory.models.network import Network
from services.directory.models.orientation import Orientation
from services.directory.models.personal import PERSONAL
from services.directory.models.record_check import RecordCheck
from services.directory.models.referent import Referent
from services.directory.models.retention_run import RetentionRun
from services.directory.usecases import members, retention
from services.directory.usecases.orientation_answers import accept_orientation, decline_orientation, expire_unanswered
from services.directory.usecases.referent_members import find_by_structure
from services.directory.usecases.referents import add_referent
from shared.identity_copies import announce
from shared.ids import new_id
from shared.personal_data import ERASED_NAME
from shared.retention import Look, retire
from tests.factories.orientations import URL, a_town, an_orientation


@pytest.fixture
def town(directory):
    return a_town(directory)


def pass_months(town, clock, months=25):
    clock.advance(days=31 * months)
    with town.network.uow() as uow:
        return retire(uow, PERSONAL)


def read(town, model, row_id):
    with town.network.uow() as uow:
        return uow.get(model, row_id)


def test_an_orientation_that_nobody_has_answered_is_erased_all_the_same(town, clock):
    sent = an_orientation(town)

    look = pass_months(town, clock)

    assert look.counts["Personnes orientées"] == 1
    assert look.left == 0
    kept = read(town, Orientation, sent.id)
    assert (kept.person_label, kept.contact, kept.need, kept.name_digest) == ("", "", "", None)
    assert kept.state == "sent"


def test_a_referent_goes_after_the_validity_and_a_member_stays(town, clock):
    with town.network.uow() as uow:
        contact = {"name": "Zélie Brun", "email": "zelie@ville.fr", "shown_to": "keepers"}
        zelie = add_referent(uow, town.network.administrator, structure_id=town.library.id, **contact).id

    pass_months(town, clock, 37)

    assert read(town, Referent, zelie).name == ERASED_NAME
    with town.network.uow() as uow:
        librarian = members.find_member(uow, town.librarian.account_id)
        assert find_by_structure(uow, librarian, [town.library.id])[town.library.id].name == "Lise Morel"


def short_retention(town, answer_days):
    with town.network.uow() as uow:
        network = uow.get(Network, uow.tenant_id)
        network.retention_months, network.answer_days = 2, answer_days
        network.version += 1
        announce(uow, network.snapshot())


def test_an_orientation_under_way_keeps_its_person_whatever_the_retention(town, clock):
    short_retention(town, answer_days=90)
    waiting, accepted, ended = (an_orientation(town) for _ in range(3))
    with town.network.uow() as uow:
        accept_orientation(uow, town.librarian, orientation_id=accepted.id, public_url=URL)
        decline_orientation(uow, town.librarian, orientation_id=ended.id, reason="Complet", public_url=URL)

    clock.advance(days=80)
    with town.network.uow() as uow:
        assert retire(uow, PERSONAL).counts == {
            "Personnes orientées": 1,
            "Référents nommés dans une orientation": 1,
            "Orientations envoyées": 1,
        }
    assert read(town, Orientation, waiting.id).contact == "+33612345678"

    clock.advance(days=800)
    with town.network.uow() as uow:
        retire(uow, PERSONAL)
    names = [read(town, Orientation, one.id).person_label for one in (waiting, accepted, ended)]
    assert names == ["", "Jeanne Labat", ""]


@pytest.mark.parametrize("pointed_at_by", ["orientation", "check"])
def test_a_referent_stays_while_something_points_at_them(town, clock, pointed_at_by):
    short_retention(town, answer_days=90)
    with town.network.uow() as uow:
        given = {"name": "Zélie Brun", "email": "zelie@ville.fr", "shown_to": "keepers", "valid_until": uow.today}
        zelie = add_referent(uow, town.network.administrator, structure_id=town.library.id, **given).id
    clock.advance(days=55)
    if pointed_at_by == "orientation":
        sent = an_orientation(town)
        with town.network.uow() as uow:
            uow.get(Orientation, sent.id).referent_id = zelie
    else:
        with town.network.uow() as uow:
            asked = {"kind": "referent", "state": "ended", "about": uow.today, "times": 1}
            mail = {"email": "zelie@ville.fr", "sent_at": uow.now}
            uow.session.add(RecordCheck(structure_id=town.library.id, referent_id=zelie, **asked, **mail))

    clock.advance(days=50)
    with town.network.uow() as uow:
        retire(uow, PERSONAL)
    assert read(town, Referent, zelie).name == "Zélie Brun"

    clock.advance(days=80)
    with town.network.uow() as uow:
        expire_unanswered(uow, URL)
        retire(uow, PERSONAL)
    assert read(town, Referent, zelie).name == ERASED_NAME


def test_who_left_has_no_name_on_the_charter_after_that_time(town, clock):
    with town.network.uow() as uow:
        version = CharterVersion(id=new_id(), number=1, body="Nous aidons.", published_at=uow.now, published_by="N")
        uow.session.add(version)
        uow.session.flush()
        signed = {"version_id": version.id, "signed_at": uow.now}
        for actor in (town.librarian, town.clerk):
            uow.session.add(CharterSignature(account_id=actor.account_id, name=actor.label, **signed))
        member = members.find_member(uow, town.clerk.account_id)
        member.leave(uow.now)

    look = pass_months(town, clock)

    assert look.counts["Signatures de la charte"] == 1


def test_an_old_invitation_has_no_address_and_the_journal_neither(town, clock):
    with town.network.uow() as uow:
        times = {"sent_at": uow.now, "expires_at": uow.now + timedelta(days=14)}
        invitation = Invitation(email="ines@ville.fr", display_name="", roles=["referent"], digest="x", **times)
        uow.session.add(invitation)
        uow.session.flush()
        invitation_id = invitation.id

    look = pass_months(town, clock)

    assert look.counts["Invitations à rejoindre le réseau"] == 1
    assert read(town, Invitation, invitation_id).email.endswith("@efface.invalid")
    entries = town.network.client().get(f"/api/v1/directory/networks/{town.network.slug}/journal?limit=200").json
    assert "ines@ville.fr" not in str(entries)


def test_the_line_that_tells_the_erasure_does_not_name_the_person(town, clock):
    with town.network.uow() as uow:
        contact = {"name": "Zélie Brun", "function": "Directrice", "shown_to": "keepers"}
        zelie = add_referent(uow, town.network.administrator, structure_id=town.library.id, **contact).id
    with town.network.uow() as uow:
        referent = uow.get(Referent, zelie)
        referent.removed_at = uow.now

    pass_months(town, clock)

    entries = town.network.client().get(f"/api/v1/directory/networks/{town.network.slug}/journal?limit=200").json
    assert "Zélie" not in str(entries)


def test_who_published_the_charter_keeps_a_name_while_a_member(town, clock):
    with town.network.uow() as uow:
        by = town.clerk.label
        uow.session.add(CharterVersion(id=new_id(), number=1, body="Nous", published_at=uow.now, published_by=by))
    assert "Versions de la charte" not in pass_months(town, clock).counts

    with town.network.uow() as uow:
        members.find_member(uow, town.clerk.account_id).leave(uow.now)

    assert pass_months(town, clock, 1).counts["Versions de la charte"] == 1
    with town.network.uow() as uow:
        assert uow.session.scalar(select(CharterVersion.published_by)) == ERASED_NAME


def test_batches_of_a_day_add_up_and_the_last_look_counts_whatever_the_order(town, clock):
    with town.network.uow() as uow:
        day = {"ran_on": uow.today, "limit": uow.today - timedelta(days=730), "ids": []}
        for removed, left in ((2, 1), (1, 0)):
            clock.advance(seconds=1)
            look = Look(counts={"Personnes": removed}, left=left, soon={}, **day)
            with town.network.uow() as later:
                retention.keep_told(later, "sessions", look)
    clock.advance(seconds=-5)
    with town.network.uow() as uow:
        retention.keep_told(uow, "sessions", Look(counts={"Prêts": 4}, left=9, soon={}, **day))

    with town.network.uow() as uow:
        (run,) = uow.session.query(RetentionRun).all()
        told = run.services["sessions"]
    assert (run.removed, told["counts"], told["left"]) == (7, {"Personnes": 3, "Prêts": 4}, 0)
