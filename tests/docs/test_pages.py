# SPDX-License-Identifier: Apache-2.0
"""What the manual shows is what happens."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Block, blocks_of, commands_of, pages, shows

COMMAND_DEADLINE_S = 60
LANGUAGES = {"console", "json", "mof", "python", "sh", "text", "toml"}
WORDS = {"exact", "exit", "file"}
STORIES = [page for page in pages() if any(block.language in {"console", "python"} for block in blocks_of(page))]


class Story:
    """A folder in which the blocks of a page are run, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        shutil.copytree(ROOT / "examples", folder / "examples")

    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("OPENWMI_")},
            "COLUMNS": "100",
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "OPENWMI_HOME": str(self.folder / "state"),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.folder),
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=COMMAND_DEADLINE_S,
            check=False,
        )

    def tell(self, block: Block) -> None:
        file = block.option("file")
        if file is not None:
            (self.folder / file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            done = self.run("python", "-c", block.text)
            assert done.returncode == 0, f"{block.where}\n{done.stdout}"
        elif block.language == "console":
            self.run_commands(block)

    def run_commands(self, block: Block) -> None:
        commands = commands_of(block)
        expected = [0] * (len(commands) - 1) + [int(block.option("exit") or 0)]
        for command, code in zip(commands, expected, strict=True):
            done = self.run("sh", "-c", command.text)
            assert done.returncode == code, f"{block.where}: {command.text}\n{done.stdout}"
            if "exact" in block.words:
                printed = [line.rstrip() for line in done.stdout.splitlines()]
                assert shows(command.shown, printed), f"{block.where}: {command.text} printed\n{done.stdout}"


@pytest.mark.parametrize("page", STORIES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_programs_of_a_page_do_what_it_says(page, tmp_path):
    story = Story(tmp_path)
    for block in blocks_of(page):
        story.tell(block)


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_says_what_it_is(page):
    for block in blocks_of(page):
        assert block.language in LANGUAGES, block.where
        assert {word.partition("=")[0] for word in block.words} <= WORDS, block.where


@pytest.mark.parametrize(
    ("shown", "printed", "holds"),
    [
        (["a"], ["a"], True),
        (["a"], ["b"], False),
        (["a"], ["a", "b"], False),
        (["a", "b"], ["a"], False),
        (["a", "...", "c"], ["a", "c"], True),
        (["a", "...", "c"], ["a", "x", "y", "c"], True),
        (["...", "c"], ["a"], False),
        (["a ... c"], ["a (x) c"], True),
        (["a ... c"], ["a x d"], False),
        ([], [], True),
    ],
)
def test_three_dots_stand_for_anything(shown, printed, holds):
    assert shows(shown, printed) is holds
