"""Refusals of the sessions service, and the constraints of the database that mean the same."""

from shared.errors import Conflict, DomainError


class SeriesFull(Conflict):
    code = "series_full"
    message = (
        "Toutes les places de ce parcours sont prises. La personne n’a pas été inscrite ; les séances ont bien lieu."
    )


class AlreadyEnrolled(Conflict):
    code = "already_enrolled"
    message = "Cette personne a déjà sa place dans ce parcours."


class EnrolmentCancelled(Conflict):
    code = "enrolment_cancelled"
    message = "Cette place est déjà libérée. Les séances, elles, ont toujours lieu."


class CapacityBelowEnrolled(Conflict):
    code = "capacity_below_enrolled"
    message = "{enrolled} personnes ont déjà une place : le nombre de places ne peut pas être plus petit."


class WorkshopCancelled(Conflict):
    code = "workshop_cancelled"
    message = "Cette séance est annulée."


class WorkshopHeldAlready(Conflict):
    code = "workshop_held_already"
    message = "Cette séance a déjà eu lieu : ses présences sont notées. Elle ne peut plus être déplacée ni annulée."


class WorkshopNotYet(Conflict):
    code = "workshop_not_yet"
    message = "Cette séance n’a pas encore eu lieu. Les présences se notent à partir du jour même."


class NotEnrolled(Conflict):
    code = "not_enrolled"
    message = "Cette personne n’est pas inscrite à ce parcours."


CONSTRAINTS: dict[str, type[DomainError]] = {
    "ck_series_seats": SeriesFull,
    "uq_enrolment_person": AlreadyEnrolled,
}
