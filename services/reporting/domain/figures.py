"""From facts to the figures of a period. No row, no clock: the same facts always give the same figures."""

from dataclasses import dataclass
from datetime import date

from services.reporting.domain.equipment import Equipment, equipment
from services.reporting.domain.facts import Facts, Meeting
from services.reporting.domain.orientations import Orientations, orientations
from services.reporting.domain.skills import Skills, skills
from services.reporting.domain.workshops import Activity, activity


@dataclass(frozen=True)
class Life:
    """The life of the network: meetings, letters, members."""

    meetings: list[Meeting]
    """Held in the period, oldest first."""
    meeting_people: int
    newsletters: int
    delivered: int
    members: int
    structures: int


@dataclass(frozen=True)
class Figures:
    begin: date
    end: date
    activity: Activity
    skills: Skills
    equipment: Equipment
    life: Life
    orientations: Orientations
    small_number: int
    """Fewer people are withheld."""

    @property
    def is_empty(self) -> bool:
        """Nothing at all happened: not worth a column in a comparison."""
        moved = (self.equipment.loans_opened, self.equipment.loans_returned, self.equipment.amount_cents)
        sims, recharges = self.equipment.sims, self.equipment.recharges
        given = (sims.received, sims.given, recharges.received, recharges.given)
        life = (len(self.life.meetings), self.life.newsletters, self.orientations.sent)
        return not any((self.activity.total.held, *moved, *given, *life))


def figures(facts: Facts, begin: date, end: date) -> Figures:
    """The figures of ``[begin, end)``. Members and structures are those of now: their history is not kept."""
    return Figures(
        begin=begin,
        end=end,
        activity=activity(facts, begin, end),
        skills=skills(facts, begin, end),
        equipment=equipment(facts, begin, end),
        life=_life(facts, begin, end),
        orientations=orientations(facts, begin, end),
        small_number=facts.small_number,
    )


def _life(facts: Facts, begin: date, end: date) -> Life:
    held = [m for m in facts.meetings if m.people is not None and m.status != "cancelled" and begin <= m.day < end]
    letters = [letter for letter in facts.newsletters if begin <= letter.sent_on < end]
    return Life(
        meetings=sorted(held, key=lambda meeting: (meeting.day, meeting.id)),
        meeting_people=sum(meeting.people or 0 for meeting in held),
        newsletters=len(letters),
        delivered=sum(letter.delivered for letter in letters),
        members=facts.active_members,
        structures=facts.active_structures,
    )
