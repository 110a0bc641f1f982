# SPDX-License-Identifier: Apache-2.0
"""Grids: small tables of text whose last column is wrapped instead of cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

from openwmi.cli.output.cells import fitted, printable, width_of
from openwmi.cli.output.stream import Stream

GAP: Final = "  "
NARROWEST_WRAP: Final = 24
"""A last column narrower than this is left to the terminal to break."""


def grid_lines(names: Sequence[str], rows: Sequence[Sequence[str]], stream: Stream) -> Iterator[str]:
    """Yield a heading and the rows; columns without any text are left out.

    Args:
        names: Of the columns.
        rows: A text for each column.
        stream: Where the lines will go; its width decides where the last column is wrapped.
    """
    used = [place for place in range(len(names)) if any(row[place] for row in rows)]
    if not used:
        return
    table = [[printable(row[place]) for place in used] for row in (names, *rows)]
    widths = [max(width_of(row[place]) for row in table) for place in range(len(used) - 1)]
    left = sum(widths) + len(GAP) * len(widths)
    room = None if stream.columns is None else stream.columns - left
    for number, row in enumerate(table):
        *front, last = row
        start = "".join(fitted(text, width) + GAP for text, width in zip(front, widths, strict=True))
        for line in wrapped(last, room):
            text = (start + line).rstrip()
            yield text if number else stream.style(text, "head")
            start = " " * left


def wrapped(text: str, room: int | None) -> list[str]:
    """Return the lines of a text; one line where there is no terminal, or too little room to wrap."""
    if room is None or room < NARROWEST_WRAP:
        return [text]
    return wrap(text, room) or [""]
