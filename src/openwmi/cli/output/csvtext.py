# SPDX-License-Identifier: Apache-2.0
"""CSV: a header and one line an object; arrays and embedded objects as JSON text."""

from __future__ import annotations

import csv
import json

from openwmi.cli.output.columns import ColumnSet
from openwmi.cli.output.jsontext import json_value
from openwmi.cli.output.record import Record, Writer
from openwmi.cli.output.stream import Stream
from openwmi.model.cimobject import CimObject
from openwmi.model.values import CimValue


class CsvWriter:
    """Prints records as comma-separated lines; the first ones settle the columns."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._csv = csv.writer(stream.file, lineterminator="\n")
        self._waiting: list[Record] = []
        self._columns: ColumnSet | None = None

    def write(self, record: Record) -> None:
        """Print a line, or hold it until the columns are settled."""
        if self._columns is not None:
            self._line(self._columns, record)
        else:
            self._waiting.append(record)

    def flush(self) -> None:
        """Settle the columns by the records so far, if they are not settled yet, and print them."""
        if self._columns is None and self._waiting:
            self._begin()
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Print what was held back, and tell which properties had no column."""
        self.flush()
        return self._columns.remarks() if self._columns is not None else []

    def _begin(self) -> None:
        self._columns = ColumnSet(self._waiting)
        self._csv.writerow(self._columns.names)
        for record in self._waiting:
            self._line(self._columns, record)
        self._waiting = []

    def _line(self, columns: ColumnSet, record: Record) -> None:
        self._csv.writerow([csv_value(value) for value in columns.values(record)])


def csv_value(value: CimValue) -> str | int | float:
    """Return what stands between two commas; NULL is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (list, CimObject)):
        return json.dumps(json_value(value), ensure_ascii=False)
    return value


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return CsvWriter(stream)
