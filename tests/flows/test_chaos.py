"""Everything is killed in turn with SIGKILL while commands go on; then the books must balance.

Each command has happened once, and each of its announcements has had its effect once, in the other service.
"""

import random
import time
from collections import Counter

import pytest

from shared.messaging.dead_letters import count_dead_letters
from shared.messaging.topology import events_queue
from tests.flows.chaos import Client, Installation, installation
from tests.servers.common import PATIENCE

SEED = 20260303
ENOUGH = 40
"""Seconds after which no further round begins."""
VICTIMS = ("relay", "reader", "broker", "database")


def let_chaos_reign(place: Installation, *, rounds: int) -> list[Client]:
    """Returns the clients, stopped, once everything that they were promised should have happened."""
    chance = random.Random(SEED)
    clients = [Client(place.network, SEED + number) for number in range(3)]
    for client in clients:
        client.start()
    began = time.monotonic()
    place.kill_relay_between_publishing_and_marking()
    for number in range(rounds):
        if number and time.monotonic() - began > ENOUGH:
            break  # a slow machine: everything has been killed once
        for victim in chance.sample(VICTIMS, len(VICTIMS)):
            time.sleep(chance.uniform(0.3, 1.5))
            place.kill(victim)
    for client in clients:
        client.stop.set()
        client.join(PATIENCE)
        assert not client.is_alive(), "a command was never answered"
    place.drain()
    return clients


def check_the_books(place: Installation, clients: list[Client]) -> None:
    promised = {entry: quantity for client in clients for entry, quantity in client.entries.items()}
    effects = Counter(place.effects())

    assert [wrong for client in clients for wrong in client.wrong] == []
    assert place.entries() == promised, "every command that was answered happened once, and no other"
    assert place.balances() == sum(promised.values())
    assert set(effects) == set(promised), "every announcement has had its effect"
    assert max(effects.values()) == 1, f"{sum(effects.values()) - len(effects)} effects happened twice"
    assert place.buried() == 0
    assert [count_dead_letters(place.broker.url, events_queue(name)) for name in ("sessions", "reporting")] == [0, 0]


def test_whatever_is_killed_every_command_has_its_effect_exactly_once(make_settings):
    with installation(make_settings, inbox=True) as place:
        clients = let_chaos_reign(place, rounds=2)

        check_the_books(place, clients)
        assert sum(client.retries for client in clients) > 0, "nobody noticed the kills"
        assert all(worker.is_running() for worker in place.workers.values())


def test_without_the_inbox_the_same_chaos_is_noticed(make_settings):
    with installation(make_settings, inbox=False) as place:
        clients = let_chaos_reign(place, rounds=0)

        with pytest.raises(AssertionError, match="effects happened twice"):
            check_the_books(place, clients)
