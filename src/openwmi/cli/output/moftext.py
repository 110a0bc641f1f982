# SPDX-License-Identifier: Apache-2.0
"""MOF: each object as its declaration."""

from __future__ import annotations

from openwmi.cli.output.record import Record, Writer
from openwmi.cli.output.stream import Stream
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.instance import Instance
from openwmi.mof.render import render_class, render_instance


class MofWriter:
    """Prints objects as MOF text that `openwmi mofcomp` reads."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def write(self, record: Record) -> None:
        """Print the object a record was made of."""
        self._stream.line(mof_of(record.source))

    def flush(self) -> None:
        """Let whoever reads the stream see what was printed."""
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Print nothing more: MOF needs no end."""
        return []


def mof_of(source: CimObject | None) -> str:
    """Return the MOF text of an object, without a line end.

    Raises:
        TypeError: Neither an instance nor a class.
    """
    if isinstance(source, Instance):
        return render_instance(source).rstrip("\n")
    if isinstance(source, ClassDefinition):
        return render_class(source).rstrip("\n")
    raise TypeError(f"{type(source).__name__} has no MOF text")


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return MofWriter(stream)
