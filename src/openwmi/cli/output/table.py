# SPDX-License-Identifier: Apache-2.0
"""Tables that begin while the rows still arrive: the first rows decide the widths, later ones keep them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openwmi.cli.output.cells import NULL, cell, fitted, printable, width_of
from openwmi.cli.output.columns import ColumnSet
from openwmi.cli.output.listing import ListWriter
from openwmi.cli.output.record import Field, Record, Writer
from openwmi.cli.output.stream import Stream
from openwmi.model.cimtype import CimType, TypeSpec

GAP: Final = "  "
NARROWEST: Final = 8
"""No column of text is made narrower than this, unless all its texts are."""

_REALS: Final = frozenset({CimType.CIM_REAL32, CimType.CIM_REAL64})


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
        widths = fit(columns.fields, cells, self._stream.columns)
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
    """The part of a table whose columns are settled; they still grow where the terminal has room."""

    def __init__(self, stream: Stream, columns: ColumnSet, widths: Sequence[int]) -> None:
        self._stream = stream
        self._columns = columns
        self._widths = list(widths)
        self._right = [is_number(field.type) for field in columns.fields]

    def head(self) -> None:
        """Print the names of the columns."""
        line = GAP.join(self._padded([printable(name) for name in self._columns.names])).rstrip()
        self._stream.line(self._stream.style(line, "head"))

    def write(self, record: Record) -> None:
        """Print one row."""
        texts = [cell(*pair) for pair in self._columns.pairs(record)]
        self._grow(texts)
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

    def _grow(self, texts: Sequence[str]) -> None:
        """Make columns as wide as their texts need, as long as the row still fits the terminal."""
        needed = [max(width, width_of(text)) for width, text in zip(self._widths, texts, strict=True)]
        if self._stream.columns is None or row_width(needed) <= self._stream.columns:
            self._widths = needed

    def _padded(self, texts: Sequence[str]) -> list[str]:
        cells = zip(texts, self._widths, self._right, strict=True)
        return [fitted(text, width, right=right) for text, width, right in cells]


def is_number(spec: TypeSpec) -> bool:
    """Tell whether values of a type stand at the right edge of their column."""
    return not spec.is_array and (spec.is_integer or spec.cimtype in _REALS)


def is_rigid(spec: TypeSpec) -> bool:
    """Tell whether values of a type say something else when they are cut."""
    return is_number(spec) or (not spec.is_array and spec.cimtype is CimType.CIM_DATETIME)


def row_width(widths: Sequence[int]) -> int:
    """Return how wide a row is, gaps included."""
    return sum(widths) + len(GAP) * (len(widths) - 1)


def fit(fields: Sequence[Field], rows: Sequence[Sequence[str]], limit: int | None) -> list[int] | None:
    """Return column widths that fit the terminal, or None when there are too many columns.

    Texts give way, the widest first; numbers and datetimes keep their width.

    Args:
        fields: The columns.
        rows: The texts of the first rows.
        limit: Columns of the terminal; None for no limit.
    """
    cells = [max((width_of(row[place]) for row in rows), default=0) for place in range(len(fields))]
    wanted = [max(width, width_of(field.name)) for width, field in zip(cells, fields, strict=True)]
    if limit is None or row_width(wanted) <= limit:
        return wanted
    least = [
        width if is_rigid(field.type) else min(want, NARROWEST)
        for width, want, field in zip(cells, wanted, fields, strict=True)
    ]
    if row_width(least) > limit:
        return None
    low, high = 0, max(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if row_width(capped(least, wanted, middle)) <= limit:
            low = middle
        else:
            high = middle - 1
    return capped(least, wanted, low)


def capped(least: Sequence[int], wanted: Sequence[int], cap: int) -> list[int]:
    """Return the widths wanted, none wider than a cap, except where even the least width is."""
    return [max(1, low, min(want, cap)) for low, want in zip(least, wanted, strict=True)]


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return TableWriter(stream)
