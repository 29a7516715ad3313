"""What an orientation goes through: its states, what may follow what, and the words for people."""

import hmac
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from services.directory.domain.search_text import words

SENT = "sent"
ACCEPTED = "accepted"
APPOINTED = "appointed"
MET = "met"
CLOSED = "closed"
DECLINED = "declined"
EXPIRED = "expired"

STATES = {
    SENT: "Envoyée",
    ACCEPTED: "Acceptée",
    APPOINTED: "Rendez-vous donné",
    MET: "Personne rencontrée",
    CLOSED: "Terminée",
    DECLINED: "Déclinée",
    EXPIRED: "Sans réponse",
}
OPEN = frozenset({SENT, ACCEPTED, APPOINTED, MET})
FOLLOWS = {
    ACCEPTED: frozenset({SENT}),
    DECLINED: frozenset({SENT, ACCEPTED}),
    EXPIRED: frozenset({SENT}),
    APPOINTED: frozenset({SENT, ACCEPTED, APPOINTED}),
    MET: frozenset({ACCEPTED, APPOINTED}),
    CLOSED: OPEN,
}
"""State → the states that it may follow. An appointment given at once says yes by itself; it may be moved."""

HELPED = "helped"
STARTED = "started"
UNREACHED = "unreached"
GAVE_UP = "gave_up"
SENT_ON = "sent_on"
WITHDRAWN = "withdrawn"
OUTCOMES = {
    HELPED: "Le besoin est traité",
    STARTED: "Un accompagnement ou un atelier a commencé",
    UNREACHED: "La personne n’est pas venue, ou est injoignable",
    GAVE_UP: "La personne n’a plus besoin d’aide",
    SENT_ON: "Renvoyée vers une autre structure",
    WITHDRAWN: "Annulée par qui l’a envoyée",
}
CHOSEN_OUTCOMES = (HELPED, STARTED, UNREACHED, GAVE_UP)
"""Those that the receiving side writes down; the two others follow from what was done."""

DELAYS = {"week": "Dans la semaine", "month": "Dans le mois", "open": "Sans urgence"}
CONTACTS = {"phone": "Par téléphone", "email": "Par e-mail", "none": "La personne se présentera"}

ACCOUNT = "account"
LINK = "link"
PHONE = "phone"
WAYS = {
    ACCOUNT: "reçoit un e-mail, répond dans Maillage",
    LINK: "reçoit un e-mail, répond par un lien, sans compte",
    PHONE: "sans adresse e-mail : à appeler",
}
"""How a referent is reached: what the one who sends has to know."""

LINK_DAYS = 60
"""A referent's link serves so many days after the last step, or as long as the network waits for an answer."""
ANSWER_DAYS = 30
"""An orientation that nobody has answered is over after so many days, unless the network has chosen otherwise."""
KEPT_DAYS = 180
"""Name, contact and words about the person are erased so many days after the end (CNIL: no longer than needed)."""
CONSENT_DAYS = 92
"""An agreement is to be sent to this referent now; an older one was about something else."""
RECOGNISED_DAYS = 365
"""The same person, sent again within so many days, is shown as sent on again."""


def faults_of_request(consent_on: date, birth_year: int | None, today: date) -> dict[str, list[str]]:
    """French sentences by field."""
    faults = {}
    if consent_on > today:
        faults["consent_on"] = ["L’accord de la personne ne peut pas dater de demain."]
    elif consent_on < today - timedelta(days=CONSENT_DAYS):
        faults["consent_on"] = ["Cet accord date de plus de trois mois : demandez-le de nouveau à la personne."]
    if birth_year is not None and birth_year > today.year:
        faults["birth_year"] = [f"Écrivez une année passée, {today.year} au plus."]
    return faults


def way_to(account_id: UUID | None, email: str) -> str:
    if account_id is not None:
        return ACCOUNT
    return LINK if email else PHONE


def name_digest(key: bytes, tenant_id: UUID, label: str, birth_year: int | None) -> str | None:
    """Digest of name and year of birth; None for initials or without a year: too many people share them.

    The order of the words does not count: « LABAT Jeanne » is « Jeanne Labat ».
    """
    parts = sorted(words(label))
    if birth_year is None or len(parts) < 2 or min(map(len, parts)) < 2:
        return None
    return _digest(key, tenant_id, f"name|{' '.join(parts)}|{birth_year}")


def phone_digest(key: bytes, tenant_id: UUID, phone: str) -> str | None:
    """``phone``: E.164, or empty."""
    return _digest(key, tenant_id, f"phone|{phone}") if phone else None


def pseudonym(key: bytes, tenant_id: UUID, chain_id: UUID) -> str:
    """How a person is named in events: the same for each orientation of one chain."""
    return _digest(key, tenant_id, f"chain|{chain_id}")[:32]


def sent_to(name: str, structure: str) -> str:
    return f"Envoyée à {name}, {structure}."


def according_to(sentence: str, name: str) -> str:
    """The sentence, in the words of a referent who answered to somebody else."""
    return f"{sentence.removesuffix('.')}, d’après {name}."


def with_other_name(sentence: str, known: str, other: str) -> str:
    """A sentence of the history in which a referent has another name: it stands where the two above put it."""
    if sentence.startswith(f"Envoyée à {known}, "):
        return f"Envoyée à {other}, {sentence.removeprefix(f'Envoyée à {known}, ')}"
    ending = f", d’après {known}."
    return according_to(sentence.removesuffix(ending), other) if sentence.endswith(ending) else sentence


def _digest(key: bytes, tenant_id: UUID, text: str) -> str:
    return hmac.new(key, f"{tenant_id}|{text}".encode(), sha256).hexdigest()
