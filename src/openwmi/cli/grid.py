# SPDX-License-Identifier: Apache-2.0
"""Grids: small tables of text whose cells are wrapped instead of cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Final

from openwmi.cli.output.cells import fitted, printable, width_of
from openwmi.cli.output.stream import Stream

GAP: Final = "  "
NARROWEST: Final = 6
"""Columns are not made narrower; then the terminal has to break the lines."""
LAST_SHARE: Final = 3
"""The last column gets at least one part in so many of the width, if it needs it."""


def grid_lines(names: Sequence[str], rows: Sequence[Sequence[str]], stream: Stream) -> Iterator[str]:
    """Yield a heading and the rows; columns without any text are left out.

    Args:
        names: Of the columns.
        rows: A text for each column.
        stream: Where the lines will go; its width decides where cells are wrapped.
    """
    used = [place for place in range(len(names)) if any(row[place] for row in rows)]
    if not used:
        return
    table = [[printable(row[place]) for place in used] for row in (names, *rows)]
    widths = [max(width_of(row[place]) for row in table) for place in range(len(used))]
    if stream.columns is not None:
        widths = fitting(widths, stream.columns)
    for number, row in enumerate(table):
        cells = [wrap(text, width) for text, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue="") if any(cells) else [("",) * len(widths)]:
            text = GAP.join(fitted(part, width) for part, width in zip(parts, widths, strict=True)).rstrip()
            yield text if number else stream.style(text, "head")


def fitting(widths: Sequence[int], columns: int) -> list[int]:
    """Return widths that fit a terminal: the widest column gives way, the last one keeps its share.

    Args:
        widths: What the columns need.
        columns: Width of the terminal.
    """
    room = columns - len(GAP) * (len(widths) - 1)
    *front, last = widths
    left_over = max(NARROWEST, room - min(last, max(NARROWEST, room // LAST_SHARE)))
    while sum(front) > left_over and max(front) > NARROWEST:
        front[front.index(max(front))] -= 1
    return [*front, max(NARROWEST, min(last, room - sum(front)))]
