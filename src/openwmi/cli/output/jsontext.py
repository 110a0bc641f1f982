# SPDX-License-Identifier: Apache-2.0
"""JSON: an array of objects, written element by element."""

from __future__ import annotations

import json
import math
from typing import Final

from openwmi.cli.output.record import Record, Writer
from openwmi.cli.output.stream import Stream
from openwmi.model.cimobject import CimObject
from openwmi.model.instance import Instance
from openwmi.model.values import CimValue

# Made once: json.dumps would make one for every row.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


class JsonWriter:
    """Prints an array, one element a line: readable by JSON tools and by `grep`."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._opened = False

    def write(self, record: Record) -> None:
        """Print one element."""
        self._stream.file.write(",\n" if self._opened else "[\n")
        self._opened = True
        self._stream.file.write(object_text(record))

    def flush(self) -> None:
        """Let whoever reads the stream see what was printed."""
        self._stream.file.flush()

    def finish(self) -> list[str]:
        """Close the array, also after a failure: what is printed is always whole."""
        self._stream.line("\n]" if self._opened else "[]")
        return []


def object_text(record: Record, *, indent: int | None = None) -> str:
    """Return a record as a JSON object, properties in the order of its columns."""
    members = {f.name: json_value(v) for f, v in zip(record.fields, record.values, strict=True)}
    return _ENCODER.encode(members) if indent is None else json.dumps(members, ensure_ascii=False, indent=indent)


def json_value(value: CimValue) -> JsonValue:
    """Return what JSON stores for a CIM value.

    Choice: a datetime is its CIM text, a 64-bit integer a number, NaN and the infinities null, an
    embedded object an object, an embedded class its name.
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, list):
        return [json_value(element) for element in value]
    return json_object(value)


def json_object(value: CimObject) -> JsonValue:
    """Return what JSON stores for an embedded object."""
    if isinstance(value, Instance):
        return {name: json_value(value.get(name)) for name in value.layout.names}
    return value.class_name


def writer(stream: Stream) -> Writer:
    """Return a writer of this format."""
    return JsonWriter(stream)
