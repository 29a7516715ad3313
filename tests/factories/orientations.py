"""A network with referents, and people sent to them."""

from dataclasses import dataclass
from typing import Any

from services.directory.models.orientation import Orientation
from services.directory.models.referent import MEMBERS
from services.directory.models.structure import Structure
from services.directory.queries.recipients import list_recipients
from services.directory.usecases import members
from services.directory.usecases.accounts import find_or_create_account
from services.directory.usecases.orientations import Request, send_orientation
from services.directory.usecases.referent_members import find_by_structure
from shared.actor import Actor
from shared.roles import Role
from shared.testing.subject import ServiceUnderTest
from tests.factories.networks import OpenedNetwork, open_network
from tests.factories.structures import a_structure

HELP = "Aide aux démarches administratives"
URL = "http://localhost"


@dataclass
class Town:
    """A library and a town hall with their referents, and a mediator who sends people to them."""

    network: OpenedNetwork
    library: Structure
    hall: Structure
    librarian: Actor
    clerk: Actor
    mediator: Actor


def a_town(directory: ServiceUnderTest) -> Town:
    network = open_network(directory)
    library, hall = a_structure(network.seen), a_structure(network.seen, label="Mairie de Reims")
    return Town(
        network,
        library,
        hall,
        a_referent(network, library, "Lise Morel"),
        a_referent(network, hall, "Hugo Clerc"),
        network.join("samir@ville.fr", Role.MEDIATOR),
    )


def a_referent(network: OpenedNetwork, structure: Structure, name: str) -> Actor:
    email = name.lower().replace(" ", ".") + "@ville.fr"
    with network.uow() as uow:
        account = find_or_create_account(uow, email=email, display_name=name)
        member = members.add_member(uow, account, roles=[Role.REFERENT], structure_ids=[structure.id])
        referent = find_by_structure(uow, member, [structure.id]).get(structure.id)
        assert referent
        referent.shown_to, referent.consented_on = MEMBERS, uow.today
        return Actor(account.id, name, frozenset({Role.REFERENT}), frozenset({structure.id}))


def recipient_id(town: Town, structure: Structure) -> Any:
    with town.network.uow() as uow:
        return list_recipients(uow, town.network.administrator, structure.id)[0].id


def an_orientation(town: Town, structure: Structure | None = None, **values: Any) -> Orientation:
    """Jeanne Labat, sent by the mediator to the library unless said otherwise."""
    structure = structure or town.library
    recipient = recipient_id(town, structure)
    with town.network.uow() as uow:
        asked = {"themes": [HELP], "consent_on": uow.today, "person_label": "Jeanne Labat", "birth_year": 1951}
        asked |= {"contact_kind": "phone", "contact": "+33612345678", "need": "Déclarer ses revenus"}
        request = Request(**{**asked, **values})
        sent = {"structure_id": structure.id, "recipient_id": recipient, "request": request}
        made = send_orientation(uow, town.mediator, public_url=URL, **sent)
        assert made.steps
        return made


def letters(town: Town, template: str) -> list[dict[str, Any]]:
    told = [data for _, data in town.network.seen.published("directory.message_requested.v1")]
    return [one for one in told if one["template"] == template]
