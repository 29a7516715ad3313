"""Who may do what in the directory. An administrator holds every right."""

from shared.roles import EVERYONE, STAFF, Role

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

RIGHTS: dict[str, frozenset[Role]] = {
    "home.read": EVERYONE,
    "network.read": EVERYONE,
    "network.write": ADMINISTRATORS,
    "network.export": ADMINISTRATORS,
    "network.close": ADMINISTRATORS,
    "charter.read": EVERYONE,
    "charter.sign": EVERYONE,
    "charter.follow": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "charter.write": ADMINISTRATORS,
    "members.read": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "members.write": ADMINISTRATORS,
    "members.leave": EVERYONE,
    "structures.read": STAFF,
    "structures.write": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "structures.amend": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR, Role.REFERENT}),  # a referent: their own
    "imports.write": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "coverage.read": STAFF,
    "publication.read": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "publication.write": ADMINISTRATORS,
    "journal.read": frozenset({Role.ADMINISTRATOR}),
    "diagnoses.write": STAFF,
    "orientations.read": STAFF,  # the sender, the receiving side and the keepers; others see counts only
    "orientations.write": STAFF,
    "resources.read": STAFF,
    "resources.write": STAFF,  # to propose; one's own may be changed and taken back
    "resources.moderate": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "threads.read": STAFF,
    "threads.write": STAFF,
    "threads.moderate": frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
    "api_tokens.read": ADMINISTRATORS,
    "api_tokens.write": ADMINISTRATORS,
    "personal_data.write": ADMINISTRATORS,
    "webhooks.read": ADMINISTRATORS,
    "webhooks.write": ADMINISTRATORS,
}
