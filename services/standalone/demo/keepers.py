"""Who keeps the demonstration's records: a named referent, and an offer, here and there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus

from services.standalone.demo.http import Program, Refused
from services.standalone.demo.people import beneficiary

FRESH = timedelta(days=30)
"""Age up to which a mail « toujours juste ? » still works for as long as somebody tries the product."""
FUNCTIONS = ("Responsable de l’accueil", "Médiatrice numérique", "Secrétaire de mairie")


def name_referents(program: Program, structures: Sequence[str]) -> None:
    for number, structure_id in enumerate(structures):
        name = " ".join(beneficiary(300 + number))
        referent = {"name": name, "function": FUNCTIONS[number % len(FUNCTIONS)], "shown_to": "members"}
        referent |= {"email": f"referent{number + 1}@marne.example", "phone": f"+33326990{number:03d}"}
        if number == 2:  # reached by telephone only
            del referent["email"]
        program.post("directory", f"/structures/{structure_id}/referents", referent)
        if number % 3 == 0:
            offer = {"theme": "Aide aux démarches administratives", "schedule": "Le mardi matin", "places": 8}
            program.post("directory", f"/structures/{structure_id}/offers", offer)


def name_coordinator(program: Program) -> None:
    """One person for two records that nobody has verified for long: they are asked about both in one letter."""
    free = program.all("directory", "/structures/without-referent")
    for structure in sorted(free, key=lambda one: one["updated_on"] or "")[:2]:
        path = f"/structures/{structure['id']}/referents"
        program.post("directory", path, {"name": "Odile Vannier", "email": "coordination@marne.example"})


def ask_whether_right(program: Program, now: datetime) -> None:
    """Whenever the demonstration is opened, mails « toujours juste ? » wait whose links work: about one record, and
    about two."""
    asked = program.all("directory", "/record-checks")
    waiting = (datetime.fromisoformat(one["sent_at"]) for one in asked if one["answer"] is None)
    if any(sent_at > now - FRESH for sent_at in waiting):
        return
    program.post("directory", "/record-checks", {"state": "refresh"})
    for structure in program.all("directory", "/structures"):
        try:
            program.post("directory", f"/structures/{structure['id']}/record-checks")
        except Refused as refusal:
            if refusal.status != HTTPStatus.CONFLICT:  # nobody to ask there, or asked today
                raise
        else:
            return
