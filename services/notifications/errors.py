"""What the service refuses, and why, in French. ``CONSTRAINTS`` gives a race the same answer as the check."""

from shared.errors import Conflict, DomainError, Invalid, NotFound


class NewsletterAlreadySent(Conflict):
    code = "newsletter_already_sent"
    message = "Cette lettre est déjà partie : on ne peut plus la modifier ni l’envoyer de nouveau."


class NoRecipients(Conflict):
    code = "no_recipients"
    message = "Personne ne peut recevoir cette lettre : invitez d’abord des membres dans le réseau."


class NewsletterIncomplete(Invalid):
    code = "newsletter_incomplete"
    message = "La lettre n’est pas prête : complétez ce qui manque avant de l’envoyer."


class NoOwnAddress(Conflict):
    code = "no_own_address"
    message = "Nous ne connaissons pas votre adresse e-mail dans ce réseau : l’essai ne peut pas vous être envoyé."


class LinkNotKnown(NotFound):
    """Forged, cut or from another network: a link says nothing to who did not receive it."""

    code = "link_not_known"
    message = "Ce lien n’est pas valable. Vérifiez qu’il n’a pas été coupé dans votre message."


class MeetingCancelled(Conflict):
    code = "meeting_cancelled"
    message = "Cette rencontre a été annulée."


class MeetingIsHeld(Conflict):
    code = "meeting_is_held"
    message = "Cette rencontre a déjà eu lieu."


class MeetingNotYet(Conflict):
    code = "meeting_not_yet"
    message = "Cette rencontre n’a pas encore commencé : revenez après pour dire combien vous étiez."


class MeetingIsOver(Conflict):
    code = "meeting_is_over"
    message = "Cette rencontre est passée : il n’est plus temps de répondre."


class NobodyToRemind(Conflict):
    code = "nobody_to_remind"
    message = "Tout le monde a répondu, ou a été relancé aujourd’hui."


CONSTRAINTS: dict[str, type[DomainError]] = {
    "ck_meeting_ends_after_start": Invalid,
}
