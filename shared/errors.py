"""The four kinds of refusal. Each has a ``code`` for programs and a French sentence for people."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A command that the rules refuse. Nothing was changed.

    ``details`` are public: identifiers and short values only. They fill the placeholders of ``message``.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "Cette action n’est pas possible."

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        return self.message.format(**self.details)

    @property
    def fields(self) -> dict[str, list[str]]:
        """French sentences by form field; empty when the refusal is about the whole."""
        return {}


class NotFound(DomainError):
    code = "not_found"
    message = "L’adresse est incomplète, ou ce qu’elle montrait a été retiré."


class Forbidden(DomainError):
    code = "forbidden"
    message = "Votre rôle dans ce réseau ne permet pas cette action. Demandez à un administrateur du réseau."


class InsufficientScope(Forbidden):
    """A token that is limited to other scopes (RFC 6750, section 3.1)."""

    code = "insufficient_scope"
    message = "Cette clé n’a pas la permission « {scope} »."


class Conflict(DomainError):
    code = "conflict"
    message = "Quelqu’un d’autre vient de modifier la même chose. Rechargez la page et recommencez."


class ChangedMeanwhile(Conflict):
    """Somebody else was quicker: what was decided upon is not what is there any more."""

    code = "changed_meanwhile"
    message = "Ceci a changé depuis que vous avez ouvert la page. Vérifiez, puis envoyez de nouveau : rien n’est perdu."


class Invalid(DomainError):
    """What was sent is not right: ``fields`` says where and how to mend it."""

    code = "invalid"
    message = "Des réponses sont à corriger."

    def __init__(self, fields: dict[str, list[str]] | None = None, **details: Any) -> None:
        self._fields = fields or {}
        super().__init__(**details)

    @property
    def fields(self) -> dict[str, list[str]]:
        return self._fields


class NothingSavedYet(Invalid):
    """A form was sent to look for something to choose."""

    code = "nothing_saved_yet"
    message = "Rien n’est enregistré pour l’instant : choisissez dans la liste, puis envoyez."


class Unwritable(Invalid):
    """A value that the database cannot hold: the NUL character, a number beyond all numbers."""

    code = "unwritable"
    message = "Un caractère invisible ou un nombre trop grand empêche d’enregistrer. Écrivez de nouveau vos réponses."


class TooMany(DomainError):
    """Rate limit reached."""

    code = "too_many_requests"
    message = "Trop de demandes en peu de temps. Attendez quelques minutes, puis recommencez."


class SignInNeeded(DomainError):
    code = "sign_in_needed"
    message = "Connectez-vous pour continuer."
