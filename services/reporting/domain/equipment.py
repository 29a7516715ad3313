"""Figures about equipment, money and connection."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.reporting.domain.facts import CreditMove, Facts, ItemState, Loan, Purchase, SimMove

ITEM_KINDS = ("tablet", "laptop", "smartphone", "router", "cover", "charger", "other")
STATUSES = ("available", "lent", "repair", "lost", "retired")


@dataclass(frozen=True)
class Stock:
    kind: str
    by_status: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


@dataclass(frozen=True)
class Funding:
    """What one funder paid or gave in the period."""

    funder: str
    purchases: int
    items: int
    amount_cents: int


@dataclass(frozen=True)
class Ledger:
    """Movements of the period, and what is left at its end."""

    received: int
    given: int
    expired: int
    corrected: int
    left: int


@dataclass(frozen=True)
class Equipment:
    stock: list[Stock]
    """At the end of the period."""
    loans_opened: int
    loans_returned: int
    loans_lost: int
    loans_open: int
    """At the end of the period."""
    loans_overdue: int
    """Open at the end of the period and due before it."""
    loans_unknown: int
    """Ends of loans whose opening has not been heard of."""
    funding: list[Funding]
    amount_cents: int
    sims: Ledger
    recharges: Ledger

    @property
    def items(self) -> int:
        """Items that the network still has."""
        gone = ("lost", "retired")
        return sum(count for row in self.stock for status, count in row.by_status.items() if status not in gone)


def equipment(facts: Facts, begin: date, end: date) -> Equipment:
    """The movements of ``[begin, end)`` and the stock at ``end``."""
    states = _states(facts.items, end)
    purchases = [purchase for purchase in facts.purchases if begin <= purchase.purchased_on < end]
    real = [loan for loan in facts.loans if loan.outcome != "cancelled"]
    loans = [loan for loan in real if loan.lent_on]
    ended = [loan for loan in real if _within(loan.ended_on, begin, end)]
    still_open = [loan for loan in loans if _is_open(loan, end)]
    return Equipment(
        stock=_stock(states),
        loans_opened=sum(_within(loan.lent_on, begin, end) for loan in loans),
        loans_returned=sum(loan.outcome == "returned" for loan in ended),
        loans_lost=sum(loan.outcome == "lost" for loan in ended),
        loans_open=len(still_open),
        loans_overdue=sum(loan.due_on is not None and loan.due_on < end for loan in still_open),
        loans_unknown=len(real) - len(loans),
        funding=_funding(purchases, states),
        amount_cents=sum(purchase.amount_cents for purchase in purchases),
        sims=_sims(facts.sims, begin, end),
        recharges=_recharges(facts.credits, begin, end),
    )


def _within(day: date | None, begin: date, end: date) -> bool:
    return day is not None and begin <= day < end


def _is_open(loan: Loan, end: date) -> bool:
    lent = loan.lent_on is not None and loan.lent_on < end
    return lent and (loan.ended_on is None or loan.ended_on >= end)


def _states(states: Sequence[ItemState], end: date) -> list[ItemState]:
    """The last state of each item before ``end``."""
    last: dict[object, ItemState] = {}
    for state in sorted(states, key=lambda state: state.version):
        if state.since < end:
            last[state.item_id] = state
    return list(last.values())


def _stock(states: Sequence[ItemState]) -> list[Stock]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for state in states:
        counts[state.kind][state.status] += 1
    order = [*ITEM_KINDS, *sorted(set(counts) - set(ITEM_KINDS))]
    return [Stock(kind, {status: counts[kind][status] for status in STATUSES}) for kind in order if kind in counts]


def _funding(purchases: Sequence[Purchase], states: Sequence[ItemState]) -> list[Funding]:
    bought = Counter(state.purchase_id for state in states)
    groups: dict[str, list[Purchase]] = defaultdict(list)
    for purchase in purchases:
        groups[purchase.funder].append(purchase)
    rows = [
        Funding(funder, len(group), sum(bought[p.id] for p in group), sum(p.amount_cents for p in group))
        for funder, group in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row.amount_cents, row.funder))


def _sims(moves: Sequence[SimMove], begin: date, end: date) -> Ledger:
    quantities = [move.quantity for move in moves if begin <= move.moved_on < end]
    return Ledger(
        received=sum(quantity for quantity in quantities if quantity > 0),
        given=-sum(quantity for quantity in quantities if quantity < 0),
        expired=0,
        corrected=0,
        left=sum(move.quantity for move in moves if move.moved_on < end),
    )


def _recharges(moves: Sequence[CreditMove], begin: date, end: date) -> Ledger:
    within: Counter[str] = Counter()
    for move in moves:
        if begin <= move.moved_on < end:
            kind, quantity = _effect(move)
            within[kind] += quantity
    return Ledger(
        received=within["received"],
        given=within["given"],
        expired=within["expired"],
        corrected=within["corrected"],
        left=sum(_into_stock(move) for move in moves if move.moved_on < end),
    )


def _effect(move: CreditMove) -> tuple[str, int]:
    """What a movement adds to which count: the correction of a gift is one gift less."""
    if move.kind != "corrected" or not move.reversed_kind:
        return move.kind, move.quantity
    return move.reversed_kind, move.quantity if move.reversed_kind == "received" else -move.quantity


def _into_stock(move: CreditMove) -> int:
    return -move.quantity if move.kind in ("given", "expired") else move.quantity
