"""Writes ``requirements.lock`` and ``requirements-dev.lock`` from pyproject.toml: versions and hashes, no addresses.

The second holds only what development adds to the first.
"""

import subprocess
import sys
from pathlib import Path

PRODUCT, DEVELOPMENT = Path("requirements.lock"), Path("requirements-dev.lock")
COMMON = ["--generate-hashes", "--universal", "--python-version=3.11", "--no-annotate", "--no-header", "--quiet"]


def main() -> None:
    compile_ = [sys.executable, "-m", "uv", "pip", "compile", *COMMON]
    subprocess.run([*compile_, f"--output-file={PRODUCT}", "pyproject.toml"], check=True)
    constrained = ["--group=dev", f"--constraint={PRODUCT}", f"--output-file={DEVELOPMENT}"]
    subprocess.run([*compile_, *constrained], check=True)


if __name__ == "__main__":
    main()
