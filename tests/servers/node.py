"""Programs of others that run under Node.js, from ``tests/node`` and its lock file."""

import json
import subprocess
from pathlib import Path

from tests.servers.common import ServerMissing, program

NODE = Path(__file__).parent.parent / "node"


def install() -> None:
    """What ``make test`` has installed is left as it is. Raises ServerMissing."""
    wanted = json.loads((NODE / "package.json").read_text())["dependencies"]
    if not all((NODE / "node_modules" / name).exists() for name in wanted):
        command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        if subprocess.run(command, cwd=NODE, check=False).returncode:
            raise ServerMissing("npm could not install tests/node")


def run(script: str, *, standard_input: bytes) -> str:
    """What the script prints. Raises subprocess.CalledProcessError."""
    install()
    command = [program("node"), str(NODE / script)]
    done = subprocess.run(command, cwd=NODE, input=standard_input, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()
