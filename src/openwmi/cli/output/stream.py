# SPDX-License-Identifier: Apache-2.0
"""Streams: where output goes, and what can be shown there."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final, TextIO

STYLES: Final = {"head": "\x1b[1m", "dim": "\x1b[2m", "bad": "\x1b[1;31m", "name": "\x1b[36m"}
PLAIN: Final = "\x1b[0m"
DEFAULT_COLUMNS: Final = 100


@dataclass(frozen=True, slots=True)
class Stream:
    """A text stream and how wide it is.

    Attributes:
        file: Where text is written.
        columns: Width of the terminal; None when it is no terminal, where nothing is ever cut.
        styled: Whether it shows colours.
    """

    file: TextIO
    columns: int | None = None
    styled: bool = False

    def style(self, text: str, style: str) -> str:
        """Return a text in a style of STYLES, or as it is where no style shows."""
        return f"{STYLES[style]}{text}{PLAIN}" if self.styled else text

    def line(self, text: str = "") -> None:
        """Write a line."""
        self.file.write(f"{text}\n")


def stream_of(file: TextIO, *, environment_says_no_colour: bool = False) -> Stream:
    """Return the stream of a file: width and styles of its terminal, none of both without one.

    Args:
        file: Standard output or standard error.
        environment_says_no_colour: Whether NO_COLOR is set.
    """
    if not file.isatty():
        return Stream(file)
    import shutil  # here, because it brings the modules of three archive formats along

    width = shutil.get_terminal_size((DEFAULT_COLUMNS, 24)).columns
    return Stream(file, width, not environment_says_no_colour)


def make_standard_streams_safe() -> None:
    """Let standard output and error write any text: what their encoding lacks is escaped."""
    for file in (sys.stdout, sys.stderr):
        reconfigure = getattr(file, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
