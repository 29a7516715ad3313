"""Refusals of this service, and the constraints of the database that say the same."""

from shared.errors import Conflict, DomainError, NotFound


class AlreadyPublished(Conflict):
    code = "report_already_published"
    message = "Ce rapport est déjà publié."


class StillDraft(Conflict):
    code = "report_still_draft"
    message = "Ce rapport est encore un brouillon : publiez-le, ou attendez sa publication."


class NotTheLastEdition(Conflict):
    code = "report_has_a_newer_edition"
    message = "Une édition plus récente de ce rapport existe ou se prépare."


class NothingChanged(Conflict):
    code = "report_nothing_changed"
    message = "Rien n’a changé depuis cette édition : une nouvelle édition dirait la même chose."


class LinkExpired(NotFound):
    code = "link_expired"
    message = "Ce lien n’est plus valable. Connectez-vous pour retrouver le rapport."


CONSTRAINTS: dict[str, type[DomainError]] = {"uq_report_run_period": NotTheLastEdition}
"""Name of a constraint → the refusal that its violation means."""
