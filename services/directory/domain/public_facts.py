"""Facts of the network that may be told to other software: their names, French words, and the fields that travel.

Only these fields leave: no person, no pseudonym, no link that gives a file.
"""

PUBLIC_FACTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "directory.structure_saved.v1": (
        "Une structure est créée, modifiée ou archivée",
        ("structure_id", "version", "label", "commune", "commune_code", "address", "typologies", "status"),
    ),
    "sessions.workshop_planned.v1": (
        "Une séance d’atelier est planifiée, déplacée ou annulée",
        (
            "workshop_date_id",
            "version",
            "series_id",
            "title",
            "kind",
            "structure_id",
            "starts_at",
            "ends_at",
            "capacity",
            "status",
        ),
    ),
    "sessions.workshop_held.v1": (
        "Les présences d’une séance sont comptées",
        ("workshop_date_id", "version", "series_id", "title", "kind", "structure_id", "held_on", "present", "absent"),
    ),
    "sessions.item_changed.v1": (
        "Un matériel change d’état",
        ("item_id", "version", "kind", "model", "status", "since"),
    ),
    "notifications.meeting_planned.v1": (
        "Une rencontre est planifiée, déplacée ou annulée",
        ("meeting_id", "version", "title", "starts_at", "status", "invited"),
    ),
    "notifications.meeting_held.v1": (
        "Une rencontre a eu lieu",
        ("meeting_id", "version", "held_on", "people", "structures"),
    ),
    "notifications.newsletter_sent.v1": (
        "Une lettre d’information est partie",
        ("newsletter_id", "recipients", "delivered", "failed", "sent_on"),
    ),
    "reporting.report_published.v1": (
        "Un rapport est publié",
        ("report_id", "title", "edition", "figures", "link"),
    ),
}
TEST = "webhook.test"
"""What the button « Envoyer un essai » sends."""


def label_of(name: str) -> str:
    return "Essai" if name == TEST else PUBLIC_FACTS[name][0]
