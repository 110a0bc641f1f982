# SPDX-License-Identifier: Apache-2.0
"""The doors of the house: .ci/run and the targets of the Makefile."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PHONY = re.compile(r"^\.PHONY:(.*)$", re.MULTILINE)


def run_make(*arguments: str) -> str:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout


def targets() -> list[str]:
    found = PHONY.search((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert found is not None
    return found[1].split()


@pytest.mark.parametrize("target", targets())
def test_help_tells_of_every_target(target):
    assert re.search(rf"^  make {target} +\S", run_make("help"), re.MULTILINE)


def test_make_without_a_target_shows_the_help():
    assert run_make() == run_make("help")


@pytest.mark.parametrize("target", ["env", "demo", "test", "lint", "bench", "clean"])
def test_the_promised_targets_are_there(target):
    assert target in targets()


def test_make_test_runs_every_check():
    commands = run_make("--dry-run", "test")
    (sessions,) = re.findall(r"nox --no-venv --session (.*)", commands)
    assert sessions.split() == ["lint", "types", "floors", "size", "docs", "tests"]


def test_ci_run_calls_make_test_from_the_root(tmp_path):
    house = tmp_path / "house"
    (house / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", house / ".ci" / "run")
    (house / "Makefile").write_text("test:\n\t@echo tested in $(CURDIR)\n", encoding="utf-8")
    done = subprocess.run(
        [house / ".ci" / "run"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "CI": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == f"tested in {house}\n"


def test_ci_run_fails_when_make_test_fails(tmp_path):
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "Makefile").write_text("test:\n\t@false\n", encoding="utf-8")
    done = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, check=False, timeout=60)
    assert done.returncode != 0
