"""Who may do what with letters and meetings. An administrator holds every right."""

from shared.roles import EVERYONE, Role

ANIMATORS = frozenset({Role.ADMINISTRATOR, Role.ANIMATOR})

RIGHTS: dict[str, frozenset[Role]] = {
    "journal.read": frozenset({Role.ADMINISTRATOR}),
    "letters.read": ANIMATORS,
    "letters.write": ANIMATORS,
    "meetings.read": EVERYONE,
    "meetings.write": ANIMATORS,
}
