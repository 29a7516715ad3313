import random
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from services.reporting.domain.figures import figures
from services.reporting.queries.facts import load_facts
from shared.events.directory import (
    OrientationAnswered,
    OrientationClosed,
    OrientationSent,
    StructureMerged,
    StructureSaved,
)
from shared.events.notifications import InvitationAnswered, MeetingHeld, MeetingPlanned
from shared.events.sessions import ItemChanged, LoanOpened, LoanReopened, LoanReturned, WorkshopHeld, WorkshopPlanned
from shared.ids import new_id
from tests.reporting.examples import QUARTER
from tests.reporting.story import tell, the_story

LENT, BACK = date(2026, 7, 8), date(2026, 8, 3)


def heard(network):
    with network.uow(read_only=True) as uow:
        return load_facts(uow)


def found(network):
    return figures(heard(network), QUARTER.begin, QUARTER.end)


def test_the_events_of_a_quarter_give_its_figures(reporting):
    network = reporting.network()

    tell(network, the_story())

    told = found(network)
    assert (told.activity.presence.came, told.activity.presence.expected) == (169, 192)
    assert (told.skills.grids[0].before, told.skills.grids[0].after) == (Decimal("8.74"), Decimal("17.25"))
    assert (told.equipment.sims.given, told.equipment.recharges.given) == (20, 40)
    assert told.equipment.amount_cents == 790_000
    assert told.life.meetings[0].people == 53


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_events_in_any_order_and_twice_give_the_same_figures(reporting, seed):
    here, there = reporting.network("marne"), reporting.network("aube")
    story = the_story()
    mixed = random.Random(seed).sample(story + story, 2 * len(story))

    tell(here, story)
    tell(there, mixed)

    assert found(there) == found(here)


def test_a_return_may_come_before_its_loan(reporting):
    network = reporting.network()
    loan, item = new_id(), new_id()
    opened = LoanOpened(loan_id=loan, item_id=item, item_kind="tablet", person="p", lent_on=LENT, due_on=BACK)
    returned = LoanReturned(loan_id=loan, item_id=item, returned_on=BACK)

    tell(network, [returned])
    before = found(network).equipment
    tell(network, [opened])
    after = found(network).equipment

    assert (before.loans_returned, before.loans_unknown) == (1, 1)
    assert (after.loans_opened, after.loans_returned, after.loans_unknown, after.loans_open) == (1, 1, 0, 0)


def test_a_return_that_was_taken_back_counts_no_more_whatever_the_order(reporting):
    here, there = reporting.network("marne"), reporting.network("aube")
    loan, item = new_id(), new_id()
    story = [
        LoanOpened(loan_id=loan, item_id=item, item_kind="tablet", person="p", lent_on=LENT, due_on=BACK),
        LoanReturned(loan_id=loan, item_id=item, returned_on=BACK, version=2),
        LoanReopened(loan_id=loan, item_id=item, version=3),
    ]

    tell(here, story)
    tell(there, story[::-1])

    for network in (here, there):
        assert (found(network).equipment.loans_returned, found(network).equipment.loans_open) == (0, 1)


def test_an_older_snapshot_never_replaces_a_newer_one(reporting):
    network = reporting.network()
    structure = new_id()

    def saved(version, label):
        return StructureSaved(
            structure_id=structure, version=version, label=label, commune="Aÿ", commune_code="51030", address=""
        )

    tell(network, [saved(2, "Médiathèque"), saved(1, "Mediatheque")])

    assert heard(network).structures == {structure: "Médiathèque"}


