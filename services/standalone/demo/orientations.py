"""People are sent to referents who have an account, to one who answers by a link, and to one who is called."""

from collections.abc import Sequence
from datetime import date

from services.standalone.demo.http import Program
from services.standalone.demo.people import MEMBERS
from shared.roles import Role

HELP = "Aide aux démarches administratives"


def send_people(program: Program, structures: Sequence[str], on: date) -> None:
    """Two members become referents, the first of two structures; one person is sent to each, and one sent on."""
    names = [member.name for member in MEMBERS if member.role == Role.REFERENT][:2]
    members = {one["display_name"]: one["id"] for one in program.all("directory", "/members")}
    for name, kept in zip(names, ([structures[0], structures[3]], [structures[1]]), strict=True):
        roles = {"roles": [Role.REFERENT], "structure_ids": kept}
        program.put("directory", f"/members/{members[name]}/roles", roles)
    first, second = (_recipient(program, structure_id, "account") for structure_id in structures[:2])
    seen = _send(program, first, on, person_label="J. L.")
    program.post("directory", f"/orientations/{seen}/acceptance", {"note": "Nous l’appelons cette semaine."})
    program.post("directory", f"/orientations/{seen}/encounter")
    program.post("directory", f"/orientations/{seen}/closing", {"outcome": "started"})
    moved = _send(program, first, on, person_label="Marcel Diarra", birth_year=1948)
    consent = {"recipient": second["id"], "consent": True, "consent_on": str(on)}
    program.post("directory", f"/orientations/{moved}/forwarding", {**consent, "note": "Plus près de chez lui."})


def send_without_account(program: Program, structures: Sequence[str], on: date) -> None:
    """Two people who wait for an answer: of a referent who has a link, and of one who is called."""
    _send(program, _recipient(program, structures[1], "link"), on, person_label="O. F.")
    _send(program, _recipient(program, structures[2], "phone"), on, person_label="Y. K.")


def _recipient(program: Program, structure_id: str, way: str) -> dict:
    path = f"/structures/{structure_id}/recipients"
    return next(one for one in program.get("directory", path)["items"] if one["way"] == way)


def _send(program: Program, recipient: dict, on: date, **person: object) -> str:
    body = {"recipient": recipient["id"], "themes": [HELP], "contact_kind": "none", "consent": True, **person}
    path = f"/structures/{recipient['structure_id']}/orientations"
    return program.post("directory", path, {**body, "consent_on": str(on)})["id"]
