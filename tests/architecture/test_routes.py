"""Every route of every service says which right it needs; every right is one that somebody holds."""

import pytest

from shared.testing.plugin import SERVICES
from shared.web.door import PUBLIC, SIGNED_IN

OPEN_WITHOUT_DOOR = {"api-docs"}
"""flask-smorest's description of the interface."""


@pytest.fixture(params=SERVICES)
def subject(request, start):
    return start(request.param)


def routes(subject):
    return [rule for rule in subject.app.url_map.iter_rules() if not OPEN_WITHOUT_DOOR & set(rule.endpoint.split("."))]


def test_every_route_asks_for_a_right_that_exists(subject):
    rights = set(subject.service.rights) | {PUBLIC, SIGNED_IN}
    for rule in routes(subject):
        view = subject.app.view_functions[rule.endpoint]
        assert getattr(view, "required_right", None) in rights, rule.endpoint


def test_every_right_is_asked_for_by_a_route(subject):
    asked = {getattr(view, "required_right", None) for view in subject.app.view_functions.values()}

    assert set(subject.service.rights) <= asked


def test_every_page_lies_under_a_prefix_of_its_service(subject):
    free = ("_static", "_demo", "_style", "api", "healthz", "readyz", "metrics")
    for rule in routes(subject):
        segment = rule.rule.split("/")[1]
        if subject.service.name != "directory":
            assert segment in (*subject.service.prefixes, *free), rule.rule


def test_a_network_in_the_address_comes_right_after_the_prefix(subject):
    for rule in routes(subject):
        if "network" in rule.arguments:
            assert "/<network>" in rule.rule, rule.rule


def test_the_interface_describes_itself(subject):
    answer = subject.app.test_client().get(f"/api/v1/{subject.service.name}/openapi.json")

    assert answer.json["openapi"].startswith("3.1")
    assert answer.json["paths"]
