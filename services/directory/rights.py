"""Who may do what in the directory. An administrator holds every right."""

from shared.roles import EVERYONE, Role

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

RIGHTS: dict[str, frozenset[Role]] = {
    "home.read": EVERYONE,
    "network.read": EVERYONE,
    "network.write": ADMINISTRATORS,
    "members.read": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "members.write": ADMINISTRATORS,
    "members.leave": EVERYONE,
    "api_tokens.read": ADMINISTRATORS,
    "api_tokens.write": ADMINISTRATORS,
}
