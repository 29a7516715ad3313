import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from services.reporting.domain.facts import CreditMove, Facts, ItemState, Loan
from services.reporting.domain.figures import figures
from services.reporting.domain.report import Heading, write_report
from services.reporting.domain.sentences import summary
from tests.reporting.examples import HALL, LIBRARY, PEOPLE, QUARTER, a_workshop, the_quarter


def of(facts, quarter=QUARTER):
    return figures(facts, quarter.begin, quarter.end)


def report(facts):
    heading = Heading(
        "Réseau de la Marne",
        "51",
        "#0b6e4f",
        QUARTER,
        1,
        datetime(2026, 10, 6, 4, tzinfo=UTC),
        ZoneInfo("Europe/Paris"),
    )
    previous = figures(facts, QUARTER.previous.begin, QUARTER.previous.end)
    return write_report(heading, of(facts), previous, None)


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_seed_gives_its_published_figures():
    found = of(the_quarter())

    assert (found.activity.presence.came, found.activity.presence.expected) == (169, 192)
    assert found.activity.total.people == 16
    grid = found.skills.grids[0]
    assert (grid.paired, grid.before, grid.after) == (16, Decimal("8.74"), Decimal("17.25"))
    assert (found.equipment.sims.given, found.equipment.recharges.given) == (20, 40)
    assert (found.equipment.sims.left, found.equipment.recharges.left) == (5, 20)
    assert found.equipment.amount_cents == 790_000
    assert found.equipment.funding[0].items == 15


def test_the_summary_says_them_in_french():
    told = plain(" ".join(summary(of(the_quarter()))))

    assert "Du 1ᵉʳ juillet 2026 au 30 septembre 2026, le réseau a tenu 12 ateliers dans 1 structure." in told
    assert "16 personnes différentes y sont venues (169 participations)." in told
    assert "Le taux de présence est de 88 % : 169 présences sur 192 attendues." in told
    assert "Les compétences des 16 personnes évaluées avant et après sont passées, en moyenne, de 8,74 à 17,25" in told
    assert "3 prêts ouverts et 1 rendu ; à la fin de la période, 2 en cours, dont 1 en retard." in told
    assert "Les achats et les dons s’élèvent à 7 900 € : Maison de Champagne." in told
    assert "20 cartes SIM et 40 recharges ont été remises." in told
    assert "Une rencontre du réseau a réuni 53 personnes de 30 structures." in told


def test_a_network_without_facts_has_a_report_that_says_so():
    found = report(Facts())

    assert plain(found["summary"][0]).endswith("aucun atelier ni autre temps n’a été tenu.")
    assert [line["value"] for line in found["highlights"]] == ["0", "0", "—", "—", "0\xa0€", "0 + 0"]
    json.dumps(found)


def test_the_order_in_which_facts_arrived_changes_nothing():
    facts = the_quarter()
    lists = {name: value for name, value in vars(facts).items() if isinstance(value, list)}
    shuffled = replace(facts, **{name: random.Random(7).sample(rows, len(rows)) for name, rows in lists.items()})

    assert json.dumps(report(shuffled)) == json.dumps(report(facts))


def test_the_series_tells_known_and_new_people():
    series = of(the_quarter()).activity.series

    assert [(row.held, row.enrolled, row.known, row.new) for row in series] == [(12, 16, 9, 7)]


def test_who_gave_the_place_back_is_no_longer_enrolled_from_that_day_on():
    facts = the_quarter()
    left, *others = facts.enrolments
    during, later = QUARTER.begin + timedelta(days=9), QUARTER.end

    (gone,) = of(replace(facts, enrolments=[replace(left, cancelled_on=during), *others])).activity.series
    (still_there,) = of(replace(facts, enrolments=[replace(left, cancelled_on=later), *others])).activity.series

    assert (gone.enrolled, still_there.enrolled) == (15, 16)


def test_walk_ins_take_part_but_were_not_expected():
    day = date(2026, 8, 1)
    workshop = a_workshop(1, day, present=6, absent=1, walk_ins=2, people=frozenset(PEOPLE[:6]))

    found = of(Facts(workshops=[workshop])).activity

    assert found.total.participations == 6
    assert (found.presence.came, found.presence.expected) == (4, 5)


def test_a_day_at_the_border_is_in_one_quarter_only():
    last = a_workshop(1, date(2026, 9, 30), present=5)
    first = a_workshop(2, date(2026, 10, 1), present=7)
    facts = Facts(workshops=[last, first])

    assert of(facts).activity.total.participations == 5
    assert of(facts, QUARTER.next).activity.total.participations == 7


def test_cancelled_meetings_and_those_without_attendance_are_not_held():
    facts = Facts(
        workshops=[
            a_workshop(1, date(2026, 8, 1), status="cancelled", present=5),
            a_workshop(2, date(2026, 8, 2), status="planned", has_attendance=False),
            a_workshop(3, date(2026, 8, 3), status="cancelled", has_attendance=False),
        ]
    )

    found = of(facts).activity

    assert (found.total.held, found.without_attendance) == (0, 1)


