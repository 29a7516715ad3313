"""The description of the programming interface is whole: scopes, refusals, examples that its own schemas accept."""

import jsonschema
import pytest

from shared.scopes import HUMAN_ONLY, SCOPES, scope_of
from shared.testing.plugin import SERVICES
from shared.web.openapi import METHODS

SHORT = {
    "/meetings/hosts": "a dozen proposals",
    "/credit-stocks": "one for each product and funder",
    "/reports": "four a year",
    "/coverage/intercommunalities": "a dozen in a department",
}
"""Lists without a cursor, and why they are short."""


@pytest.fixture(params=SERVICES)
def document(request, start):
    return start(request.param).app.test_client().get(f"/api/v1/{request.param}/openapi.json").json


def operations(document):
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method} {path}", item[method]


def test_every_right_has_a_scope_with_a_french_sentence(start):
    rights = {right for name in SERVICES for right in start(name).service.rights} - HUMAN_ONLY

    assert {scope_of(right) for right in rights} == set(SCOPES), "shared/scopes.py: one line for each right"


def test_the_description_says_how_to_begin(document):
    assert "Authorization: Bearer" in document["info"]["description"]


def test_every_operation_names_its_scope_and_its_refusals(document):
    for name, operation in operations(document):
        assert operation["security"][0]["token"], name
        assert {"401", "403", "404", "429"} <= set(operation["responses"]), name


def test_everything_sent_and_answered_has_an_example_that_its_schema_accepts(document):
    for name, operation in operations(document):
        bodies = {"sent": operation.get("requestBody", {}), **operation["responses"]}
        for status, body in bodies.items():
            for kind, content in body.get("content", {}).items():
                assert "example" in content or "examples" in content, (name, status, kind)
                if "json" in kind and "example" in content:
                    schema = {**content["schema"], "components": document["components"]}
                    wrong = jsonschema.Draft202012Validator(schema).iter_errors(content["example"])
                    # what only requests carry (writeOnly) is required of them only
                    assert not [e.message for e in wrong if status == "sent" or e.validator != "required"], name


def test_lists_go_on_by_cursor_unless_they_are_short_by_nature(document):
    for name, operation in operations(document):
        answer = operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("example")
        if name.startswith("get ") and isinstance(answer, dict) and "items" in answer:
            path = name.rpartition("{network}")[2]
            with_cursor = "cursor" in {parameter.get("name") for parameter in operation.get("parameters", [])}
            # what belongs to one thing (one series, one structure) is short because the thing is small
            assert with_cursor or "{" in path or path in SHORT, path
            assert "next" in answer or not with_cursor, path
