"""The main navigation: the same in the four services, so that people see one product."""

from dataclasses import dataclass

from flask import request

from shared.actor import Actor
from shared.roles import EVERYONE, STAFF, Role
from shared.unit_of_work import Network


@dataclass(frozen=True)
class Entry:
    label: str
    path: str
    """After the network's slug is put in; also what "current" is decided by."""
    icon: str
    roles: frozenset[Role]


ENTRIES = (
    Entry("Aujourd’hui", "/annuaire/{}/", "home", STAFF),
    Entry("Annuaire", "/annuaire/{}/structures", "directory", STAFF),
    Entry("Ateliers", "/ateliers/{}/", "workshop", STAFF),
    Entry("Matériel", "/materiel/{}/", "equipment", frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.MEDIATOR})),
    Entry("Lettres", "/lettres/{}/", "letter", frozenset({Role.ADMINISTRATOR, Role.ANIMATOR})),
    Entry("Rencontres", "/rencontres/{}/", "meeting", STAFF),
    Entry("Rapports", "/rapports/{}/", "report", EVERYONE - {Role.REFERENT}),
)


def navigation(network: Network | None, actor: Actor | None) -> list[dict[str, object]]:
    if network is None or actor is None or not actor.roles:
        return []
    entries = [(entry, entry.path.format(network.slug)) for entry in ENTRIES if entry.roles & actor.roles]
    current = max((path for _, path in entries if request.path.startswith(path)), key=len, default="")
    return [
        {"label": entry.label, "href": path, "icon": entry.icon, "current": path == current} for entry, path in entries
    ]
