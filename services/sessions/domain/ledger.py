"""Double-entry bookkeeping of recharges: nothing appears, nothing vanishes, everything moves.

A posting takes recharges from one account (its *credit*) to another (its *debit*). One of the two is always the
stock. The sum of all accounts is therefore zero at any time, and the stock is what came in minus what went out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Account(StrEnum):
    OUTSIDE = "outside"
    """Funders and sellers: where recharges come from."""
    STOCK = "stock"
    GIVEN = "given"
    """In the hands of the people who received them."""
    EXPIRED = "expired"
    CORRECTION = "correction"
    """What a count found missing or in excess."""


class Kind(StrEnum):
    RECEIVED = "received"
    GIVEN = "given"
    EXPIRED = "expired"
    CORRECTED = "corrected"

    @property
    def label(self) -> str:
        return {"received": "Reçues", "given": "Données", "expired": "Périmées", "corrected": "Correction"}[self]


@dataclass(frozen=True)
class Posting:
    """``quantity`` recharges, at least one, leave ``credit`` and enter ``debit``."""

    debit: Account
    credit: Account
    quantity: int

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise ValueError("a posting moves at least one recharge")
        if (self.debit == Account.STOCK) == (self.credit == Account.STOCK):
            raise ValueError("exactly one side of a posting is the stock")

    @property
    def effect(self) -> int:
        """What the stock gains (positive) or loses (negative)."""
        return self.quantity if self.debit == Account.STOCK else -self.quantity

    def reversed(self) -> "Posting":
        """The posting that undoes this one."""
        return Posting(debit=self.credit, credit=self.debit, quantity=self.quantity)


def received(quantity: int) -> Posting:
    return Posting(debit=Account.STOCK, credit=Account.OUTSIDE, quantity=quantity)


def given(quantity: int) -> Posting:
    return Posting(debit=Account.GIVEN, credit=Account.STOCK, quantity=quantity)


def expired(quantity: int) -> Posting:
    return Posting(debit=Account.EXPIRED, credit=Account.STOCK, quantity=quantity)


def corrected(difference: int) -> Posting:
    """``difference``: counted minus expected, not zero."""
    if difference > 0:
        return Posting(debit=Account.STOCK, credit=Account.CORRECTION, quantity=difference)
    return Posting(debit=Account.CORRECTION, credit=Account.STOCK, quantity=-difference)


def balances(postings: Iterable[Posting]) -> Counter[Account]:
    """Balance of each account; together they make zero."""
    totals: Counter[Account] = Counter()
    for posting in postings:
        totals[posting.debit] += posting.quantity
        totals[posting.credit] -= posting.quantity
    return totals
