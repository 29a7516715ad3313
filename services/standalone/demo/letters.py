"""Writes to the members, and invites them to the quarter's meeting."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from services.standalone.demo.http import Browser, Program, eventually
from services.standalone.demo.mailbox import Mailbox
from services.standalone.demo.people import ADMINISTRATOR, MEMBERS

ZONE = ZoneInfo("Europe/Paris")

LETTER = """Bonjour à toutes et à tous,

ce trimestre, **66 ateliers** vous attendent dans douze structures du département, et un nouveau parcours :
*Ma tablette, pas à pas*, douze séances pour apprivoiser la tablette à son rythme.

- Des tablettes peuvent être prêtées aux personnes qui suivent le parcours.
- Des cartes SIM et des recharges sont disponibles : parlez-en à Nadia.
- La prochaine rencontre du réseau aura lieu au milieu du trimestre ; l’invitation suit.

Merci à chacune et chacun pour votre accueil !
"""


class Letters:
    def __init__(self, program: Program, url: str, mailbox: Mailbox) -> None:
        self._program = program
        self._url = url
        self._mailbox = mailbox
        self._meeting = ""

    def write_to_members(self) -> None:
        """A letter in Markdown, sent to every member; ends when every copy has reached its fate."""
        subject = "La lettre du réseau : les ateliers du trimestre"
        letter = self._program.post("notifications", "/newsletters", {"subject": subject, "body": LETTER})
        path = f"/newsletters/{letter['id']}"
        self._program.post("notifications", f"{path}/sending")
        sent = eventually(lambda: self._sent(path), what="the letter sent to all")
        if sent["recipients"] != len(MEMBERS) + 1:
            raise RuntimeError(f"the letter went to {sent['recipients']} members out of {len(MEMBERS) + 1}")

    def _sent(self, path: str) -> dict[str, Any] | None:
        letter = self._program.get("notifications", path)
        return letter if letter["state"] == "sent" else None

    def invite_to_meeting(self, on: date) -> None:
        """The quarter's meeting, and some answers by the link of the invitation."""
        begin, end = (datetime.combine(on, time(hour), ZONE).isoformat() for hour in (14, 17))
        place = "Médiathèque de Châlons-en-Champagne, 16 rue de la République"
        meeting = {"title": "Rencontre trimestrielle du réseau", "place": place, "starts_at": begin, "ends_at": end}
        self._meeting = self._program.post("notifications", "/meetings", meeting)["id"]
        answers = ["accepted"] * 6 + ["tentative", "declined"]
        for member, answer in zip((ADMINISTRATOR, *MEMBERS), answers, strict=False):
            link = self._mailbox.link_for(member.email, "/reponse/")
            Browser(self._url).submit(link, answer=answer)

    def hold_meeting(self, *, people: int, structures: int) -> None:
        """Who came. Not before the meeting has begun."""
        came = {"people": people, "structures": structures}
        self._program.put("notifications", f"/meetings/{self._meeting}/holding", came)
