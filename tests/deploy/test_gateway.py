"""The gateway itself, with nothing behind it: what it lets through, what it keeps."""

import json
import urllib.error
import urllib.request

import pytest

from tests.servers.common import PATIENCE, free_port, wait_until
from tests.servers.gateway import Gateway

SECRET = "Zk3vQ0bWc5T2nD8fHs1LrYxJ7uMgPaE4iKdN6oRtVwA"
SERVICES = ("directory", "sessions", "notifications", "reporting")


@pytest.fixture
def gateway(tmp_path):
    gateway = Gateway(tmp_path, {service: free_port() for service in SERVICES})
    gateway.start()
    yield gateway
    gateway.stop()


def status_of(gateway: Gateway, path: str, **more) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(gateway.url + path, **more), timeout=PATIENCE) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code


def logged(gateway: Gateway, count: int) -> list[dict]:
    def lines() -> list[dict]:
        return [line for line in map(json.loads, gateway.log.read_text().splitlines()) if "request" in line]

    wait_until(lambda: len(lines()) >= count, what=f"{count} requests in the log")
    return [line for line in lines() if line["logger"].startswith("http.log.access")]


def test_neither_the_names_looked_for_nor_the_secrets_of_links_stay_in_its_log(gateway):
    page = f"{gateway.url}/annuaire/marne/recherche?q=Martin"
    headers = {"Referer": page, "Cookie": "session=biscuit", "Authorization": "Bearer jeton"}

    status_of(gateway, "/annuaire/marne/recherche?q=Dupont&fragment=1", headers=headers)
    status_of(gateway, f"/compte/lien/{SECRET}")
    status_of(gateway, f"/annuaire/marne/fiches/{SECRET}/corriger?x=1")

    addresses = [line["request"]["uri"] for line in logged(gateway, 3)]
    assert addresses == ["/annuaire/marne/recherche…", "/compte/lien/…", "/annuaire/marne/fiches/…/corriger…"]
    kept = gateway.log.read_text()
    assert not [word for word in ("Martin", "Dupont", "biscuit", "jeton", SECRET) if word in kept]


def test_figures_of_the_installation_are_not_for_the_public(gateway):
    assert [status_of(gateway, path) for path in ("/metrics", "/readyz", "/healthz")] == [404, 404, 502]
