# SPDX-License-Identifier: Apache-2.0
"""How long the command takes until it has answered, files already in the page cache."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import Result
from bench.timing import best_of

COMMAND = Path(sys.executable).with_name("openwmi")
STORED = ("query", "SELECT Name FROM __Win32Provider")
PROVIDED = ("query", "SELECT Name FROM Win32_Process WHERE Handle = '1'")
REPEAT = 15
LIMIT_S = 0.2
LIMIT_MODULES = 350
COUNT_MODULES = """
import sys
from openwmi.cli.main import run
run(sys.argv[1:])
sys.stderr.write(str(len(sys.modules)))
"""


def run() -> list[Result]:
    """Measure the start of a bare interpreter, of the help, and of two queries."""
    with TemporaryDirectory() as home:
        environment = os.environ | {"OPENWMI_HOME": home}
        # Where it is set nothing that the first run compiles is kept, and each run compiles everything again.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def seconds(*command: str | Path) -> float:
            def once() -> None:
                subprocess.run(command, env=environment, check=True, capture_output=True)

            once()
            return best_of(once, REPEAT)

        return [
            Result("start: python -c pass", seconds(sys.executable, "-c", "pass"), "s"),
            Result("start: openwmi --help", seconds(COMMAND, "--help"), "s"),
            Result("start: query of stored objects", seconds(COMMAND, *STORED), "s", LIMIT_S),
            Result("start: query of one process", seconds(COMMAND, *PROVIDED), "s"),
            Result("start: modules of a query", count_modules(environment, *STORED), "modules", LIMIT_MODULES),
        ]


def count_modules(environment: dict[str, str], *arguments: str) -> int:
    """Return how many modules a command line has imported when it is done."""
    command = [sys.executable, "-c", COUNT_MODULES, *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return int(done.stderr)
