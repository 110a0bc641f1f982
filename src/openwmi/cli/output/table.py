# SPDX-License-Identifier: Apache-2.0
"""Tables that begin while the rows still arrive: the first rows decide the widths, later ones keep them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openwmi.cli.output.cells import NULL, cell, fitted, padded_cell, printable, width_of
from openwmi.cli.output.columns import ColumnSet
from openwmi.cli.output.listing import ListWriter
from openwmi.cli.output.record import Record, Writer
from openwmi.cli.output.stream import Stream
from openwmi.model.cimtype import TypeSpec

GAP: Final = "  "
NARROWEST: Final = 6
"""No column is made narrower than this, unless all its texts are."""


class TableWriter:
    """Prints records as a table; on a terminal too narrow for all columns, as a list."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._waiting: list[Record] = []
        self._body: Writer | None = None

    def write(self, record: Record) -> None:
        """Print a record, or hold it until the widths are settled."""
        if self._body is not None:
            self._body.write(record)
        else:
            self._waiting.append(record)

    def flush(self) -> None:
        """Settle the widths by the records so far, if they are not settled yet, and print them."""
        if self._body is None and self._waiting:
            self._begin()
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Print what was held back, and tell which properties had no column."""
        self.flush()
        return self._body.finish() if self._body is not None else []

    def _begin(self) -> None:
        columns = ColumnSet(self._waiting)
        cells = [[cell(*pair) for pair in columns.pairs(record)] for record in self._waiting]
        widths = fit(natural_widths(columns.names, cells), self._stream.columns)
        if widths is None:
            self._body = ListWriter(self._stream)
        else:
            body = TableBody(self._stream, columns, widths)
            body.head()
            self._body = body
        for record in self._waiting:
            self._body.write(record)
        self._waiting = []


class TableBody:
    """The part of a table whose columns and widths are settled."""

    def __init__(self, stream: Stream, columns: ColumnSet, widths: Sequence[int]) -> None:
        self._stream = stream
        self._columns = columns
        self._widths = widths
        self._right = [is_number(field.type) for field in columns.fields]

    def head(self) -> None:
        """Print the names of the columns."""
        texts = [printable(name) for name in self._columns.names]
        self._stream.line(self._stream.style(GAP.join(self._padded(texts)).rstrip(), "head"))

    def write(self, record: Record) -> None:
        """Print one row."""
        texts = [cell(*pair) for pair in self._columns.pairs(record)]
        padded = self._padded(texts)
        if self._stream.styled and NULL in texts:
            style = self._stream.style
            padded = [style(p, "dim") if t == NULL else p for p, t in zip(padded, texts, strict=True)]
        self._stream.line(GAP.join(padded).rstrip())

    def flush(self) -> None:
        """Print what was held back."""
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Tell which properties had no column."""
        return self._columns.remarks()

    def _padded(self, texts: Sequence[str]) -> list[str]:
        pad = padded_cell if self._stream.columns is None else fitted
        cells = zip(texts, self._widths, self._right, strict=True)
        return [pad(text, width, right=right) for text, width, right in cells]


def is_number(spec: TypeSpec) -> bool:
    """Tell whether values of a type stand at the right edge of their column."""
    return not spec.is_array and (spec.is_integer or spec.text.startswith("real"))


def natural_widths(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of the widest text of each column, its name included."""
    widths = [width_of(name) for name in names]
    for row in rows:
        widths = [max(width, width_of(text)) for width, text in zip(widths, row, strict=True)]
    return widths


def fit(widths: Sequence[int], limit: int | None) -> list[int] | None:
    """Return column widths that fit the terminal, or None when there are too many columns.

    The widest columns give way first.

    Args:
        widths: The widths the texts would like.
        limit: Columns of the terminal; None for no limit.
    """
    if limit is None:
        return list(widths)
    room = limit - len(GAP) * (len(widths) - 1)
    if sum(min(width, NARROWEST) for width in widths) > room:
        return None
    low, high = NARROWEST, max(widths, default=NARROWEST)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(width, middle) for width in widths) <= room:
            low = middle
        else:
            high = middle - 1
    fitted_widths = [min(width, low) for width in widths]
    spare = room - sum(fitted_widths)
    for index, width in enumerate(widths):
        more = min(spare, width - fitted_widths[index], 1)
        fitted_widths[index] += more
        spare -= more
    return fitted_widths


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return TableWriter(stream)
