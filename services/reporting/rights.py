"""Which roles hold which right. An administrator holds every right."""

from shared.roles import EVERYONE, Role

RIGHTS: dict[str, frozenset[Role]] = {
    "journal.read": frozenset({Role.ADMINISTRATOR}),
    "reports.read": EVERYONE - {Role.REFERENT},
    "dashboard.read": EVERYONE - {Role.REFERENT, Role.FUNDER},
    "reports.publish": frozenset({Role.ADMINISTRATOR}),
}
"""``reports.read``: published reports only; a draft does not exist for those who may not publish."""
