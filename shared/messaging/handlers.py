"""A consumer is a table from event to use case."""

from collections.abc import Callable
from typing import Any, TypeVar

from shared.events import Event
from shared.unit_of_work import UnitOfWork

E = TypeVar("E", bound=Event)
Handler = Callable[[UnitOfWork, Any], None]


class Handlers:
    """The events that one service hears, and what it does with each.

    A handler runs at most once for one event (inbox, same transaction). Order is not promised.
    """

    def __init__(self, service: str) -> None:
        self.service = service
        self._by_name: dict[str, tuple[type[Event], list[Handler]]] = {}

    def on(self, event_class: type[E]) -> Callable[[Callable[[UnitOfWork, E], None]], Callable[[UnitOfWork, E], None]]:
        def register(handler: Callable[[UnitOfWork, E], None]) -> Callable[[UnitOfWork, E], None]:
            self._by_name.setdefault(event_class.name, (event_class, []))[1].append(handler)
            return handler

        return register

    def include(self, handlers: "Handlers") -> None:
        for name, (event_class, registered) in handlers._by_name.items():
            self._by_name.setdefault(name, (event_class, []))[1].extend(registered)

    @property
    def names(self) -> list[str]:
        return sorted(self._by_name)

    def get(self, name: str) -> tuple[type[Event], list[Handler]] | None:
        return self._by_name.get(name)
