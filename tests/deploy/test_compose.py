"""docker-compose.yml held against the code, both ways."""

import re
from dataclasses import MISSING, fields
from importlib import import_module

import pytest

from shared.messaging.dramatiq_broker import tasks_queue
from shared.messaging.topology import events_queue
from shared.settings import PREFIX, Settings
from tests.deploy.compose import ROOT, VARIABLE, compose, containers, environment, gateway_rules, processes, upstream_of

SERVICES = sorted(path.parent.name for path in (ROOT / "services").glob("*/app.py"))
PROCESSES = ("web", "worker")


def service_of(container):
    return container.rpartition("-")[0]


def test_every_service_has_a_container_for_each_process_and_there_are_no_others():
    expected = {f"{service}-{process}" for service in SERVICES for process in PROCESSES}

    assert set(processes()) == expected


@pytest.mark.parametrize("name", sorted(processes()))
def test_a_container_starts_the_process_that_it_is_named_after(name):
    service, _, process = name.rpartition("-")

    assert processes()[name]["command"] == ["python", "-m", f"services.{service}", process]
    assert (ROOT / "services" / service / "__main__.py").exists()


@pytest.mark.parametrize("name", sorted(processes()))
def test_the_variables_of_a_process_are_those_of_its_settings(name):
    given = processes()[name]["environment"]
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    needed = {PREFIX + field.name.upper() for field in fields(Settings) if field.default is MISSING}

    assert set(given) <= known
    assert needed <= set(given)
    Settings.read(given)


def test_each_service_works_in_its_own_database_as_the_role_that_owns_nothing():
    for name, process in processes().items():
        service, url = service_of(name), process["environment"]["MAILLAGE_DATABASE_URL"]
        password = environment()[f"{service.upper()}_APP_PASSWORD"]
        assert url == f"postgresql+psycopg://{service}_app:{password}@postgres:5432/maillage_{service}"


def test_the_most_secret_keys_are_given_to_one_service_only():
    holders = {"MAILLAGE_IDENTITY_PRIVATE_KEY": "directory", "MAILLAGE_PSEUDONYM_KEY": "sessions"}

    for variable, holder in holders.items():
        found = {service_of(name) for name, one in processes().items() if variable in one["environment"]}
        assert found == {holder}
    assert not [name for name, one in processes().items() if "MAILLAGE_OWNER_DATABASE_URL" in one["environment"]]


@pytest.mark.parametrize("service", SERVICES)
def test_a_worker_is_healthy_when_the_queues_of_its_service_are_read(service):
    probe = processes()[f"{service}-worker"]["healthcheck"]["test"]
    tasks = import_module(f"services.{service}.app").service.tasks
    read = [events_queue(service), *(tasks_queue(service, queue) for queue in tasks.queues)]

    assert probe[:5] == ["CMD", "python", "-m", "deploy.probe", "worker"]
    assert probe[5:] == read


def test_every_address_of_every_service_reaches_that_service_through_the_gateway():
    from flask import Flask
    from flask_smorest import Api

    astray = []
    for name in SERVICES:
        service = import_module(f"services.{name}.app").service
        app = Flask(name)
        app.config.update(API_TITLE=name, API_VERSION="v1", OPENAPI_VERSION="3.1.0")
        for blueprint in service.pages:
            app.register_blueprint(blueprint)
        api = Api(app)
        for blueprint in service.apis:
            api.register_blueprint(blueprint)
        paths = [rule.rule for rule in app.url_map.iter_rules() if not rule.rule.startswith("/static/")]
        paths += [f"/{prefix}" for prefix in service.prefixes] + [f"/api/v1/{name}/openapi.json"]
        astray += [path for path in paths if upstream_of(path) != f"{name}-web:8000"]
    assert astray == []


def test_the_gateway_sends_only_to_containers_and_ports_that_exist():
    for _, upstream in gateway_rules():
        container, port = upstream.split(":")
        assert processes()[container]["environment"]["MAILLAGE_PORT"] == port
    assert f"EXPOSE {Settings.port}" in (ROOT / "deploy" / "Dockerfile").read_text()


def test_figures_of_the_installation_are_not_for_the_public():
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()

    assert re.search(r"@internal path /metrics /readyz\n\s+handle @internal \{\n\s+respond 404", caddyfile)


def test_addresses_between_containers_name_containers_of_the_file():
    text = (ROOT / "docker-compose.yml").read_text()

    hosts = set(re.findall(r"@([a-z]+):\d+/", text)) | set(re.findall(r"http://([a-z]+):\d+", text))
    hosts |= {one for process in processes().values() for one in [process["environment"]["MAILLAGE_SMTP_HOST"]]}
    assert hosts <= set(containers())


def test_only_the_gateway_is_published_and_only_on_this_machine():
    published = {name: one["ports"] for name, one in containers().items() if "ports" in one}

    assert set(published) - {"gateway"} == {"mailcatcher"}
    assert containers()["mailcatcher"]["profiles"] == ["development"]
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)


def test_whatever_runs_is_watched_and_whatever_lasts_has_a_volume():
    mounted = {mount.split(":")[0] for one in containers().values() for mount in one.get("volumes", [])}

    unwatched = {name for name, one in containers().items() if "healthcheck" not in one}
    assert unwatched == {"prepare"}
    assert set(compose()["volumes"]) == {name for name in mounted if not name.startswith(".")}
    assert all((ROOT / name).exists() for name in mounted if name.startswith("."))


def test_containers_wait_for_containers_that_exist():
    for one in containers().values():
        assert set(one.get("depends_on", {})) <= set(containers())
    assert all("prepare" in one["depends_on"] for one in processes().values())


def test_our_containers_run_without_rights_and_from_one_image():
    ours = [*processes().values(), containers()["prepare"]]

    assert {(one["image"], one["read_only"], tuple(one["cap_drop"])) for one in ours} == {("maillage", True, ("ALL",))}
    assert "USER 10001:10001" in (ROOT / "deploy" / "Dockerfile").read_text()


def test_the_env_file_gives_what_compose_needs_and_nothing_that_it_ignores():
    text = (ROOT / "docker-compose.yml").read_text()
    named = VARIABLE.findall(text)

    needed = {name for name, kind, _ in named if kind != "-"}
    assert needed <= set(environment())
    assert set(environment()) <= {name for name, _, _ in named} | {"COMPOSE_PROFILES"}


def test_what_the_dockerfile_copies_is_let_through_and_secrets_are_not():
    ignored = (ROOT / ".dockerignore").read_text().split()
    copied = re.findall(r"^COPY (\S+)", (ROOT / "deploy" / "Dockerfile").read_text(), re.MULTILINE)

    assert {f"!{name}" for name in copied} <= set(ignored)
    assert "**/.env" in ignored
