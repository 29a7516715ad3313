"""Loads the quarter's workshops: the course on tablets, the other series, what is offered to professionals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from services.standalone.demo import figures
from services.standalone.demo.http import Program
from services.standalone.demo.people import beneficiary

MoveTo = Callable[[date], None]
TITLES = ("Découvrir l’ordinateur", "Mon téléphone, mes photos", "Mes démarches en ligne", "Naviguer sans crainte")


@dataclass
class Planned:
    """A series as planned: its people in the order of enrolment, and the marks of each meeting."""

    identifier: str
    people: list[str]
    marks: list[list[str]]
    dates: list[tuple[date, str]] = field(default_factory=list)


class Workshops:
    """``plan`` writes the programme, ``hold`` then goes through the quarter day by day."""

    def __init__(self, program: Program, quarter: figures.Quarter, structures: list[str]) -> None:
        self._program = program
        self._quarter = quarter
        self._structures = structures
        self._next_person = 0
        self.course: Planned | None = None
        self._all: list[Planned] = []

    def plan(self) -> None:
        self.course = self._series(
            "Ma tablette, pas à pas",
            "atelier",
            people=self._people(figures.COURSE_PEOPLE, known=figures.KNOWN_BEFORE),
            marks=figures.marks(figures.COURSE_PEOPLE, figures.COURSE_DATES, figures.COURSE_PRESENT),
            weekday=3,
        )
        expected = [people * dates for people, dates in figures.OTHER_SERIES]
        present = figures.shares(figures.OTHER_PRESENT, expected)
        for number, (people, dates) in enumerate(figures.OTHER_SERIES):
            title = f"{TITLES[number % len(TITLES)]}, groupe {number // len(TITLES) + 1}"
            marks = figures.marks(people, dates, present[number])
            group = self._people(people, known=people // 2)
            self._series(title, "atelier", people=group, marks=marks, weekday=number % 5, place=number + 1)
        self._plan_for_professionals()

    def _plan_for_professionals(self) -> None:
        staff = self._people(40, known=40)
        offers = [("formation", "Repérer les difficultés numériques", sizes) for sizes in figures.FORMATIONS]
        offers += [("temps_echange", "Rencontre des aidants", sizes) for sizes in figures.EXCHANGES]
        offers += [("webinaire", "Les arnaques en ligne", sizes) for sizes in figures.WEBINARS]
        for number, (kind, title, (enrolled, came)) in enumerate(offers):
            people = [staff[(number * 5 + i) % len(staff)] for i in range(enrolled)]
            marks = figures.marks(enrolled, 1, came)
            self._series(title, kind, people=people, marks=marks, weekday=number % 5, week=number % 11, place=number)

    def _people(self, count: int, *, known: int) -> list[str]:
        return [self._person(known_before=i < known) for i in range(count)]

    def _person(self, *, known_before: bool) -> str:
        first, last = beneficiary(self._next_person)
        self._next_person += 1
        phone = f"06390{self._next_person:05d}" if self._next_person % 3 else None
        body = {"first_name": first, "last_name": last, "phone": phone, "known_before": known_before}
        return self._program.post("sessions", "/people", body)["id"]

    def _series(
        self,
        title: str,
        kind: str,
        *,
        people: list[str],
        marks: list[list[str]],
        weekday: int,
        week: int = 0,
        place: int = 0,
    ) -> Planned:
        first_on = figures.first_weekday(self._quarter.begin + timedelta(days=2 + 7 * week), weekday)
        body: dict[str, Any] = {"title": title, "kind": kind, "first_on": first_on, "count": len(marks)}
        body |= {"starts_at": "14:00", "ends_at": "16:00", "capacity": len(people), "skip_holidays": False}
        body |= {"structure_id": self._structures[place % 12], "facilitators": "Élodie Marchal"}
        made = self._program.post("sessions", "/series", body)
        for person in people:
            self._program.post("sessions", f"/series/{made['id']}/enrolments", {"person_id": person})
        planned = Planned(made["id"], people, marks)
        dates = self._program.all("sessions", f"/series/{made['id']}/dates")
        planned.dates = [(datetime.fromisoformat(one["starts_at"]).date(), one["id"]) for one in dates]
        self._all.append(planned)
        return planned

    def announce(self, today: date) -> None:
        """What comes next: one series with places left, and a full one."""
        for number, (title, people) in enumerate((("Premiers clics", 0), ("Mes photos", 2))):
            body: dict[str, Any] = {"title": title, "kind": "atelier", "first_on": today + timedelta(days=6 + number)}
            body |= {"count": 2, "starts_at": "14:00", "ends_at": "16:00", "capacity": people or 8}
            body |= {"structure_id": self._structures[number], "facilitators": "Bruno Castel"}
            made = self._program.post("sessions", "/series", body)
            for person in self._people(people, known=people):
                self._program.post("sessions", f"/series/{made['id']}/enrolments", {"person_id": person})

    def hold(self, move_to: MoveTo) -> Iterator[tuple[int, int]]:
        """Every meeting on its day; yields ``(done, all)`` after each."""
        meetings = [
            (day, identifier, planned.people, marks)
            for planned in self._all
            for (day, identifier), marks in zip(planned.dates, planned.marks, strict=True)
        ]
        meetings.sort(key=lambda meeting: (meeting[0], meeting[1]))
        for done, (day, identifier, people, marks) in enumerate(meetings, 1):
            move_to(day)
            named = [{"person_id": person, "mark": mark} for person, mark in zip(people, marks, strict=True)]
            self._program.put("sessions", f"/workshop-dates/{identifier}/attendance", {"marks": named})
            yield done, len(meetings)

    def assess(self, moment: str, scores: tuple[float, ...]) -> None:
        """Scores out of 20 of the course's people, ``before`` or ``after``."""
        assert self.course is not None
        pairs = zip(self.course.people, scores, strict=True)
        body = {"scores": [{"person_id": p, "moment": moment, "score": str(s)} for p, s in pairs]}
        self._program.put("sessions", f"/series/{self.course.identifier}/scores", body)
