# SPDX-License-Identifier: Apache-2.0
"""Faults: failures as people read them on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openwmi.cli.output.cells import printable, width_of
from openwmi.cli.output.stream import Stream
from openwmi.errors import MofError, QueryError, WbemError

CONTEXT_CHARACTERS: Final = 60
INDENT: Final = "  "


class Failed(Exception):  # noqa: N818 - carries an error and what a command knows about it
    """A failure, and what the command that met it knows about it.

    Attributes:
        error: The failure.
        query: The text of the query, or empty.
        rows: How many rows were printed before.
    """

    def __init__(self, error: WbemError, *, query: str = "", rows: int = 0) -> None:
        super().__init__(error.message)
        self.error = error
        self.query = query
        self.rows = rows


def fault_lines(error: WbemError, stream: Stream, *, query: str = "", rows: int = 0) -> Iterator[str]:
    """Yield the lines that describe a failure: symbol, code, what, where, and what to do next.

    Args:
        error: The failure.
        stream: Where the lines will go; decides the style.
        query: The text of the query that failed, for the mark under the place.
        rows: How many rows were printed before.
    """
    code = f"0x{error.hresult:08X}"
    symbol = error.symbol if error.symbol == code else f"{error.symbol} {code}"
    where = f" ({printable(error.where)})" if error.where and error.where not in error.message else ""
    before = f"partial: {rows} {'row' if rows == 1 else 'rows'}, " if rows else "openwmi: "
    yield f"{before}{stream.style(symbol, 'bad')}: {printable(error.message)}{where}"
    yield from excerpt_lines(error, query)
    if error.next_step:
        yield f"{INDENT}next: {printable(error.next_step)}"


def excerpt_lines(error: WbemError, query: str) -> Iterator[str]:
    """Yield the text that is wrong and a mark under the place, where the failure knows it."""
    if isinstance(error, QueryError) and error.position is not None and query:
        yield from marked(query, error.position)
    elif isinstance(error, MofError) and error.excerpt:
        yield from marked(error.excerpt, error.column - 1)


def marked(text: str, position: int) -> Iterator[str]:
    """Yield the part of a text around a position, and a caret under it.

    Args:
        text: The text.
        position: 0-based offset of the offending character.
    """
    position = min(max(position, 0), len(text))
    first = text.rfind("\n", 0, position) + 1
    last = text.find("\n", position)
    start = max(first, position - CONTEXT_CHARACTERS)
    end = min(len(text) if last < 0 else last, position + CONTEXT_CHARACTERS)
    before = ("…" if start > first else "") + printable(text[start:position].replace("\t", " "))
    after = printable(text[position:end].replace("\t", " "))
    yield f"{INDENT}{before}{after}"
    yield f"{INDENT}{' ' * width_of(before)}^"
