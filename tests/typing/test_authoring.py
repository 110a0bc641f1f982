# SPDX-License-Identifier: Apache-2.0
"""Type checkers understand what the author of a provider writes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AUTHORING = Path(__file__).with_name("authoring.py")


def check(file, cache):
    """Return what mypy says about a file, line by line."""
    command = [sys.executable, "-m", "mypy", "--no-incremental", f"--cache-dir={cache}", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize("marks_are_kept", [True, False])
def test_every_marked_mistake_is_found_and_nothing_else(tmp_path, marks_are_kept):
    if marks_are_kept:
        assert check(AUTHORING, tmp_path) == ["Success: no issues found in 1 source file"]
        return
    lines = AUTHORING.read_text().splitlines()
    marked = {number for number, line in enumerate(lines, 1) if "  # type: ignore" in line}
    bare = tmp_path / "authoring.py"
    bare.write_text("\n".join(line.partition("  # type: ignore")[0] for line in lines) + "\n")
    found = {int(line.split(":")[1]) for line in check(bare, tmp_path) if ": error:" in line}
    assert found == marked
    assert len(marked) >= 15
