"""The guided start, as its administrators share it: steps passed over, the whole of it put away or brought back."""

from services.directory.models.network import Network
from shared.actor import Actor
from shared.unit_of_work import UnitOfWork


def skip_step(uow: UnitOfWork, actor: Actor, *, code: str) -> None:
    network = uow.get(Network, uow.tenant_id, lock=True)
    network.start_skipped = sorted({*network.start_skipped, code})


def take_step_up_again(uow: UnitOfWork, actor: Actor, *, code: str) -> None:
    network = uow.get(Network, uow.tenant_id, lock=True)
    network.start_skipped = [known for known in network.start_skipped if known != code]


def hide_guide(uow: UnitOfWork, actor: Actor, *, hidden: bool) -> None:
    uow.get(Network, uow.tenant_id, lock=True).start_hidden = hidden
