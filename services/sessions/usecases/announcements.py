"""What the other services learn about a meeting: snapshots, each with its version."""

from sqlalchemy import select

from services.sessions.domain.presence import Mark, Presence
from services.sessions.models.attendance import Attendance
from services.sessions.models.series import Series
from services.sessions.models.workshop_date import WorkshopDate
from services.sessions.usecases.pseudonyms import pseudonym_of
from shared.events.sessions import WorkshopHeld, WorkshopPlanned
from shared.unit_of_work import UnitOfWork


def announce_plan(uow: UnitOfWork, series: Series, workshop_date: WorkshopDate) -> None:
    uow.publish(
        WorkshopPlanned(
            workshop_date_id=workshop_date.id,
            version=workshop_date.version,
            series_id=series.id,
            title=series.title,
            kind=series.kind,
            structure_id=series.structure_id,
            starts_at=workshop_date.starts_at,
            ends_at=workshop_date.ends_at,
            capacity=series.capacity,
            status=workshop_date.status,
        )
    )


def announce_attendance(uow: UnitOfWork, series: Series, workshop_date: WorkshopDate) -> None:
    rows = list(uow.session.scalars(select(Attendance).where(Attendance.workshop_date_id == workshop_date.id)))
    presence = Presence.of((Mark(row.mark), row.is_walk_in) for row in rows)
    uow.publish(
        WorkshopHeld(
            workshop_date_id=workshop_date.id,
            version=workshop_date.attendance_version,
            series_id=series.id,
            title=series.title,
            kind=series.kind,
            structure_id=series.structure_id,
            held_on=workshop_date.day(uow.zone),
            present=presence.present + presence.walk_ins,
            late=presence.late,
            excused=presence.excused,
            absent=presence.absent,
            walk_ins=presence.walk_ins,
            people=sorted(pseudonym_of(uow, row.person_id) for row in rows if Mark(row.mark).came),
        )
    )
