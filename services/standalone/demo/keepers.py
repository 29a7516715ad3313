"""Who keeps the demonstration's records: a named referent, and an offer, here and there."""

from collections.abc import Sequence

from services.standalone.demo.http import Program
from services.standalone.demo.people import beneficiary

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
