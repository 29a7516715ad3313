"""Invented offers."""

from typing import Any
from uuid import UUID

from services.directory.models.offer import Offer
from services.directory.usecases.offers import add_offer
from shared.testing.subject import NetworkUnderTest
from tests.factories.referents import KEEPER


def an_offer(network: NetworkUnderTest, structure_id: UUID, **values: Any) -> Offer:
    given = {"theme": "Café couture numérique"}
    with network.uow() as uow:
        return add_offer(uow, KEEPER, structure_id=structure_id, **{**given, **values})
