"""Invented people: names by combination, addresses that lead nowhere (RFC 2606)."""

import unicodedata
from dataclasses import dataclass

from shared.roles import Role

# fmt: off
FIRST = (
    "Jeanne", "Marcel", "Amina", "Yves", "Odette", "Karim", "Lucienne", "Bernard", "Fatou", "Raymond",
    "Ginette", "Ahmed", "Monique", "Roger", "Yamina", "Colette", "Henri", "Paulette", "Mireille", "Dembo",
)
LAST = (
    "Aubertin", "Belkacem", "Caillet", "Diarra", "Etienne", "Fournival", "Gaudry", "Hamidou", "Iltis",
    "Jacquemart", "Kerdreux", "Lavaire", "Mangin", "Nivelle", "Ollivon", "Perrard", "Quentinot", "Rocourt",
    "Sabatier", "Thibaudat",
)
# fmt: on


def beneficiary(number: int) -> tuple[str, str]:
    """First and last name; different for each number below 400."""
    return FIRST[number % len(FIRST)], LAST[(number * 7 + number // len(FIRST)) % len(LAST)]


@dataclass(frozen=True)
class Member:
    name: str
    role: Role

    @property
    def email(self) -> str:
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        return plain.replace(" ", ".") + "@maillage.example"


ADMINISTRATOR = Member("Claire Fontanel", Role.ADMINISTRATOR)

MEMBERS = (
    Member("Samuel Vautrin", Role.ANIMATOR),
    Member("Nadia Ferhati", Role.MANAGER),
    Member("Élodie Marchal", Role.MEDIATOR),
    Member("Bruno Castel", Role.MEDIATOR),
    Member("Inès Rabier", Role.MEDIATOR),
    Member("Hugues Lanternier", Role.FUNDER),
    *(Member(f"{first} {last}", Role.REFERENT) for first, last in zip(FIRST[:12], reversed(LAST), strict=False)),
)
