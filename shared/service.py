"""A service, wired: the one object from which its processes, its standalone form and its tests are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint

from shared.identity_copies import handlers_for
from shared.messaging.consumer import Consumer
from shared.messaging.handlers import Handlers
from shared.messaging.local import Party
from shared.messaging.outbox import Outbox
from shared.messaging.tasks import Tasks
from shared.messaging.ticks import Ticks
from shared.runtime import Runtime

DAY = 86_400


@dataclass(frozen=True, kw_only=True)
class Service:
    """``rights``: right → roles that hold it. ``prefixes``: first segments of its pages' addresses."""

    name: str
    runtime: Runtime
    prefixes: tuple[str, ...]
    rights: Mapping[str, frozenset[str]]
    pages: Sequence[Blueprint] = ()
    apis: Sequence[Blueprint] = ()
    demo_pages: Sequence[Blueprint] = ()
    """Only served where letters go to a mailbox page instead of real people."""
    handlers: Handlers
    tasks: Tasks
    ticks: Ticks = field(default_factory=Ticks)
    commands: Mapping[str, Callable[[Sequence[str]], int]] = field(default_factory=dict)
    """What the operator can ask on the command line besides the processes: arguments → exit status."""

    def __post_init__(self) -> None:
        self.handlers.include(handlers_for(self.name))
        self.ticks.every(seconds=DAY)(self._sweep)

    def _sweep(self) -> None:
        Outbox(self.runtime.database).sweep()

    def consumer(self) -> Consumer:
        return Consumer(self.runtime.database, self.handlers)

    def party(self) -> Party:
        return Party(self.name, self.runtime.database, self.consumer(), self.tasks)
