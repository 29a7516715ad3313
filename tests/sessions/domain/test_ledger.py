import pytest
from hypothesis import given as given_values
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.sessions.domain.ledger import Account, Posting, balances, corrected, expired, given, received

quantities = st.integers(1, 1000)
postings = st.one_of(
    st.builds(received, quantities),
    st.builds(given, quantities),
    st.builds(expired, quantities),
    st.builds(corrected, quantities | st.integers(-1000, -1)),
)


@given_values(st.lists(postings))
def test_nothing_appears_and_nothing_vanishes(moves):
    assert sum(balances(moves).values()) == 0


@given_values(st.lists(postings))
def test_the_stock_is_the_sum_of_the_effects(moves):
    assert balances(moves)[Account.STOCK] == sum(posting.effect for posting in moves)


@given_values(st.lists(postings), postings)
def test_a_reversal_puts_every_account_back(moves, mistake):
    before = balances(moves)

    after = balances([*moves, mistake, mistake.reversed()])

    assert {account: after[account] for account in Account} == {account: before[account] for account in Account}


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_posting_moves_at_least_one_recharge(quantity):
    with pytest.raises(ValueError, match="at least one"):
        received(quantity)


def test_a_posting_always_touches_the_stock():
    with pytest.raises(ValueError, match="stock"):
        Posting(debit=Account.GIVEN, credit=Account.OUTSIDE, quantity=1)


class Drawer(RuleBasedStateMachine):
    """A drawer of paper recharges, counted by hand, beside the ledger that describes it."""

    def __init__(self):
        super().__init__()
        self.drawer = 0
        self.journal: list[Posting] = []

    @rule(quantity=quantities)
    def a_parcel_arrives(self, quantity):
        self.drawer += quantity
        self.journal.append(received(quantity))

    @precondition(lambda self: self.drawer)
    @rule(data=st.data())
    def some_are_given(self, data):
        quantity = data.draw(st.integers(1, self.drawer))
        self.drawer -= quantity
        self.journal.append(given(quantity))

    @precondition(lambda self: self.drawer)
    @rule()
    def all_expire(self):
        self.journal.append(expired(self.drawer))
        self.drawer = 0

    @rule(found=st.integers(0, 500))
    def someone_counts(self, found):
        if found != self.drawer:
            self.journal.append(corrected(found - self.drawer))
        self.drawer = found

    @invariant()
    def the_ledger_says_what_is_in_the_drawer(self):
        assert balances(self.journal)[Account.STOCK] == self.drawer


TestDrawer = Drawer.TestCase
