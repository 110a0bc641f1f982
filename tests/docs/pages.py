# SPDX-License-Identifier: Apache-2.0
"""The manual as the tests see it: pages, fenced blocks, commands with the output shown for them.

The first word behind a fence is the language, the others are told apart here:

    ```console              commands behind `$ `, run in order; each must end with 0
    ```console exit=1       ... but the last one with 1
    ```console exact        what is shown must be what is printed; `...` stands for anything,
                            alone on a line for any number of lines
    ```python               run as a program of its own
    ```python file=pond.py  written to that file (any language); commands further down use it
    ```sh, ```text          for people; not run

The blocks of a page tell one story: they share a folder, a home and a state folder, and the examples are there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"```(\S*)[ ]*(.*)")


@dataclass(frozen=True)
class Block:
    """A fenced block: language, further words, and the lines between the fences."""

    page: Path
    line: int
    language: str
    words: tuple[str, ...]
    text: str

    def option(self, name: str) -> str | None:
        return next((word.partition("=")[2] for word in self.words if word.partition("=")[0] == name), None)

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass
class Command:
    """A command and what is shown below it."""

    text: str
    shown: list[str] = field(default_factory=list)


def pages() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks_of(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page; fences are not indented."""
    opened: tuple[int, str, tuple[str, ...]] | None = None
    lines: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        fence = FENCE.fullmatch(line)
        if fence is None:
            lines.append(line)
        elif opened is None:
            opened, lines = (number, fence[1], tuple(fence[2].split())), []
        else:
            yield Block(page, *opened, "".join(f"{each}\n" for each in lines))
            opened = None
    if opened is not None:
        raise ValueError(f"{page}:{opened[0]}: the fence is never closed")


def commands_of(block: Block) -> list[Command]:
    """Return the commands of a console block; lines that begin with `> ` continue one."""
    found: list[Command] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:]))
        elif not found:
            raise ValueError(f"{block.where}: output before the first command")
        elif line.startswith("> ") and not found[-1].shown:
            found[-1].text += f"\n{line[2:]}"
        else:
            found[-1].shown.append(line)
    return found


def shows(shown: list[str], printed: list[str]) -> bool:
    """Tell whether lines shown in the manual stand for lines printed."""
    if not shown:
        return not printed
    if shown[0].strip() == "...":
        return any(shows(shown[1:], printed[skipped:]) for skipped in range(len(printed) + 1))
    if not printed:
        return False
    pattern = ".*".join(map(re.escape, shown[0].split("...")))
    return re.fullmatch(pattern, printed[0].rstrip()) is not None and shows(shown[1:], printed[1:])
