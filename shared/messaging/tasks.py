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


@dataclass
class TaskFunction:
    """A function that can be enqueued. Takes JSON values, may run twice, and opens its own unit of work."""

    function: Callable[..., Any]
    actor_name: str
    max_retries: int
    time_limit: int
    """Milliseconds."""

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

    def actor(self, *, max_retries: int = 5, time_limit: int = 600_000) -> Callable[[Callable[..., Any]], TaskFunction]:
        def register(function: Callable[..., Any]) -> TaskFunction:
            task = TaskFunction(function, function.__name__, max_retries, time_limit)
            self.functions[task.actor_name] = task
            return task

        return register
