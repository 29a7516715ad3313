"""A quarter that gives the figures published by a social centre of the Marne: 12 meetings, 16 people, 88 % of presence,
8,74 to 17,25 out of 20, 7 900 €, 20 SIM cards, 40 recharges."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.reporting.domain.facts import (
    Assessment,
    CreditMove,
    Enrolment,
    Facts,
    ItemState,
    Loan,
    Meeting,
    Newsletter,
    Purchase,
    SimMove,
    Workshop,
)
from services.reporting.domain.periods import Quarter

QUARTER = Quarter(2026, 3)
PEOPLE = [f"p{number:02d}" for number in range(16)]
HOUSE, LIBRARY, HALL = UUID(int=101), UUID(int=102), UUID(int=103)
BEGIN = QUARTER.begin
SERIES, GIFT = UUID(int=201), UUID(int=301)
ABSENCES = [0, 1, 2, 1, 3, 2, 2, 3, 1, 2, 4, 2]
BEFORE = [Decimal("8.50")] * 15 + [Decimal("12.34")]
AFTER = [Decimal("17.25")] * 16


def a_workshop(number: int, day: date, **more) -> Workshop:
    values = dict(series_id=SERIES, title="Ma tablette au quotidien", kind="atelier", structure_id=HOUSE, status="held")
    return Workshop(id=UUID(int=number), day=day, **(values | more))


def the_series() -> list[Workshop]:
    workshops = []
    for number, absent in enumerate(ABSENCES):
        came = PEOPLE[: 16 - absent]
        workshops.append(
            a_workshop(
                number + 1,
                date(2026, 7, 7) + timedelta(weeks=number),
                present=len(came) - (1 if number % 3 else 0),
                late=1 if number % 3 else 0,
                excused=absent // 2,
                absent=absent - absent // 2,
                people=frozenset(came),
            )
        )
    return workshops


def the_quarter() -> Facts:
    """Everything, in one quarter."""
    return Facts(
        workshops=the_series(),
        enrolments=the_enrolments(),
        assessments=[
            *(_score(500 + n, person, "before", BEFORE[n], date(2026, 7, 7)) for n, person in enumerate(PEOPLE)),
            *(_score(600 + n, person, "after", AFTER[n], date(2026, 9, 22)) for n, person in enumerate(PEOPLE)),
        ],
        purchases=[the_gift()],
        items=[_tablet(n) for n in range(15)],
        loans=the_loans(),
        sims=[SimMove(quantity=25, moved_on=BEGIN), *[SimMove(quantity=-1, moved_on=date(2026, 8, 4))] * 20],
        credits=[
            CreditMove(kind="received", quantity=60, moved_on=BEGIN),
            CreditMove(kind="given", quantity=40, moved_on=date(2026, 9, 1)),
        ],
        meetings=[the_meeting()],
        newsletters=[Newsletter(id=UUID(int=951), recipients=83, delivered=82, sent_on=date(2026, 9, 3))],
        structures={HOUSE: "CIAS de la Grande Vallée", LIBRARY: "Médiathèque d’Aÿ", HALL: "Mairie de Dormans"},
        active_structures=58,
        active_members=83,
    )


def the_enrolments() -> list[Enrolment]:
    """Nine people whom the network knew, seven new ones."""
    return [
        Enrolment(
            id=UUID(int=400 + n),
            series_id=SERIES,
            person=person,
            known_before=n < 9,
            enrolled_on=date(2026, 6, 20),
        )
        for n, person in enumerate(PEOPLE)
    ]


def the_gift() -> Purchase:
    label = "15 tablettes, pochettes et forfaits"
    return Purchase(id=GIFT, label=label, funder="Maison de Champagne", amount_cents=790_000, purchased_on=BEGIN)


def the_loans() -> list[Loan]:
    """One for a year, one overdue, one returned."""
    lent = date(2026, 7, 8)
    returned = {"ended_on": date(2026, 9, 7), "outcome": "returned"}
    return [
        Loan(id=UUID(int=801), lent_on=lent, due_on=date(2027, 7, 8)),
        Loan(id=UUID(int=802), lent_on=lent, due_on=date(2026, 9, 15)),
        Loan(id=UUID(int=803), lent_on=lent, due_on=date(2026, 9, 8), **returned),
    ]


def the_meeting() -> Meeting:
    return Meeting(
        id=UUID(int=901),
        title="Rencontre de rentrée",
        day=date(2026, 9, 17),
        status="held",
        invited=83,
        people=53,
        structures=30,
        accepted=48,
    )


def _score(number: int, person: str, moment: str, score: Decimal, day: date) -> Assessment:
    return Assessment(
        id=UUID(int=number),
        series_id=SERIES,
        series_title="Ma tablette au quotidien",
        grid="socle-v1",
        person=person,
        moment=moment,
        score=score,
        assessed_on=day,
    )


def _tablet(number: int) -> ItemState:
    return ItemState(
        item_id=UUID(int=700 + number),
        version=1,
        kind="tablet",
        status="lent" if number < 2 else "available",
        purchase_id=GIFT,
        since=date(2026, 7, 1),
    )
