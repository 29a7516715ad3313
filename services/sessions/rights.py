"""Which roles hold which right. An administrator of the network holds every right."""

from shared.roles import STAFF, Role

RIGHTS: dict[str, frozenset[str]] = {
    "journal.read": frozenset({Role.ADMINISTRATOR}),
    "people.read": frozenset({Role.MEDIATOR, Role.MANAGER}),
    "people.write": frozenset({Role.MEDIATOR, Role.MANAGER}),
    "workshops.read": STAFF,
    "workshops.write": frozenset({Role.MEDIATOR}),
    "items.read": frozenset({Role.MANAGER, Role.MEDIATOR}),
    "items.write": frozenset({Role.MANAGER}),
    "loans.read": frozenset({Role.MANAGER, Role.MEDIATOR}),
    "loans.write": frozenset({Role.MANAGER, Role.MEDIATOR}),
    "purchases.read": frozenset({Role.MANAGER, Role.ANIMATOR}),
    "purchases.write": frozenset({Role.MANAGER}),
    "sims.read": frozenset({Role.MANAGER, Role.MEDIATOR}),
    "sims.give": frozenset({Role.MANAGER, Role.MEDIATOR}),
    "sims.write": frozenset({Role.MANAGER}),
    "credit.read": frozenset({Role.MANAGER, Role.MEDIATOR}),
    "credit.give": frozenset({Role.MANAGER, Role.MEDIATOR}),
    "credit.write": frozenset({Role.MANAGER}),
}
