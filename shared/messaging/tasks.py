"""Tasks inside a service: slow or scheduled work, started through the outbox.

In distributed mode they are dramatiq actors; in standalone mode the local bus calls the same functions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.messaging.envelope import follow


@dataclass(frozen=True)
class TaskName:
    """A task known by its name, because use cases do not import what calls them."""

    actor_name: str


@dataclass(frozen=True)
class TaskQueue:
    """Where tasks wait, and the threads that run them and nothing else.

    A task that waits for somebody else's server names a queue of its own, so that the other tasks of its service do not
    wait with it.
    """

    name: str
    """After the name of the service: ``directory.webhooks``."""
    threads: int
    """Of each worker process. Standalone mode has one for each queue."""


COMMON = TaskQueue("tasks", threads=2)
"""Of the tasks that name no other."""


@dataclass
class TaskFunction:
    """A function that can be enqueued. Takes JSON values, may run twice, and opens its own unit of work."""

    function: Callable[..., Any]
    actor_name: str
    max_retries: int
    time_limit: int
    """Milliseconds."""
    queue: TaskQueue

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.function(*arguments, **named)

    def run(self, body: dict[str, Any]) -> None:
        """``body``: of the outbox row."""
        follow(body["correlation_id"])
        self.function(**body["arguments"])


class Tasks:
    """The tasks of one service."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.functions: dict[str, TaskFunction] = {}

    @property
    def queues(self) -> list[TaskQueue]:
        """The common one first: every service has it."""
        return list(dict.fromkeys([COMMON, *(task.queue for task in self.functions.values())]))

    def queue_of(self, name: str) -> TaskQueue:
        """Also of a task that this version does not know."""
        return self.functions[name].queue if name in self.functions else COMMON

    def names_in(self, queue: TaskQueue) -> list[str]:
        return [name for name, task in self.functions.items() if task.queue == queue]

    def actor(
        self, *, max_retries: int = 5, time_limit: int = 600_000, queue: TaskQueue = COMMON
    ) -> Callable[[Callable[..., Any]], TaskFunction]:
        def register(function: Callable[..., Any]) -> TaskFunction:
            task = TaskFunction(function, function.__name__, max_retries, time_limit, queue)
            self.functions[task.actor_name] = task
            return task

        return register
