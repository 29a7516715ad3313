"""The roles that a person can hold in a network, and their French names."""

from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    ANIMATOR = "animator"
    MANAGER = "manager"
    MEDIATOR = "mediator"
    REFERENT = "referent"
    FUNDER = "funder"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.ADMINISTRATOR: "Administrateur du réseau",
    Role.ANIMATOR: "Animateur du réseau",
    Role.MANAGER: "Gestionnaire de matériel",
    Role.MEDIATOR: "Médiateur numérique",
    Role.REFERENT: "Référent de structure",
    Role.FUNDER: "Financeur",
}

EVERYONE = frozenset(Role)
"""Every member, whatever the role."""

STAFF = EVERYONE - {Role.FUNDER}
"""Members who take part in the network's work; a funder only reads published reports."""
