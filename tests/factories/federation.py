"""A coordinator with one account is referent of two structures of a federation; the third is not theirs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.directory.models.membership import Membership
from services.directory.models.structure import Structure
from services.directory.queries.referents import list_referents
from shared.actor import Actor
from shared.testing.subject import ServiceUnderTest
from tests.factories.networks import OpenedNetwork, open_network
from tests.factories.structures import a_structure


@dataclass
class Federation:
    network: OpenedNetwork
    hall: Structure
    library: Structure
    other: Structure

    @property
    def all(self) -> list[Structure]:
        return [self.hall, self.library, self.other]

    def url(self, path: str) -> str:
        return f"/annuaire/{self.network.slug}/{path}"

    def page(self, structure: Structure) -> str:
        return self.url(f"structures/{structure.id}")

    def api(self, path: str) -> str:
        return f"/api/v1/directory/networks/{self.network.slug}/{path}"

    def structures_of(self, actor: Actor) -> set[Any]:
        with self.network.uow() as uow:
            return set(uow.get(Membership, self.network.membership_id(actor)).structure_ids)

    def names_at(self, structure: Structure) -> list[str]:
        with self.network.uow() as uow:
            return [referent.name for referent in list_referents(uow, structure.id)]

    def referent_id(self, structure: Structure) -> UUID:
        with self.network.uow() as uow:
            return list_referents(uow, structure.id)[0].id


def a_federation(directory: ServiceUnderTest) -> Federation:
    network = open_network(directory)
    labels = ("Mairie d’Ay", "Médiathèque d’Ay", "CCAS d’Épernay")
    return Federation(network, *(a_structure(network.seen, label=label) for label in labels))


def a_coordinator(place: Federation) -> Actor:
    """Referent of the town hall and of the library."""
    actor = place.network.join("lea@ville.fr", "mediator")
    form = {"roles": ["referent"], "structure_ids": [str(place.hall.id), str(place.library.id)]}
    place.network.client().post(place.url(f"membres/{place.network.membership_id(actor)}/roles"), data=form)
    return actor
