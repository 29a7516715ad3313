"""Rules on the roles that members hold in a network."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from shared.roles import Role

Key = TypeVar("Key")


def in_order(roles: Collection[str]) -> list[str]:
    """Each known role once, in the order in which they are shown."""
    return [role.value for role in Role if role in roles]


def leaves_nobody_in_charge(
    roles_by_member: Mapping[Key, Collection[str]], member: Key, roles: Collection[str]
) -> bool:
    """True when giving ``roles`` (none: removing) to ``member`` takes the network's last administrator away.

    ``roles_by_member`` holds the active members only.
    """
    in_charge = {key for key, held in roles_by_member.items() if Role.ADMINISTRATOR in held}
    return in_charge == {member} and Role.ADMINISTRATOR not in roles
