"""``python -m services.<name> dead-letters``: events that the service could not handle, for the operator's shell.

What is printed names nobody: neither the content of an event nor what an error says of it.
"""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from shared.messaging.dead_letters import DeadLetter, dead_letters, drop_dead_letters, replay_dead_letters
from shared.messaging.topology import events_queue
from shared.service import Service

AT_MOST = 10_000
"""Letters that are looked at to be counted."""


def run(service: Service, arguments: Sequence[str]) -> int:
    """Returns the exit status. Raises BrokerUnavailable; SystemExit for a word that it does not know."""
    chosen = _read(service.name, arguments)
    url, queue = service.runtime.settings.rabbitmq_url, events_queue(service.name)
    if chosen.action == "replay":
        print(f"{replay_dead_letters(url, queue)} message(s) remis dans la file.")
    elif chosen.action == "drop":
        before = chosen.before
        print(f"{drop_dead_letters(url, queue, lambda one: one.is_older_than(before))} message(s) effacé(s).")
    else:
        _print(dead_letters(url, queue, limit=AT_MOST))
    return 0


def _read(service: str, arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog=f"python -m services.{service} dead-letters", description="Messages en échec.")
    actions = parser.add_subparsers(dest="action")
    actions.add_parser("replay", help="les traite de nouveau, une fois la cause réparée")
    drop = actions.add_parser("drop", help="efface pour de bon ceux d’avant un jour")
    drop.add_argument("before", type=_day, help="AAAA-MM-JJ")
    return parser.parse_args(arguments)


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _print(letters: Sequence[DeadLetter]) -> None:
    print(f"{len(letters)} message(s) en échec.")
    kinds = Counter((str(one.event.get("type", "illisible")), one.reason.partition(":")[0]) for one in letters)
    for (name, reason), count in kinds.most_common():
        print(f"{count:6}  {name}  {reason}")
