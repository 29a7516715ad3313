"""All facts of one network, as the plain rows that figures are made from."""

from collections import Counter
from dataclasses import fields, replace
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from services.reporting import models
from services.reporting.domain import facts
from services.reporting.queries.rules import rules_of
from shared.database import ModelBase
from shared.unit_of_work import UnitOfWork

Fact = TypeVar("Fact")
_COUNTS = ("present", "late", "excused", "absent", "walk_ins")


def load_facts(uow: UnitOfWork) -> facts.Facts:
    structures = _rows(uow, models.StructureCopy, "id", "label", "status")
    return facts.Facts(
        workshops=_workshops(uow),
        enrolments=_all(uow, models.EnrolmentFact, facts.Enrolment),
        assessments=_all(uow, models.AssessmentFact, facts.Assessment),
        purchases=_all(uow, models.PurchaseFact, facts.Purchase),
        items=_all(uow, models.ItemState, facts.ItemState),
        loans=_all(uow, models.LoanFact, facts.Loan),
        sims=_all(uow, models.SimFact, facts.SimMove),
        credits=_all(uow, models.CreditFact, facts.CreditMove),
        meetings=_meetings(uow),
        newsletters=_all(uow, models.NewsletterFact, facts.Newsletter),
        orientations=_orientations(uow),
        structures={row.id: row.label for row in structures},
        active_structures=sum(row.status == "active" for row in structures),
        active_members=_members(uow),
        small_number=rules_of(uow).small_number,
    )


def _rows(uow: UnitOfWork, model: type[ModelBase], *names: str) -> list[Any]:
    # Columns, not entities: several times as fast, and nothing here is going to be changed.
    return list(uow.session.execute(select(*(getattr(model, name) for name in names))))


def _all(uow: UnitOfWork, model: type[ModelBase], fact: type[Fact]) -> list[Fact]:
    names = [field.name for field in fields(fact)]  # type: ignore[arg-type]
    return [fact(**row._mapping) for row in _rows(uow, model, *names)]


def _workshops(uow: UnitOfWork) -> list[facts.Workshop]:
    """One for each dated meeting that is planned or was held. The plan, when it is known, says what it is."""
    plan_names = ("id", "series_id", "title", "kind", "structure_id", "starts_at", "status")
    plans = {row.id: row for row in _rows(uow, models.WorkshopPlan, *plan_names)}
    held = {r.id: r for r in _rows(uow, models.WorkshopAttendance, *plan_names[:5], "held_on", *_COUNTS, "people")}
    workshops = (_workshop(plans.get(key), held.get(key), uow.zone) for key in plans.keys() | held.keys())
    stands_for = _merged_structures(uow)
    return [replace(one, structure_id=stands_for.get(one.structure_id, one.structure_id)) for one in workshops]


def _merged_structures(uow: UnitOfWork) -> dict[UUID | None, UUID]:
    """Structure that left → the one that stands for it today, through as many merges as there were."""
    pairs = _rows(uow, models.StructureMerge, "id", "into_id")
    direct: dict[UUID | None, UUID] = {row.id: row.into_id for row in pairs}
    found = {}
    for merged, into in direct.items():
        seen, stands = {merged}, into
        while stands in direct and stands not in seen:
            seen.add(stands)
            stands = direct[stands]
        found[merged] = stands
    return found


def _workshop(plan: Any, held: Any, zone: ZoneInfo) -> facts.Workshop:
    known = plan or held
    attendance = (
        {name: getattr(held, name) for name in ("present", "late", "excused", "absent", "walk_ins")} if held else {}
    )
    return facts.Workshop(
        id=known.id,
        series_id=known.series_id,
        title=known.title,
        kind=known.kind,
        structure_id=known.structure_id,
        day=held.held_on if held else plan.starts_at.astimezone(zone).date(),
        status=plan.status if plan else "held",
        has_attendance=held is not None,
        people=frozenset(held.people) if held else frozenset(),
        **attendance,
    )


def _meetings(uow: UnitOfWork) -> list[facts.Meeting]:
    plans = {r.id: r for r in _rows(uow, models.MeetingPlan, "id", "title", "starts_at", "status", "invited")}
    held = {r.id: r for r in _rows(uow, models.MeetingAttendance, "id", "held_on", "people", "structures")}
    answers: Counter[tuple[UUID, str]] = Counter(
        (row.meeting_id, row.answer) for row in _rows(uow, models.AnswerFact, "meeting_id", "answer")
    )
    return [_meeting(key, plans.get(key), held.get(key), answers, uow.zone) for key in plans.keys() | held.keys()]


def _orientations(uow: UnitOfWork) -> list[facts.Orientation]:
    """An answer or an end whose beginning has not been heard of yet counts later."""
    sent = _rows(uow, models.OrientationFact, "id", "person", "structure_id", "rank", "sent_on")
    answers = {row.id: row.answer for row in _rows(uow, models.OrientationAnswerFact, "id", "answer")}
    ends = {row.id: row.outcome for row in _rows(uow, models.OrientationEndFact, "id", "outcome")}
    states = {"accepted": "under_way", "declined": "declined"}
    stands_for = _merged_structures(uow)
    return [
        facts.Orientation(
            **{**row._mapping, "structure_id": stands_for.get(row.structure_id, row.structure_id)},
            accepted=answers.get(row.id) == "accepted",
            ending=ends.get(row.id) or states.get(answers.get(row.id, ""), "waiting"),
        )
        for row in sent
    ]


def _meeting(key: UUID, plan: Any, held: Any, answers: Counter[tuple[UUID, str]], zone: ZoneInfo) -> facts.Meeting:
    return facts.Meeting(
        id=key,
        title=plan.title if plan else "Rencontre du réseau",
        day=held.held_on if held else plan.starts_at.astimezone(zone).date(),
        status=plan.status if plan else "held",
        invited=plan.invited if plan else 0,
        people=held.people if held else None,
        structures=held.structures if held else None,
        accepted=answers[key, "accepted"],
        tentative=answers[key, "tentative"],
        declined=answers[key, "declined"],
    )


def _members(uow: UnitOfWork) -> int:
    table = uow.plumbing.member
    query = select(func.count()).where(table.c.tenant_id == uow.tenant_id, table.c.active)
    return uow.session.execute(query).scalar_one()
