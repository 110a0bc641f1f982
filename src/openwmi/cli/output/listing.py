# SPDX-License-Identifier: Apache-2.0
"""Lists: every property of an object on a line of its own."""

from __future__ import annotations

from openwmi.cli.output.cells import NULL, cell, fitted, printable, width_of
from openwmi.cli.output.record import Field, Record, Writer
from openwmi.cli.output.stream import Stream
from openwmi.cli.output.units import is_scaled
from openwmi.model.values import CimValue


class ListWriter:
    """Prints records one below the other, with an empty line between them."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._written = False

    def write(self, record: Record) -> None:
        """Print a record."""
        if self._written:
            self._stream.line()
        self._written = True
        width = max((width_of(field.name) for field in record.fields), default=1)
        for field, value in zip(record.fields, record.values, strict=True):
            name = self._stream.style(fitted(printable(field.name), width), "name")
            text = exact_cell(value, field)
            self._stream.line(f"{name}  {self._stream.style(text, 'dim') if text == NULL else text}")

    def flush(self) -> None:
        """Let whoever reads the stream see what was printed."""
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Print nothing more: a list needs no end."""
        return []


def exact_cell(value: CimValue, field: Field) -> str:
    """Return the text of a value, followed by the number itself where the text is rounded."""
    text = cell(value, field)
    if not isinstance(value, (int, float)) or not is_scaled(field.units) or text.startswith(f"{value} "):
        return text
    times = "x " if field.units[:1].isdigit() else ""
    return f"{text}  ({value} {times}{field.units})"


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return ListWriter(stream)
