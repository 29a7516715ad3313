"""``python -m services.<name> dead-letters``: events and tasks that the service has given up, for the operator's shell.

What is printed names nobody: neither what was to be done nor what an error says of it.
"""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from shared.messaging.dead_letters import DeadLetter, dead_letters, drop_dead_letters, replay_dead_letters
from shared.messaging.given_up import GivenUp, drop_given_up, list_given_up, replay_given_up
from shared.messaging.topology import events_queue
from shared.service import Service

AT_MOST = 10_000
"""Letters that are looked at to be counted."""


def run(service: Service, arguments: Sequence[str]) -> int:
    """Returns the exit status. Raises BrokerUnavailable; SystemExit for a word that it does not know."""
    chosen = read(service.name, arguments)
    database, settings = service.runtime.database, service.runtime.settings
    url = settings.rabbitmq_url if settings.bus == "rabbitmq" else ""
    queue = events_queue(service.name)
    if chosen.action == "replay":
        count = replay_given_up(database, service.consumer())
        count += replay_dead_letters(url, queue) if url else 0
        print(f"{count} message(s) remis en route.")
    elif chosen.action == "drop":
        before = chosen.before
        count = drop_given_up(database, before)
        count += drop_dead_letters(url, queue, lambda one: one.is_older_than(before)) if url else 0
        print(f"{count} message(s) effacé(s).")
    else:
        _print(list_given_up(database), dead_letters(url, queue, limit=AT_MOST) if url else [])
    return 0


def read(service: str, arguments: Sequence[str]) -> Namespace:
    """Raises SystemExit for a word that it does not know."""
    parser = ArgumentParser(prog=f"python -m services.{service} dead-letters", description="Messages en échec.")
    actions = parser.add_subparsers(dest="action")
    actions.add_parser("replay", help="les traite de nouveau, une fois la cause réparée")
    drop = actions.add_parser("drop", help="efface pour de bon ceux d’avant un jour")
    drop.add_argument("before", type=_day, help="AAAA-MM-JJ")
    return parser.parse_args(arguments)


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _print(given_up: Sequence[GivenUp], letters: Sequence[DeadLetter]) -> None:
    kinds = Counter((one.name, one.reason.partition(":")[0]) for one in given_up)
    kinds.update((str(one.event.get("type", "illisible")), one.reason.partition(":")[0]) for one in letters)
    print(f"{kinds.total()} message(s) en échec.")
    for (name, reason), count in kinds.most_common():
        print(f"{count:6}  {name}  {reason}")
