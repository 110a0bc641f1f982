# SPDX-License-Identifier: Apache-2.0
"""A single object as indented JSON, for commands whose answer is one object."""

from __future__ import annotations

from openwmi.cli.output.jsontext import object_text
from openwmi.cli.output.record import Record, Writer
from openwmi.cli.output.stream import Stream


class JsonObjectWriter:
    """Prints a record as a JSON object, not as the element of an array."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def write(self, record: Record) -> None:
        """Print the object."""
        self._stream.line(object_text(record, indent=2))

    def flush(self) -> None:
        """Let whoever reads the stream see what was printed."""
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Print nothing more: an object needs no end."""
        return []


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return JsonObjectWriter(stream)
