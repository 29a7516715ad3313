"""Refusals of the sessions service, and the constraints of the database that mean the same."""

from shared.errors import Conflict, DomainError


class PersonIsAnonymised(Conflict):
    code = "person_is_anonymised"
    message = "Le nom de cette personne a été effacé. Si elle revient, créez-lui une nouvelle fiche."


class SeriesFull(Conflict):
    code = "series_full"
    message = (
        "Toutes les places de ce parcours sont prises. La personne n’a pas été inscrite ; les séances ont bien lieu."
    )


class AlreadyEnrolled(Conflict):
    code = "already_enrolled"
    message = "Cette personne a déjà sa place dans ce parcours."


class EnrolmentCancelled(Conflict):
    code = "enrolment_cancelled"
    message = "Cette place est déjà libérée. Les séances, elles, ont toujours lieu."


class CapacityBelowEnrolled(Conflict):
    code = "capacity_below_enrolled"
    message = "{enrolled} personnes ont déjà une place : le nombre de places ne peut pas être plus petit."


class WorkshopCancelled(Conflict):
    code = "workshop_cancelled"
    message = "Cette séance est annulée."


class WorkshopHeldAlready(Conflict):
    code = "workshop_held_already"
    message = "Cette séance a déjà eu lieu : ses présences sont notées. Elle ne peut plus être déplacée ni annulée."


class WorkshopNotYet(Conflict):
    code = "workshop_not_yet"
    message = "Cette séance n’a pas encore eu lieu. Les présences se notent à partir du jour même."


class NotEnrolled(Conflict):
    code = "not_enrolled"
    message = "Cette personne n’est pas inscrite à ce parcours."


class TagTaken(Conflict):
    code = "tag_taken"
    message = "Un autre matériel porte déjà cette étiquette. Choisissez un autre numéro."


class SerialTaken(Conflict):
    code = "serial_taken"
    message = "Un autre matériel porte déjà ce numéro de série."


class ItemAlreadyLent(Conflict):
    code = "item_already_lent"
    message = "Ce matériel est déjà en prêt. Enregistrez d’abord son retour."


class ItemUnavailable(Conflict):
    code = "item_unavailable"
    message = "Ce matériel ne peut pas être prêté : il est {status}."


class ItemStatusUnchanged(Conflict):
    code = "item_status_unchanged"
    message = "Ce matériel est déjà dans cet état."


class LoanEnded(Conflict):
    code = "loan_ended"
    message = "Ce prêt est déjà terminé."


class LoanStillOpen(Conflict):
    code = "loan_still_open"
    message = "Ce prêt est toujours en cours."


class TooLateToCancel(Conflict):
    code = "too_late_to_cancel"
    message = "Une saisie s’annule le jour même seulement."


class IccidTaken(Conflict):
    code = "iccid_taken"
    message = "Une de ces cartes SIM est déjà enregistrée."


class SimAlreadyGiven(Conflict):
    code = "sim_already_given"
    message = "Cette carte SIM a déjà été donnée."


class CreditShort(Conflict):
    code = "credit_short"
    message = "Il ne reste pas assez de recharges dans ce stock."


class EntryAlreadyReversed(Conflict):
    code = "entry_already_reversed"
    message = "Cette écriture est déjà annulée."


class EntryIsReversal(Conflict):
    code = "entry_is_reversal"
    message = "Une annulation ne s’annule pas. Refaites l’écriture."


CONSTRAINTS: dict[str, type[DomainError]] = {
    "ck_series_seats": SeriesFull,
    "uq_enrolment_person": AlreadyEnrolled,
    "uq_item_tag": TagTaken,
    "uq_item_serial": SerialTaken,
    "ex_loan_overlap": ItemAlreadyLent,
    "uq_loan_open": ItemAlreadyLent,
    "uq_sim_card_iccid": IccidTaken,
    "ck_credit_stock_balance": CreditShort,
    "uq_credit_entry_reversal": EntryAlreadyReversed,
}