def test_attendance_may_come_before_the_plan_and_is_corrected(reporting):
    network = reporting.network()
    meeting, series = new_id(), new_id()
    common = {"workshop_date_id": meeting, "series_id": series, "title": "A", "kind": "atelier", "structure_id": None}
    zero = {"late": 0, "excused": 0, "walk_ins": 0}

    tell(network, [WorkshopHeld(**common, version=2, held_on=LENT, present=5, absent=1, **zero)])
    tell(network, [WorkshopHeld(**common, version=1, held_on=LENT, present=9, absent=9, **zero)])
    starts = datetime(2026, 7, 8, 12, tzinfo=UTC)
    tell(
        network, [WorkshopPlanned(**common, version=1, starts_at=starts, ends_at=starts, capacity=9, status="planned")]
    )

    assert found(network).activity.total.participations == 5
    assert found(network).activity.without_attendance == 0


def test_an_item_is_known_at_every_past_day(reporting):
    network = reporting.network()
    item = new_id()

    def changed(version, status, since):
        return ItemChanged(
            item_id=item, version=version, kind="tablet", model="A9", status=status, purchase_id=None, since=since
        )

    tell(network, [changed(3, "retired", date(2026, 10, 9)), changed(1, "available", LENT), changed(2, "lent", BACK)])

    assert found(network).equipment.stock[0].by_status["lent"] == 1


def test_a_day_is_that_of_the_network(reporting):
    network = reporting.network("reunion", time_zone="Indian/Reunion")
    meeting = new_id()
    starts = datetime(2026, 9, 30, 21, tzinfo=UTC)

    tell(
        network,
        [MeetingPlanned(meeting_id=meeting, version=1, title="R", starts_at=starts, status="planned", invited=4)],
    )

    assert heard(network).meetings[0].day == date(2026, 10, 1)


def test_answers_to_an_invitation_are_counted_by_their_last_version(reporting):
    network = reporting.network()
    meeting, invitation = new_id(), new_id()

    tell(network, [MeetingHeld(meeting_id=meeting, version=1, held_on=LENT, people=5, structures=3)])
    for version, answer in ((2, "declined"), (1, "accepted")):
        tell(
            network,
            [InvitationAnswered(invitation_id=invitation, version=version, meeting_id=meeting, answer=answer)],
        )

    assert [(m.accepted, m.declined) for m in heard(network).meetings] == [(0, 1)]


def test_facts_of_another_network_are_not_seen(reporting):
    here, there = reporting.network("marne"), reporting.network("aube")

    tell(here, the_story())

    assert heard(there).workshops == []
    assert found(there).is_empty


def test_what_became_of_an_orientation_may_be_heard_before_it_was_sent(reporting):
    network = reporting.network()
    orientation, structure = new_id(), new_id()
    told = {"orientation_id": orientation, "structure_id": structure, "person": "p", "rank": 1}
    story = [
        OrientationSent(**told, themes=[], sent_on=LENT),
        OrientationAnswered(orientation_id=orientation, version=2, answer="accepted", answered_on=LENT),
        OrientationClosed(orientation_id=orientation, version=4, outcome="helped", closed_on=BACK),
    ]

    tell(network, story[::-1] + story)

    (known,) = heard(network).orientations
    assert (known.accepted, known.ending) == (True, "helped")
    assert found(network).orientations.sent == 1


def test_what_was_held_at_a_merged_structure_counts_for_the_one_that_stays_whatever_the_order(reporting):
    here, there = reporting.network("marne"), reporting.network("aube")
    first, second, third = new_id(), new_id(), new_id()
    common = {"series_id": new_id(), "title": "A", "kind": "atelier", "version": 1, "late": 0, "excused": 0}
    common |= {"held_on": LENT, "present": 5, "absent": 1, "walk_ins": 0}
    story = [
        WorkshopHeld(workshop_date_id=new_id(), structure_id=first, **common),
        WorkshopHeld(workshop_date_id=new_id(), structure_id=third, **common),
        StructureMerged(structure_id=first, version=2, into_id=second),
        StructureMerged(structure_id=second, version=2, into_id=third),
    ]

    tell(here, story)
    tell(there, story[::-1])

    for network in (here, there):
        assert {workshop.structure_id for workshop in heard(network).workshops} == {third}
