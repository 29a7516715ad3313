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
    """After the network's slug is put in."""
    icon: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()
    """Other addresses that belong to the entry: what lies under them, or under ``path``, makes it the current one."""
    alone: bool = False
    """Only ``path`` itself: other entries lie under it."""

    def holds(self, address: str, slug: str) -> bool:
        paths = [path.format(slug) for path in (self.path, *self.also)]
        return address in paths if self.alone else any(address.startswith(path) for path in paths)


ENTRIES = (
    Entry("Aujourd’hui", "/annuaire/{}/", "home", STAFF, alone=True),
    Entry(
        "Annuaire",
        "/annuaire/{}/structures",
        "directory",
        STAFF,
        also=(
            "/annuaire/{}/imports",
            "/annuaire/{}/orientations",
            "/annuaire/{}/diagnostic",
            "/annuaire/{}/couverture",
            "/annuaire/{}/partage",
        ),
    ),
    Entry("Ateliers", "/ateliers/{}/", "workshop", STAFF),
    Entry("Matériel", "/materiel/{}/", "equipment", frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.MEDIATOR})),
    Entry("Lettres", "/lettres/{}/", "letter", frozenset({Role.ADMINISTRATOR, Role.ANIMATOR})),
    Entry("Rencontres", "/rencontres/{}/", "meeting", STAFF),
    Entry("Échanges", "/annuaire/{}/echanges", "talk", STAFF),
    Entry("Rapports", "/rapports/{}/", "report", EVERYONE - {Role.REFERENT}),
    Entry(
        "Réseau",
        "/annuaire/{}/membres",
        "settings",
        frozenset({Role.ADMINISTRATOR, Role.ANIMATOR}),
        also=(
            "/annuaire/{}/reglages",
            "/annuaire/{}/charte",
            "/annuaire/{}/cles-api",
            "/annuaire/{}/publication",
            "/annuaire/{}/webhooks",
            "/annuaire/{}/donnees-personnelles",
            "/annuaire/{}/depart",
            "/annuaire/{}/demarrage",
            *(f"/{prefix}/{{}}/journal" for prefix in ("annuaire", "ateliers", "lettres", "rapports")),
        ),
    ),
)


def navigation(network: Network | None, actor: Actor | None) -> list[dict[str, object]]:
    if network is None or actor is None or not actor.roles:
        return []
    slug = network.slug
    # The last one: a page of the network's own life may lie under the address of a trade.
    current = next((entry for entry in reversed(ENTRIES) if entry.holds(request.path, slug)), None)
    return [
        {
            "label": entry.label,
            "href": entry.path.format(slug),
            "icon": entry.icon,
            "current": entry is current,
        }
        for entry in ENTRIES
        if entry.roles & actor.roles
    ]
