"""A consumer is a table from event to use case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from shared.events import Event
from shared.unit_of_work import UnitOfWork

E = TypeVar("E", bound=Event)
One = Callable[[UnitOfWork, E], None]
Many = Callable[[UnitOfWork, Sequence[E]], None]


@dataclass
class Heard(Generic[E]):
    """What a service does with one kind of event."""

    event_class: type[E]
    one: list[One[E]] = field(default_factory=list)
    many: list[Many[E]] = field(default_factory=list)


class Handlers:
    """The events that one service hears, and what it does with each.

    A handler runs at most once for one event (inbox, same transaction). Order is not promised.
    """

    def __init__(self, service: str) -> None:
        self.service = service
        self._by_name: dict[str, Heard[Any]] = {}

    def on(self, event_class: type[E]) -> Callable[[One[E]], One[E]]:
        def register(handler: One[E]) -> One[E]:
            self._heard(event_class).one.append(handler)
            return handler

        return register

    def on_many(self, event_class: type[E]) -> Callable[[Many[E]], Many[E]]:
        """For a handler that gets, in one call, the events of this kind that came together: one at least.

        ``uow.received`` says nothing there. When the call fails, it is made again for each event alone.
        """

        def register(handler: Many[E]) -> Many[E]:
            self._heard(event_class).many.append(handler)
            return handler

        return register

    def include(self, handlers: "Handlers") -> None:
        for heard in handlers._by_name.values():
            mine = self._heard(heard.event_class)
            mine.one += heard.one
            mine.many += heard.many

    def _heard(self, event_class: type[Event]) -> Heard[Any]:
        return self._by_name.setdefault(event_class.name, Heard(event_class))

    @property
    def names(self) -> list[str]:
        return sorted(self._by_name)

    def get(self, name: str) -> Heard[Any] | None:
        return self._by_name.get(name)
