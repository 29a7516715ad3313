"""What forms of the directory choose from, however many there are (:mod:`shared.web.picker`)."""

from collections.abc import Collection
from functools import partial
from uuid import UUID

from flask import url_for

from services.directory.models.membership import Membership
from services.directory.models.orientation import Orientation
from services.directory.queries.members import list_choices_among, list_members_among
from services.directory.queries.recipients import Recipient, find_recipients, list_recipients_among
from services.directory.queries.referents import find_linkable_members
from services.directory.queries.structures import Wanted, list_structures
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork
from shared.web.picker import Choice, Picker, Source, pick


def structures_to_tick(uow: UnitOfWork, held: Collection[UUID] = ()) -> Picker:
    """``held``: what is ticked when the form opens."""

    def find(words: str, most: int) -> tuple[list[Choice], int]:
        found = list_structures(uow, Wanted(text=words), limit=most)
        return [
            (str(one.id), ", ".join(filter(None, (one.label, one.commune)))) for one in found.items
        ], found.count or 0

    address = url_for("api_structures.list_structures", network=uow.network.slug)
    return pick("structure_ids", Source(find, partial(list_choices_among, uow), address), held, several=True)


def member_to_name(uow: UnitOfWork, structure_id: UUID) -> Picker:
    """As referent of this structure."""

    def find(words: str, most: int) -> tuple[list[Choice], int]:
        page = find_linkable_members(uow, structure_id, q=words, limit=most)
        return list(map(_member, page.items)), page.count or 0

    def named(ids: Collection[UUID]) -> list[Choice]:
        return list(map(_member, list_members_among(uow, ids)))

    address = url_for("api_referents.list_candidates", structure_id=structure_id, network=uow.network.slug)
    return pick("membership_id", Source(find, named, address, ("display_name", "email")))


def other_recipient(uow: UnitOfWork, actor: Actor, orientation: Orientation) -> Picker:
    """Of a person who is sent on: at any structure but the one where they were sent."""

    def find(words: str, most: int) -> tuple[list[Choice], int]:
        found, count = find_recipients(uow, actor, q=words, elsewhere_than=orientation.structure_id, limit=most)
        return list(map(_recipient, found)), count

    def named(ids: Collection[UUID]) -> list[Choice]:
        return list(map(_recipient, list_recipients_among(uow, actor, ids)))

    address = url_for("api_orientations.find_recipients", network=uow.network.slug, orientation_id=orientation.id)
    return pick("recipient", Source(find, named, address, ("label",)))


def _member(one: Membership) -> Choice:
    return str(one.id), f"{one.account.display_name}, {one.account.email}"


def _recipient(one: Recipient) -> Choice:
    return str(one.id), one.label
