# SPDX-License-Identifier: Apache-2.0
"""Columns that the first records settle and the later ones must fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from openwmi.cli.output.record import Field, Record
from openwmi.model.values import CimValue

MAX_KNOWN: Final = 256
MAX_NAMED: Final = 10


class ColumnSet:
    """The columns of a table: those of the first records, in order of appearance.

    Records of subclasses may have properties that no earlier record had. They are counted, never
    dropped in silence.

    Attributes:
        fields: The columns.
        missing: Names of the properties that came too late.
    """

    def __init__(self, first: Sequence[Record]) -> None:
        self.fields: tuple[Field, ...] = merged(first)
        self.missing: dict[str, None] = {}
        # By identity, which keeps the tuple alive: hashing its fields would cost more than the row.
        self._places: dict[int, tuple[tuple[Field, ...], list[int | None]]] = {}

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [field.name for field in self.fields]

    def values(self, record: Record) -> list[CimValue]:
        """Return the values of a record by column; None where it has no such property."""
        if record.fields is self.fields:
            return list(record.values)
        values = record.values
        return [None if place is None else values[place] for place in self._places_in(record.fields)]

    def pairs(self, record: Record) -> Iterator[tuple[CimValue, Field]]:
        """Yield the values of a record with their columns."""
        return zip(self.values(record), self.fields, strict=True)

    def remarks(self) -> list[str]:
        """Return a line that names the properties without a column, or nothing."""
        if not self.missing:
            return []
        names = list(self.missing)
        more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
        return [f"not shown, because they came after the columns were settled: {', '.join(names[:MAX_NAMED])}{more}"]

    def _places_in(self, fields: tuple[Field, ...]) -> list[int | None]:
        known = self._places.get(id(fields))
        if known is not None:
            return known[1]
        own = {field.name.lower(): place for place, field in enumerate(fields)}
        places = [own.pop(field.name.lower(), None) for field in self.fields]
        self.missing.update(dict.fromkeys(fields[place].name for place in own.values()))
        if len(self._places) < MAX_KNOWN:
            self._places[id(fields)] = fields, places
        return places


def merged(records: Sequence[Record]) -> tuple[Field, ...]:
    """Return the columns of all records, each name once."""
    if records and all(record.fields is records[0].fields for record in records):
        return records[0].fields
    found: dict[str, Field] = {}
    for record in records:
        for field in record.fields:
            found.setdefault(field.name.lower(), field)
    return tuple(found.values())
