"""Which roles hold which right. An administrator of the network holds every right."""

from shared.roles import STAFF, Role

RIGHTS: dict[str, frozenset[str]] = {
    "people.read": frozenset({Role.MEDIATOR, Role.MANAGER}),
    "people.write": frozenset({Role.MEDIATOR, Role.MANAGER}),
    "workshops.read": STAFF,
    "workshops.write": frozenset({Role.MEDIATOR}),
}
