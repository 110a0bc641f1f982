# SPDX-License-Identifier: Apache-2.0
"""Make the virtual environment and install this tree into it.

Runs before anything is installed, so it needs only the standard library.

Usage: python tools/environment.py FOLDER [EXTRA ...]
"""

import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

CONSTRAINTS = "constraints.txt"
SOURCE = "src"
OLDEST_PYTHON = (3, 11)
OLDEST_PIP_FOR_ANOTHER_PYTHON = (22, 3)
DEADLINE_S = 1800
CAN_LINK = sys.platform != "win32"

NO_PIP = """\
This Python can make an environment but cannot put pip into it (the module ensurepip is missing),
and there is no pip of its own to use instead. On Debian and Ubuntu one command mends that:

    apt-get install python{major}.{minor}-venv
"""


def python_in(folder: Path) -> Path:
    """Return the interpreter of an environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def runs(*command: str | Path) -> bool:
    """Return whether a command exists and ends well, showing nothing."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=DEADLINE_S)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def make(folder: Path) -> list[str | Path]:
    """Make the environment unless it works already, and return its pip as a command.

    Raises:
        SystemExit: No pip can be had; the message says what to install.
    """
    python = python_in(folder)
    if runs(python, "-m", "pip", "--version"):
        return [python, "-m", "pip"]
    shutil.rmtree(folder, ignore_errors=True)
    if runs(sys.executable, "-c", "import ensurepip"):
        venv.create(folder, symlinks=CAN_LINK, with_pip=True)
        return [python, "-m", "pip"]
    if not has_pip_for_another_python():
        raise SystemExit(NO_PIP.format(major=sys.version_info.major, minor=sys.version_info.minor))
    venv.create(folder, symlinks=CAN_LINK, with_pip=False)
    return [sys.executable, "-m", "pip", "--python", python]


def has_pip_for_another_python() -> bool:
    """Return whether this interpreter has a pip that can install into another environment."""
    command = [sys.executable, "-m", "pip", "--version"]
    try:
        answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=DEADLINE_S)
    except (OSError, subprocess.CalledProcessError):
        return False
    version = answer.stdout.split()[1]
    return tuple(int(part) for part in version.split(".")[:2]) >= OLDEST_PIP_FOR_ANOTHER_PYTHON


def install(pip: Sequence[str | Path], extras: Sequence[str]) -> int:
    """Install this tree, editable, and return the exit status of pip."""
    target = f".[{','.join(extras)}]" if extras else "."
    command = [
        *pip,
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        CONSTRAINTS,
        "--editable",
        target,
    ]
    return subprocess.run(command, check=False, timeout=DEADLINE_S, stdin=subprocess.DEVNULL).returncode


def byte_compile(python: Path) -> None:
    """Compile the package, as pip does with what it installs that is not editable.

    Where PYTHONDONTWRITEBYTECODE is set Python uses compiled files but makes none: every start of the command
    would compile its three hundred modules.
    """
    command = [str(python), "-m", "compileall", "-q", SOURCE]
    subprocess.run(command, check=False, capture_output=True, timeout=DEADLINE_S, stdin=subprocess.DEVNULL)


def main(arguments: Sequence[str]) -> int:
    """Make the environment in the folder given, with the extras given; return the exit status."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(str(part) for part in OLDEST_PYTHON)
        raise SystemExit(f"OpenWMI needs Python {wanted} or later; {sys.executable} is older.")
    folder = Path(arguments[0])
    print(f"Making the environment in {folder} with {sys.executable} ...", flush=True)
    pip = make(folder)
    print("Installing OpenWMI and what it needs; the first time this may take a minute ...", flush=True)
    status = install(pip, arguments[1:])
    byte_compile(python_in(folder))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
