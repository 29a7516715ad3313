"""Makes the virtual environment, with what a bare Debian has: ``python3 deploy/make_venv.py FOLDER``."""

import os
import shutil
import subprocess
import sys


def main(folder: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python is told so
        raise SystemExit(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12"
        )
    if os.path.exists(f"{folder}/bin/pip"):
        return
    if not has_ensurepip():
        install_venv_package()
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)


def has_ensurepip() -> bool:
    """Debian ships Python without it."""
    return subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0


def install_venv_package() -> None:
    package = f"python3.{sys.version_info.minor}-venv"
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if not shutil.which("apt-get") or (prefix and not shutil.which("sudo")):
        raise SystemExit(f"Python's venv module is missing. As root: apt-get install {package}")
    print(f"Installing Debian's {package}: without it Python cannot make a virtual environment.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", package]):
        subprocess.run([*prefix, *command], check=True, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1])
