# SPDX-License-Identifier: Apache-2.0
"""Instance rows: what is stored of one instance, and instances out of many rows at once.

A row is a JSON array: one value for each property name of its shape, then the mask of those
set locally. A property that is not set locally is stored as null and reads as the default its
class has today. The shape, a JSON array of folded names, stands beside the row, so rows written
before a class changed stay readable. Layout and figures: docs/decisions/0003-instance-rows.md.

Spec: object-model.md §3.3.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from openwmi.errors import WbemError, WbemStatus
from openwmi.model.cimtype import CimType
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.values import CimValue
from openwmi.repository.embedded import EmbeddedCodec, ExtraDocument, extra_document, read_extra
from openwmi.repository.serialize import DAMAGE, dump

_CONVERTED_TYPES: Final = frozenset({CimType.CIM_DATETIME, CimType.CIM_OBJECT})


class StoredRow(NamedTuple):
    """One instance as it stands in the table.

    Attributes:
        shape: Property names of the positions, as JSON text.
        row: Values and local mask, as JSON text.
        extra: Qualifiers of the instance, as JSON text, or None.
    """

    shape: str
    row: str
    extra: str | None


def encode_row(instance: Instance, codec: EmbeddedCodec) -> StoredRow:
    """Return what is stored of an instance; embedded classes are stored on the way.

    Raises:
        WbemError: WBEM_E_TOO_MUCH_DATA.
        QuotaViolationError: Objects are embedded too deep.
    """
    layout, local = instance.layout, instance.local
    values: list[object] = [
        codec.plain(value, spec) if local >> slot & 1 else None
        for slot, (value, spec) in enumerate(zip(instance.values, layout.types, strict=True))
    ]
    values.append(local)
    what = f"instance {instance.relpath}"
    extra = extra_document(instance)
    return StoredRow(
        encode_shape(layout),
        dump(values, what),
        dump(extra, f"qualifiers of {what}") if extra is not None else None,
    )


def encode_shape(layout: ClassLayout) -> str:
    """Return the text of the shape that rows of a layout have."""
    return dump(list(layout.slots), f"shape of class {layout.cim_class.name}")


def decode_rows(rows: Sequence[StoredRow], layout: ClassLayout, codec: EmbeddedCodec) -> list[Instance]:
    """Return the instances of rows of one class.

    Args:
        rows: In the order wanted.
        layout: Of the class as it is now.
        codec: Reads embedded objects.

    Raises:
        WbemError: WBEM_E_CRITICAL_ERROR when a row is not what `encode_row` wrote.
    """
    try:
        return _decode_rows(rows, layout, codec)
    except DAMAGE as error:
        raise WbemError(
            f"a stored instance of class {layout.cim_class.name} cannot be read: {error}",
            hresult=WbemStatus.WBEM_E_CRITICAL_ERROR,
            next_step="run `openwmi repository check`; it names the rows that are damaged",
        ) from error


def _decode_rows(rows: Sequence[StoredRow], layout: ClassLayout, codec: EmbeddedCodec) -> list[Instance]:
    # One call of the parser for all rows costs a third of one call a row.
    parsed: list[list[CimValue]] = json.loads(f"[{','.join([stored.row for stored in rows])}]")
    result = []
    readers: dict[str, _RowReader] = {}
    for stored, values in zip(rows, parsed, strict=True):
        reader = readers.get(stored.shape)
        if reader is None:
            reader = readers[stored.shape] = _RowReader(stored.shape, layout, codec)
        instance = reader.read(values)
        if stored.extra is not None:
            document: ExtraDocument = json.loads(stored.extra)
            instance.extra = read_extra(document)
        result.append(instance)
    return result


class _RowReader:
    """Turns rows of one shape into instances of one layout."""

    def __init__(self, shape: str, layout: ClassLayout, codec: EmbeddedCodec) -> None:
        names: list[str] = json.loads(shape)
        self._layout = layout
        self._length = len(names)
        self._slots = None if names == list(layout.slots) else [layout.slots.get(name) for name in names]
        self._restored = [slot for slot, spec in enumerate(layout.types) if spec.cimtype in _CONVERTED_TYPES]
        self._codec = codec

    def read(self, values: list[CimValue]) -> Instance:
        """Return the instance of a parsed row, whose list it keeps."""
        local = values.pop()
        if not isinstance(local, int) or len(values) != self._length or local >> self._length:
            raise ValueError("a row that does not fit its shape")
        if self._slots is not None:
            values, local = self._rearrange(values, local)
        layout = self._layout
        for slot in self._restored:
            if values[slot] is not None:
                values[slot] = self._codec.restore(values[slot], layout.types[slot])
        if local != layout.all_local:
            _fill_defaults(values, local, layout.defaults)
        return Instance(layout, values, local)

    def _rearrange(self, values: list[CimValue], local: int) -> tuple[list[CimValue], int]:
        """Return row and mask in the order of the layout, without properties the class no longer has."""
        arranged: list[CimValue] = [None] * len(self._layout.names)
        mask = 0
        for position, slot in enumerate(self._slots or ()):
            if slot is not None and local >> position & 1:
                arranged[slot] = values[position]
                mask |= 1 << slot
        return arranged, mask


def _fill_defaults(values: list[CimValue], local: int, defaults: Sequence[CimValue]) -> None:
    for slot, default in enumerate(defaults):
        if not local >> slot & 1:
            values[slot] = list(default) if isinstance(default, list) else default
