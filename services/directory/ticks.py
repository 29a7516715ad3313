"""What the directory asks the clock again and again."""

import time
from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from services.directory.actors import find_duplicates, load_communes
from services.directory.domain.links import Site
from services.directory.gateways import communes_of_france
from services.directory.import_file_tasks import erase_files_of
from services.directory.locating_tasks import locate_structures
from services.directory.models.personal import PERSONAL
from services.directory.queries.communes import list_missing
from services.directory.queries.geocodings import count_unasked
from services.directory.runtime import runtime
from services.directory.usecases import (
    closures,
    digests,
    erasures,
    network_exports,
    old_accounts,
    personal_requests,
    posts,
    resources,
    senders,
    unnamed_files,
    webhook_deliveries,
)
from services.directory.usecases.attempts import forget_attempts
from services.directory.usecases.email_changes import forget_old_changes
from services.directory.usecases.networks import forget_old_sign_ups
from services.directory.usecases.orientation_answers import erase_old_people, expire_unanswered
from services.directory.usecases.record_checks import ask_due
from services.directory.usecases.retention import tell
from services.directory.usecases.sign_in import forget_old_links_and_sessions
from shared import retention
from shared.each_network import in_each, networks_in, transact_in_each
from shared.logging import get_logger
from shared.messaging.ticks import Ticks
from shared.network_status import ANY, CLOSED, CLOSING, LIVING, NOT_CLOSED, OPEN
from shared.tenancy import PLATFORM
from shared.unit_of_work import UnitOfWork

ticks = Ticks()
log = get_logger(__name__)


@ticks.every(seconds=900)
def ask_about_old_records() -> None:
    """Which records have reached a threshold without anybody being asked? A week of outage only makes it later."""
    site = _site()
    _transact_in(OPEN, work=lambda uow: ask_due(uow, site))  # one that closes asks nothing more of its referents


@ticks.every(seconds=900)
def tell_of_discussions() -> None:
    """Who has had no digest since the last eight o'clock? And what of the discussions may be forgotten."""
    site = _site()
    _transact_in(*LIVING, work=lambda uow: digests.send_due(uow, site))
    _transact_in(*LIVING, work=digests.forget_old_lines)
    _transact_in(*LIVING, work=posts.forget_removed)


@ticks.every(seconds=3600)
def forget_what_has_served() -> None:
    """Dead links, ended sessions, counted attempts, changes of address: nobody needs them any more."""
    with runtime.database.unit_of_work(None) as uow:
        forget_attempts(uow)
        forget_old_changes(uow)
        forget_old_links_and_sessions(uow)
        forget_old_sign_ups(uow)


@ticks.every(seconds=900)
def end_old_orientations() -> None:
    """Without an answer for thirty days of the network's own calendar; and the people of those long over, erased."""
    _transact_in(*LIVING, work=lambda uow: expire_unanswered(uow, runtime.settings.public_url))
    _transact_in(*NOT_CLOSED, work=erase_old_people)


@ticks.every(seconds=21_600)
def look_for_duplicates() -> None:
    _transact_in(*LIVING, work=lambda uow: uow.enqueue(find_duplicates, tenant_id=str(uow.tenant_id)))


@ticks.every(seconds=60)
def locate_new_addresses() -> None:
    """Structures created, changed or imported since the last minute, whichever way; and those that had no answer."""
    if runtime.settings.geocoder_url:
        _transact_in(*LIVING, work=_locate)


def _locate(uow: UnitOfWork) -> None:
    if count_unasked(uow):
        uow.enqueue(locate_structures, tenant_id=str(uow.tenant_id))


@ticks.every(seconds=30)
def load_missing_communes() -> None:
    """Of the departments where a network has opened, and of all of them when the product brings newer data."""
    with runtime.database.unit_of_work(None, read_only=True) as uow:
        missing = list_missing(uow, communes_of_france.edition())
    for department, network_id in missing.items():
        with runtime.database.unit_of_work(network_id) as uow:
            uow.enqueue(load_communes, department=department)


@ticks.every(seconds=900)
def erase_removed_resources() -> None:
    """What members took back, once they cannot change their mind any more."""
    _transact_in(*LIVING, work=resources.erase_removed)


