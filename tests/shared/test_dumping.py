"""Quick answers are marshmallow's answers, value by value."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import marshmallow
import pytest
from marshmallow import fields

from shared.web.forms import Schema

AN_ID = UUID(int=7)


class Colour(StrEnum):
    GREEN = "green"


@dataclass
class Thing:
    text: Any = "été"
    number: Any = 3
    as_text: Any = 4
    share: Any = 0.5
    truth: Any = True
    day: Any = date(2026, 3, 3)
    moment: Any = datetime(2026, 3, 3, 9, tzinfo=UTC)
    id: Any = AN_ID
    texts: Any = field(default_factory=lambda: ["a", "b"])
    inner: Any = None


MEMBERS = {
    "text": fields.String(),
    "number": fields.Integer(),
    "share": fields.Float(),
    "as_text": fields.Integer(as_string=True),
    "truth": fields.Boolean(data_key="true"),
    "day": fields.Date(),
    "moment": fields.AwareDateTime(),
    "id": fields.UUID(),
    "texts": fields.List(fields.String()),
    "deep": fields.String(attribute="inner.text"),
    "told": fields.Function(repr),
    "absent": fields.String(),
    "usual": fields.String(dump_default="usual"),
}
ODD = {"text": 12, "number": True, "share": 2, "truth": "oui", "id": "an id", "texts": [Colour.GREEN, None, 4]}


@pytest.mark.parametrize(
    "thing", [Thing(), Thing(inner=Thing()), Thing(**ODD), Thing(**dict.fromkeys(ODD)), vars(Thing())]
)
def test_values_are_written_as_marshmallow_writes_them(thing):
    ours, theirs = (base.from_dict(MEMBERS)() for base in (Schema, marshmallow.Schema))

    assert repr(ours.dump(thing)) == repr(theirs.dump(thing))
    assert ours.dump([thing, thing], many=True) == theirs.dump([thing, thing], many=True)
    assert "number" not in type(ours)(only=["text"]).dump(thing)
