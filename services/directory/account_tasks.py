"""What follows from a change of an account, network by network: a unit of work stays in one. And its end."""

from uuid import UUID

from services.directory.actors import tasks
from services.directory.queries.members import list_own_network_ids
from services.directory.runtime import database
from services.directory.usecases import old_accounts
from services.directory.usecases.accounts import get_account
from services.directory.usecases.changed_addresses import former_addresses, tell_address
from shared.actor import Actor


@tasks.actor(max_retries=10)
def tell_new_address(account_id: str) -> None:
    """In the name of the person, whose networks all learn it, also after a failure in one of them."""
    with database.unit_of_work(None, read_only=True, account_id=UUID(account_id)) as uow:
        who = Actor(UUID(account_id), get_account(uow, UUID(account_id)).display_name)
        networks = list_own_network_ids(uow, UUID(account_id))
        former = former_addresses(uow, UUID(account_id))
    for network_id in networks:
        with database.unit_of_work(network_id) as uow:
            uow.act_as(who)
            tell_address(uow, account_id=UUID(account_id), former=former)


@tasks.actor(max_retries=5)
def erase_left_account(tenant_id: str, account_id: str) -> None:
    """Of who has left the network and asks to be forgotten; not while another network has or may name them."""
    with database.unit_of_work(None, account_id=UUID(account_id)) as uow:
        old_accounts.erase_account(uow, UUID(account_id), left={UUID(tenant_id)})
