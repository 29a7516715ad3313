"""Loads the equipment: one gift, tablets lent and returned, SIM cards, recharges."""

from datetime import date
from typing import Any

from services.standalone.demo import figures
from services.standalone.demo.http import Program

FUNDER = "Maison Delorme et fils (don)"


class Equipment:
    def __init__(self, program: Program, people: list[str], keeper: str) -> None:
        """``keeper``: the structure that keeps the tablets, and lends them."""
        self._program = program
        self._people = people
        self._keeper = keeper
        self._loans: list[Any] = []
        self._stock = ""

    def receive(self, on: date) -> None:
        """The gift: tablets and their covers, SIM cards, recharges."""
        label = "15 tablettes, pochettes et forfaits d’un an"
        gift = {"label": label, "funder": FUNDER, "amount_cents": figures.GIFT_CENTS, "purchased_on": on}
        purchase = self._program.post("sessions", "/purchases", gift)["id"]
        for prefix, kind, model, cents in (("T-", "tablet", "Tab Azur 10", 38_000), ("P-", "cover", "Pochette", 2_000)):
            batch = {"prefix": prefix, "count": figures.TABLETS, "kind": kind, "model": model}
            batch |= {"structure_id": self._keeper}
            self._program.post("sessions", "/item-batches", {**batch, "purchase_id": purchase, "price_cents": cents})
        sims = {"operator": "Alpha Mobile", "iccids": list(figures.iccids(figures.SIM_CARDS)), "received_on": on}
        self._program.post("sessions", "/sim-receptions", {**sims, "purchase_id": purchase})
        credit = {"product": "Recharge 20 Go", "quantity": figures.RECHARGES, "funder": FUNDER, "received_on": on}
        self._stock = self._program.post("sessions", "/credit-receptions", credit)["stock_id"]

    def lend(self, due_on: date) -> None:
        tablets = self._program.all("sessions", "/items?kind=tablet")
        for tablet, person in zip(tablets[:13], self._people, strict=False):
            loan = {"item_id": tablet["id"], "person_id": person, "due_on": due_on}
            self._loans.append(self._program.post("sessions", "/loans", loan))

    def give(self) -> None:
        """Every SIM card and every recharge finds somebody."""
        for number, sim in enumerate(self._program.all("sessions", "/sims?state=stock")):
            person = self._people[number % len(self._people)]
            self._program.post("sessions", f"/sims/{sim['id']}/gift", {"person_id": person})
        for number in range(figures.RECHARGES // 2):
            person = self._people[number % len(self._people)]
            gift = {"stock_id": self._stock, "quantity": 2, "person_id": person}
            self._program.post("sessions", "/credit-gifts", gift)

    def take_back(self, count: int) -> None:
        for loan in self._loans[:count]:
            self._program.post("sessions", f"/loans/{loan['id']}/return")
