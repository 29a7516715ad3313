"""The route tables of the four services, and identifiers of the demonstration to fill them with."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from shared.testing.subject import ServiceUnderTest
from shared.web.door import PUBLIC

NOT_PAGES = re.compile(r"^/(api|_static|_style|healthz|readyz|metrics|compte/fournisseur)|\.\w{2,5}$")

Treasure = Callable[[str, str], str]
"""``treasure(service, name)``: an identifier of the demonstration's network, for a path's parameter."""


@dataclass(frozen=True)
class Route:
    service: str
    method: str
    rule: str
    identifiers: tuple[str, ...]
    """Names of the path's UUIDs."""
    right: str = PUBLIC

    @property
    def is_in_network(self) -> bool:
        return "<network>" in self.rule

    @property
    def is_known(self) -> bool:
        """Whether the demonstration can fill in the address: it has no secret link, no free text."""
        rest = re.sub(r"<uuid:\w+>|<int:\w+>|<any\([^>]*>", "", self.rule.replace("<network>", ""))
        return "<" not in rest

    def path(self, slug: str, values: dict[str, str]) -> str:
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", self.rule.replace("<network>", slug))
        path = re.sub(r"<int:\w+>", "1", path)
        for name, value in values.items():
            path = path.replace(f"<uuid:{name}>", value)
        return path


def all_routes(subject: ServiceUnderTest) -> list[Route]:
    found = []
    for rule in subject.app.url_map.iter_rules():
        view = subject.app.view_functions[rule.endpoint]
        identifiers = tuple(name for name in rule.arguments if f"<uuid:{name}>" in rule.rule)
        right = getattr(view, "required_right", PUBLIC)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found.append(Route(subject.service.name, method, rule.rule, identifiers, right))
    return found


def pages_of(subject: ServiceUnderTest) -> list[Route]:
    return [one for one in all_routes(subject) if one.method == "GET" and not NOT_PAGES.search(one.rule)]


def routes_of(subject: ServiceUnderTest) -> list[Route]:
    """Those that need a member of the network."""
    return [route for route in all_routes(subject) if route.is_in_network and route.right != PUBLIC]


class Finder:
    """Looks for a thing of the demonstration's network in the tables of a service."""

    def __init__(self, superuser_url: str, slug: str) -> None:
        self._url, self._slug = superuser_url, slug
        self._tables: dict[str, set[str]] = {}

    def __call__(self, service: str, name: str) -> str:
        stem = name.removesuffix("_id")
        with psycopg.connect(self._url, dbname=f"maillage_{service}") as connection:
            network = connection.execute("SELECT id FROM network_copy WHERE slug = %s", (self._slug,)).fetchone()[0]
            query = "SELECT table_name FROM information_schema.columns WHERE column_name = 'id'"
            names = self._tables.setdefault(service, {row[0] for row in connection.execute(query)})
            for table in _candidates(stem, names):
                row = connection.execute(f"SELECT id FROM {table} WHERE tenant_id = %s LIMIT 1", (network,)).fetchone()
                if row:
                    return str(row[0])
        raise AssertionError(f"the demonstration holds no {stem}: let it make one, so that the wall around it is tried")


def _candidates(stem: str, tables: set[str]) -> list[str]:
    exact = [stem] if stem in tables else []
    return exact + sorted(t for t in tables if t.endswith(f"_{stem}") or t.startswith(f"{stem}_"))
