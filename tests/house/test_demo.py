# SPDX-License-Identifier: Apache-2.0

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.record_demo import picture_of, record, text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tree(tmp_path):
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def run_demo(tree):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "tools/demo.sh"],
        cwd=tree,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_the_demo_answers_questions_about_this_machine_twice_in_a_row(tree):
    first, done = run_demo(tree), run_demo(tree)
    assert (first.returncode, first.stderr) == (0, "")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^Caption +OSArchitecture +LastBootUpTime\n.+\d\d:\d\d:\d\d$", done.stdout, re.MULTILINE)
    assert re.search(r"^ProcessId  Name +WorkingSetSize\n(.*\n)* *\d+  openwmi +[\d.]+ MiB$", done.stdout, re.MULTILINE)
    assert "Name      Weight\nKermit       320\nJeremiah     410\n" in done.stdout
    assert re.search(r"^That took \d+ s", done.stdout, re.MULTILINE)


def test_the_demo_keeps_its_state_in_a_folder_of_its_own(tree):
    run_demo(tree)
    assert sorted(path.name for path in tree.iterdir()) == [".demo", "examples", "tools"]


def test_every_command_the_demo_shows_is_spelled_as_a_shell_takes_it(tree):
    shown = [line[2:] for line in run_demo(tree).stdout.splitlines() if line.startswith("$ ")]
    assert shown
    for command in shown:
        parsed = subprocess.run(["sh", "-n", "-c", command], check=False, timeout=10)
        assert parsed.returncode == 0
        assert command.startswith("openwmi ")


def test_a_recording_shows_what_a_command_writes_on_a_terminal():
    shown = record(
        [sys.executable, "-c", "import sys; print(sys.stdout.isatty()); print('\\x1b[31mred\\x1b[0m & <b>')"]
    )
    assert shown == "True\n\x1b[31mred\x1b[0m & <b>\n"
    picture = picture_of(shown)
    assert picture.startswith("<svg")
    assert "red" in picture
    assert "&lt;b&gt;" in picture
    assert "http" not in picture.replace('xmlns="http://www.w3.org/2000/svg"', "").replace(
        "<!-- Generated with Rich https://www.textualize.io -->", ""
    )


def test_a_command_that_fails_is_not_recorded():
    with pytest.raises(SystemExit, match="ended with 3"):
        record(["sh", "-c", "exit 3"])


def test_the_text_of_a_recording_has_no_colours_and_no_hints():
    assert text_of("\n\x1b[1mName\x1b[0m  \nKermit\n\nNext:\n  ask more\n") == "Name\nKermit\n"
