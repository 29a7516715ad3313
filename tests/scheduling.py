"""Who runs with whom, and first, when the tests share several processes."""

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER = {
    "tests/deploy/test_commands.py": "the demonstration",
    "tests/journeys/test_keyboard.py": "the demonstration",
    "tests/walls/test_every_page.py": "the demonstration",
    "tests/walls/test_other_network.py": "the demonstration",
    "tests/walls/test_pages_behind_links.py": "the demonstration",
    "tests/deploy/test_prepare.py": "the broker",
    "tests/flows/test_delivery.py": "the broker",
    "tests/flows/test_main_path_distributed.py": "the broker",
    "tests/flows/test_slow_receiver.py": "the broker",
    "tests/shared/test_event_transport.py": "the broker",
    "tests/shared/test_stale_ack.py": "the broker",
    "tests/shared/test_tasks_over_rabbitmq.py": "the broker",
    "tests/shared/test_transport_faults.py": "the broker",
}
"""File → group. What a group shares takes half a minute to start: its files run in one process."""
SHARED = {"rabbitmq": "the broker", "demonstration": "the demonstration"}
"""Fixture → group of the files that use it."""
BEGIN_FIRST = (
    "the broker",
    "the demonstration",
    "tests/journeys/test_main_path.py",
    "tests/flows/test_standalone_killed.py",
    "tests/flows/test_chaos.py",
)
"""What takes minutes; short files fill the gaps at the end."""


class ByGroup(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return group_of(super()._split_scope(nodeid))


def group_of(file: str) -> str:
    return TOGETHER.get(file, file)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Raises UsageError for a file that would start once more what others share."""
    for item in items:
        for fixture in SHARED.keys() & set(getattr(item, "fixturenames", ())):
            if group_of(file := item.location[0]) != SHARED[fixture]:
                raise pytest.UsageError(f"{file} uses « {fixture} »: add it to TOGETHER in tests/scheduling.py")
    rank = {group: number for number, group in enumerate(BEGIN_FIRST)}
    items.sort(key=lambda item: rank.get(group_of(item.location[0]), len(rank)))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByGroup:
    return ByGroup(config, log)
