# SPDX-License-Identifier: Apache-2.0
"""Type checkers understand what the author of a provider writes, and of a client."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = [Path(__file__).with_name(name) for name in ("authoring.py", "client.py")]


def check(files, cache):
    """Return what mypy says about some files, line by line."""
    command = [sys.executable, "-m", "mypy", "--no-incremental", f"--cache-dir={cache}", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("marks_are_kept", [True, False])
def test_every_marked_mistake_is_found_and_nothing_else(tmp_path, marks_are_kept):
    if marks_are_kept:
        assert check(PROGRAMS, tmp_path) == ["Success: no issues found in 2 source files"]
        return
    marked = set()
    for program in PROGRAMS:
        lines = program.read_text().splitlines()
        marked |= {(program.name, number) for number, line in enumerate(lines, 1) if "  # type: ignore" in line}
        bare = "\n".join(line.partition("  # type: ignore")[0] for line in lines) + "\n"
        (tmp_path / program.name).write_text(bare)
    told = check([tmp_path / program.name for program in PROGRAMS], tmp_path)
    errors = [line.split(":") for line in told if ": error:" in line]
    assert {(Path(error[0]).name, int(error[1])) for error in errors} == marked
    assert len(marked) >= 23