def test_a_structure_with_few_people_is_withheld_with_a_second_one():
    facts = replace(
        the_quarter(),
        workshops=[
            a_workshop(1, date(2026, 8, 1), present=16, people=frozenset(PEOPLE)),
            a_workshop(2, date(2026, 8, 2), present=8, people=frozenset(PEOPLE[:8]), structure_id=LIBRARY),
            a_workshop(3, date(2026, 8, 3), present=3, people=frozenset(PEOPLE[:3]), structure_id=HALL),
        ],
    )

    rows = {row.key: row.people for row in of(facts).activity.structures}

    assert rows == {"CIAS de la Grande Vallée": 16, "Médiathèque d’Aÿ": None, "Mairie de Dormans": None}


def test_a_pair_counts_in_the_quarter_of_its_second_score():
    facts = the_quarter()

    assert of(facts, QUARTER.previous).skills.grids == []
    assert of(facts, QUARTER.next).skills.grids == []


def test_scores_of_two_grids_are_never_mixed_and_a_missing_score_is_no_pair():
    facts = the_quarter()
    changed = [
        replace(a, grid="socle-v2") if a.person == "p00" and a.moment == "after" else a for a in facts.assessments
    ]

    found = of(replace(facts, assessments=changed)).skills

    assert [(grid.grid, grid.paired) for grid in found.grids] == [("socle-v1", 15)]
    assert found.waiting == 1


@pytest.mark.parametrize(("small_number", "is_told"), [(3, True), (4, True), (5, False), (20, False)])
def test_a_mean_of_fewer_people_than_the_network_s_threshold_is_withheld(small_number, is_told):
    facts = the_quarter()
    few = [assessment for assessment in facts.assessments if assessment.person in PEOPLE[:4]]

    facts = replace(facts, assessments=few, small_number=small_number)

    grid = of(facts).skills.grids[0]
    assert (grid.paired, grid.before is not None, grid.after is not None) == (4, is_told, is_told)
    assert f"inférieur à {small_number} dans un tableau" in plain(" ".join(report(facts)["aid"]["completeness"]))


def test_the_stock_is_that_of_the_end_of_the_quarter_even_when_told_later():
    item = UUID(int=7)
    states = [
        ItemState(item_id=item, version=v, kind="laptop", status=status, purchase_id=None, since=since)
        for v, status, since in [
            (2, "lent", date(2026, 8, 1)),
            (3, "lost", date(2026, 10, 2)),
            (1, "available", date(2026, 5, 1)),
        ]
    ]

    facts = Facts(items=states)

    assert of(facts).equipment.stock[0].by_status["lent"] == 1
    assert of(facts, QUARTER.previous).equipment.stock[0].by_status["available"] == 1
    assert of(facts, QUARTER.next).equipment.items == 0


def test_loans_entered_by_mistake_count_nowhere_and_an_end_without_beginning_is_told():
    day = date(2026, 8, 1)
    facts = Facts(
        loans=[
            Loan(id=UUID(int=1), lent_on=day, due_on=day, ended_on=day, outcome="cancelled"),
            Loan(id=UUID(int=2), lent_on=None, due_on=None, ended_on=day, outcome="returned"),
            Loan(id=UUID(int=3), lent_on=day, due_on=day, ended_on=day, outcome="lost"),
        ]
    )

    found = of(facts).equipment

    assert (found.loans_opened, found.loans_returned, found.loans_lost, found.loans_open) == (1, 1, 1, 0)
    assert found.loans_unknown == 1


def test_a_corrected_gift_is_one_gift_less_and_back_in_stock():
    day = date(2026, 8, 1)
    moves = [
        CreditMove(kind="received", quantity=10, moved_on=day),
        CreditMove(kind="given", quantity=3, moved_on=day),
        CreditMove(kind="corrected", quantity=1, moved_on=day, reversed_kind="given"),
        CreditMove(kind="corrected", quantity=-2, moved_on=day),
        CreditMove(kind="expired", quantity=1, moved_on=day),
    ]

    found = of(Facts(credits=moves)).equipment.recharges

    assert (found.received, found.given, found.expired, found.corrected, found.left) == (10, 2, 1, -2, 5)


def test_what_nobody_filled_in_is_told_to_the_reader():
    facts = replace(the_quarter(), workshops=[a_workshop(1, date(2026, 8, 2), status="planned", has_attendance=False)])

    told = plain(" ".join(report(facts)["aid"]["completeness"]))

    assert "jusqu’au 6 octobre 2026 à 6 h 00." in told
    assert "1 séance prévue n’a pas de feuille de présence et ne compte pas." in told


def test_a_series_is_told_apart_by_its_identifier_not_by_its_title():
    other = a_workshop(50, date(2026, 8, 1), series_id=UUID(int=9), present=5)
    facts = replace(the_quarter(), workshops=[*the_quarter().workshops, other])

    assert len(of(facts).activity.series) == 1
    assert of(facts).activity.total.held == 13


def test_a_single_date_is_no_series():
    facts = the_quarter()
    alone = replace(facts, workshops=facts.workshops[:1])

    assert of(alone).activity.series == []
    assert of(alone).activity.total.held == 1
