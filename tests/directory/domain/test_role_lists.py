"""Rules on roles."""

from services.directory.domain.role_lists import in_order, leaves_nobody_in_charge


def test_roles_are_shown_once_and_in_the_same_order():
    assert in_order(["mediator", "administrator", "mediator"]) == ["administrator", "mediator"]


def test_the_last_administrator_can_be_neither_demoted_nor_removed():
    members = {"nadia": ["administrator"], "paul": ["mediator"]}

    assert leaves_nobody_in_charge(members, "nadia", ["animator"])
    assert leaves_nobody_in_charge(members, "nadia", [])
    assert not leaves_nobody_in_charge(members, "nadia", ["administrator", "animator"])
    assert not leaves_nobody_in_charge(members, "paul", [])


def test_one_of_two_administrators_may_leave():
    members = {"nadia": ["administrator"], "paul": ["administrator", "mediator"]}

    assert not leaves_nobody_in_charge(members, "nadia", [])
