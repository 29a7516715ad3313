"""docker-compose.yml and deploy/Caddyfile as Python values, the way Compose and Caddy read them."""

import re
from functools import cache
from pathlib import Path

import yaml

from deploy.make_env import env_file

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def env_values(text: str) -> dict[str, str]:
    """A ``.env`` file: between double quotes ``\\n`` is a line end."""
    values = dict(line.split("=", 1) for line in text.splitlines())
    return {k: v[1:-1].replace("\\n", "\n") if v.startswith('"') else v for k, v in values.items()}


@cache
def environment() -> dict[str, str]:
    return env_values(env_file("https://maillage.example.org", mail_from="reseau@example.org"))


def filled_in(value, environ):
    """The variables of a text, a list or a mapping replaced. Raises KeyError for one that is needed and absent."""
    if isinstance(value, dict):
        return {key: filled_in(one, environ) for key, one in value.items()}
    if isinstance(value, list):
        return [filled_in(one, environ) for one in value]
    if not isinstance(value, str):
        return value

    def replaced(found):
        name, kind, default = found.groups()
        return environ.get(name) or default if kind == "-" else environ[name]

    return VARIABLE.sub(replaced, value)


@cache
def compose() -> dict:
    """The whole file, with the values of a fresh ``.env``."""
    return filled_in(yaml.safe_load((ROOT / "docker-compose.yml").read_text()), environment())


def containers() -> dict[str, dict]:
    return compose()["services"]


def processes() -> dict[str, dict]:
    """The containers that run a service's process: name → definition."""
    return {name: one for name, one in containers().items() if name.endswith(("-web", "-worker"))}


@cache
def gateway_rules() -> list[tuple[list[str], str]]:
    """In order: patterns of addresses, container that answers. The last rule takes what is left."""
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    patterns = {name: paths.split() for name, paths in re.findall(r"@(\w+) path (.+)", text)}
    handled = re.findall(r"handle(?: @(\w+))? \{\s+reverse_proxy ([\w-]+):(\d+)\s+\}", text)
    return [(patterns.get(name, ["/*"]), f"{container}:{port}") for name, container, port in handled]


def upstream_of(path: str) -> str:
    """``container:port`` that answers an address."""
    for patterns, upstream in gateway_rules():
        if any(path.startswith(p[:-1]) if p.endswith("*") else path == p for p in patterns):
            return upstream
    raise LookupError(path)