@ticks.every(seconds=3600)
def forget_network_exports() -> None:
    """A week after they were ready, or asked for in vain; whatever became of the network meanwhile."""
    _transact_in(*ANY, work=network_exports.end_old_exports)


@ticks.every(seconds=3600)
def erase_networks() -> None:
    """Closed networks whose grace is over."""
    in_each(_networks_in(CLOSED), _erase_network)


@ticks.every(seconds=300)
def close_networks() -> None:
    """Notices a week and a day before, then the closing itself, on the network's own calendar."""
    _transact_in(CLOSING, work=_close_network)


def _close_network(uow: UnitOfWork) -> None:
    closures.give_notices(uow, public_url=runtime.settings.public_url)
    closures.close_when_due(uow)


def _erase_network(network_id: UUID) -> None:
    database = runtime.database
    with database.unit_of_work(network_id, read_only=True) as uow:
        due = erasures.find_due(uow)
    if due is None:
        return
    only_here = []
    for account_id in due.accounts:
        with database.unit_of_work(None, read_only=True, account_id=account_id) as uow:
            if erasures.belongs_to(uow, account_id) <= {network_id}:
                only_here.append(account_id)
    with database.unit_of_work(PLATFORM) as uow:
        erasures.ask_for_erasure(uow, network_id, due, only_here=only_here)


@ticks.every(seconds=10)
def resume_webhooks() -> None:
    """Calls that are due again, or whose task was lost."""
    with runtime.database.unit_of_work(None, read_only=True, system=True) as uow:
        networks = webhook_deliveries.networks_with_due(uow)
    transact_in_each(runtime.database, networks, webhook_deliveries.resume)


@ticks.every(seconds=86_400)
def forget_old_webhook_deliveries() -> None:
    with runtime.database.unit_of_work(None, system=True) as uow:
        webhook_deliveries.forget_old_deliveries(uow)


@ticks.every(seconds=86_400)
def forget_personal_requests() -> None:
    """What was found of a person who asked, a month later; an address to write from that nobody confirmed."""
    _transact_in(*NOT_CLOSED, work=personal_requests.forget_old_requests)
    _transact_in(*LIVING, work=senders.forget_old_requests)


@ticks.every(seconds=86_400)
def erase_unnamed_files() -> None:
    """What requests that failed have left in the storage. Names of files tell the real time, not our clock's."""
    in_each(_networks_in(*NOT_CLOSED), _erase_unnamed_files)


def _erase_unnamed_files(network_id: UUID) -> None:
    with runtime.database.unit_of_work(network_id, read_only=True) as uow:
        unnamed_files.erase_unnamed(uow, runtime.storage, now=time.time())


@ticks.every(seconds=86_400)
def anonymise_after_the_limit() -> None:
    """Which files have served, and who is past the network's retention and still has a name?"""
    in_each(_networks_in(*NOT_CLOSED), erase_files_of)
    retention.run(runtime.database, PERSONAL, tell)
    _erase_old_accounts()


def _erase_old_accounts() -> None:
    """Each looked at by itself: a network does not see the others. One that fails is tried again the next day."""
    left = defaultdict[UUID, set[UUID]](set)

    def note(uow: UnitOfWork) -> None:
        for account_id in old_accounts.list_left(uow):
            left[account_id].add(uow.tenant_id)

    _transact_in(*NOT_CLOSED, work=note)
    with runtime.database.unit_of_work(None, read_only=True) as uow:
        candidates = {*left, *old_accounts.list_unseen(uow)}
    for account_id in sorted(candidates):
        try:
            _erase_old_account(account_id, left[account_id])
        except Exception:
            log.exception("account_kept", account=str(account_id))


def _erase_old_account(account_id: UUID, left: set[UUID]) -> None:
    with runtime.database.unit_of_work(None, account_id=account_id) as uow:
        erased = old_accounts.erase_account(uow, account_id, left=left)
    for network_id in left if erased else ():
        with runtime.database.unit_of_work(network_id) as uow:
            old_accounts.forget_member(uow, account_id)


def _networks_in(*statuses: str) -> list[UUID]:
    return networks_in(runtime.database, *statuses)


def _transact_in(*statuses: str, work: Callable[[UnitOfWork], object]) -> None:
    transact_in_each(runtime.database, _networks_in(*statuses), work)


def _site() -> Site:
    return Site(runtime.settings.public_url, runtime.settings.secret_key)
