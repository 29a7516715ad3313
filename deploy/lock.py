"""Writes ``requirements.lock`` and ``requirements-dev.lock`` from pyproject.toml: versions and hashes, no addresses."""

import subprocess
import sys

COMMON = ["--generate-hashes", "--strip-extras", "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links"]
COMMON += ["--allow-unsafe", "--quiet", "--no-header", "--no-annotate"]


def main() -> None:
    compile_ = [sys.executable, "-m", "piptools", "compile", *COMMON]
    subprocess.run([*compile_, "--output-file=requirements.lock", "pyproject.toml"], check=True)
    constrained = ["--constraint=requirements.lock", "--output-file=requirements-dev.lock"]
    subprocess.run([*compile_, "--only-group=dev", *constrained], check=True)


if __name__ == "__main__":
    main()
