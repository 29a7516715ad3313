"""What the daily look at the network's retention says to the other services."""

from shared.events.notifications import ContactsDataRetired
from shared.retention import Look
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork


def tell(uow: UnitOfWork, look: Look) -> None:
    """Letters of sign-up and sign-in belong to no network: there is no administrator to tell."""
    if uow.tenant_id != PLATFORM:
        uow.publish(ContactsDataRetired(ran_on=look.ran_on, limit=look.limit, **look.found))
