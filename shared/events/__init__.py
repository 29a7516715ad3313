"""The protocol between the services: one module per publishing service."""

from shared.events import directory, notifications, reporting, sessions
from shared.events.base import Event

__all__ = ["Event", "directory", "event_class", "notifications", "reporting", "sessions"]


def event_class(name: str) -> type[Event] | None:
    """The class of an event's name, or None when this version of the code does not know it."""
    return {cls.name: cls for cls in Event.__subclasses__()}.get(name)
