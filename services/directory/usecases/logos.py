"""The network's logo: put, taken away, brought back."""

from typing import TYPE_CHECKING

from services.directory.files.logo import small_logo
from services.directory.models.network import Network
from services.directory.usecases.networks import announce_change
from shared import logos
from shared.actor import Actor
from shared.errors import NotFound
from shared.storage import digest
from shared.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.storage import Storage


def put_logo(uow: UnitOfWork, actor: Actor, storage: "Storage", *, data: bytes) -> str:
    """Returns the name of the one that it replaces, or an empty text. Raises UnusableLogo."""
    picture = small_logo(data)
    name = logos.name_of(digest(picture.data), picture.width, picture.height, picture.ending)
    storage.put_once(logos.key_of(uow.tenant_id, name), picture.data, logos.MEDIA_TYPES[picture.ending])
    return _show(uow, name)


def take_logo_away(uow: UnitOfWork, actor: Actor) -> str:
    """Returns the name under which it can be brought back, or an empty text. The picture stays in the storage."""
    return _show(uow, "")


def bring_logo_back(uow: UnitOfWork, actor: Actor, storage: "Storage", *, name: str) -> None:
    """Raises NotFound when the network never had it."""
    if not logos.is_name(name) or not storage.exists(logos.key_of(uow.tenant_id, name)):
        raise NotFound
    _show(uow, name)


def _show(uow: UnitOfWork, name: str) -> str:
    network = uow.get(Network, uow.tenant_id, lock=True)
    before = network.logo
    if before != name:
        network.logo = name
        announce_change(uow, network)
    return before
