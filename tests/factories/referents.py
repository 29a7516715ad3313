"""Invented referents."""

from typing import Any
from uuid import UUID

from services.directory.models.referent import Referent
from services.directory.usecases.referents import add_referent
from shared.actor import Actor
from shared.roles import Role
from shared.testing.subject import NetworkUnderTest

KEEPER = Actor(None, "Claire Fontanel", frozenset({Role.ANIMATOR}))


def a_referent(network: NetworkUnderTest, structure_id: UUID, **values: Any) -> Referent:
    given = {"name": "Nadia Benali", "function": "Directrice", "email": "nadia@exemple.fr"}
    with network.uow() as uow:
        return add_referent(uow, KEEPER, structure_id=structure_id, **{**given, **values})
