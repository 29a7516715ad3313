"""Answers in JSON, and what is read of it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from flask import Flask, jsonify
from markupsafe import Markup

from shared.web.quick_json import QuickJSON


@pytest.fixture
def app():
    app = Flask("json")
    app.json = QuickJSON(app)
    return app


def test_values_are_written_as_the_standards_say(app):
    moment = datetime(2026, 3, 3, 9, 0, 1, tzinfo=UTC)
    told = {"id": UUID(int=7), "day": date(2026, 3, 3), "moment": moment, "price": Decimal("7.90"), "b": Markup("<b>é")}

    with app.test_request_context():
        answer = jsonify({**told, 3: None})

    assert answer.mimetype == "application/json"
    assert answer.json == {
        "id": "00000000-0000-0000-0000-000000000007",
        "day": "2026-03-03",
        "moment": "2026-03-03T09:00:01+00:00",
        "price": "7.90",
        "b": "<b>é",
        "3": None,
    }


def test_what_is_not_json_is_an_error_to_whoever_writes_or_reads_it(app):
    with pytest.raises(TypeError, match="not JSON"):
        app.json.dumps(object())
    with pytest.raises(ValueError, match="line 1"):
        app.json.loads("{'a': 1}")
