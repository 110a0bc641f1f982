# SPDX-License-Identifier: Apache-2.0
"""JSON lines: one object a line, printed as soon as it arrives."""

from __future__ import annotations

from openwmi.cli.output.jsontext import object_text
from openwmi.cli.output.record import Record, Writer
from openwmi.cli.output.stream import Stream


class JsonLinesWriter:
    """Prints one JSON object a line."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def write(self, record: Record) -> None:
        """Print one line."""
        self._stream.line(object_text(record))

    def flush(self) -> None:
        """Let whoever reads the stream see what was printed."""
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Print nothing more: lines need no end."""
        return []


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return JsonLinesWriter(stream)
