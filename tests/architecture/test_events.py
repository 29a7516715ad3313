"""Every event is announced by its service, heard by somebody, and survives the journey unchanged."""

import inspect
import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from shared.events import Event
from shared.events.__main__ import page
from shared.testing.plugin import SERVICES

EVENTS = sorted(Event.__subclasses__(), key=lambda cls: cls.name)
ROOT = Path(__file__).parents[2]


def heard() -> set[str]:
    services = [import_module(f"services.{name}.app").service for name in SERVICES]
    return {name for service in services for name in service.handlers.names}


@pytest.mark.parametrize("event", EVENTS, ids=lambda cls: cls.name)
def test_an_event_is_named_after_its_publisher_and_itself(event):
    publisher = event.__module__.rsplit(".", 1)[-1]
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()

    assert event.name == f"{publisher}.{words}.v1"
    assert inspect.getdoc(event)


@pytest.mark.parametrize("event", EVENTS, ids=lambda cls: cls.name)
def test_an_event_is_announced_by_its_own_service_only(event):
    publisher = event.__module__.rsplit(".", 1)[-1]
    users = {
        path.relative_to(ROOT / "services").parts[0]
        for path in (ROOT / "services").rglob("*.py")
        if re.search(rf"(?m)\b{event.__name__}\(\s*$|\b{event.__name__}\(\w+=", path.read_text())
    }

    assert users == {publisher}


def test_the_protocol_page_is_what_the_classes_say():
    assert (ROOT / "docs" / "events.md").read_text() == page(), "run: make docs"


@pytest.mark.parametrize("event", EVENTS, ids=lambda cls: cls.name)
def test_names_of_people_do_not_travel_unless_the_reader_writes_to_them(event):
    personal = {"email", "display_name", "first_name", "last_name", "phone"} & {field.name for field in fields(event)}

    assert not personal or event.__name__ in {"MemberContactSaved", "MessageRequested"}


def test_every_event_is_heard_by_somebody():
    assert {event.name for event in EVENTS} - heard() == set()
