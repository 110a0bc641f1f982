# SPDX-License-Identifier: Apache-2.0
"""Records: what every format prints, made from instances and classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from openwmi.errors import NotFoundError
from openwmi.model.cimclass import ClassDefinition
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.instance import Instance
from openwmi.model.layout import ClassLayout
from openwmi.model.qualifier import text_of
from openwmi.model.system import SYSTEM_PROPERTIES, class_system_property, is_system_property
from openwmi.model.values import CimValue

STRING: Final = TypeSpec(CimType.CIM_STRING)
CLASS_COLUMNS: Final = ("__CLASS", "__SUPERCLASS", "__NAMESPACE")
MAX_CACHED_LAYOUTS: Final = 256


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Attributes:
        name: As the class spells it.
        type: Decides alignment and how a value is shown.
        units: The Units qualifier, or empty.
    """

    name: str
    type: TypeSpec = STRING
    units: str = ""


@dataclass(slots=True)
class Record:
    """One object to print.

    Attributes:
        fields: Its columns; shared by the records of one class.
        values: One value for each.
        source: The object it was made of, or None.
    """

    fields: tuple[Field, ...]
    values: Sequence[CimValue]
    source: CimObject | None = None


class Writer(Protocol):
    """A format. Records go in one by one; what is printed after `finish` is complete and well formed."""

    def write(self, record: Record) -> None:
        """Print a record, now or with later ones."""

    def flush(self) -> None:
        """Print what was held back: the next record may take a while."""

    def finish(self) -> list[str]:
        """Print what was held back and what the format needs at its end; return remarks for the reader."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which properties are printed.

    Attributes:
        columns: Names in the order wanted, or None for all: keys first, then as declared.
        system: Whether the system properties are printed in front.
    """

    columns: tuple[str, ...] | None = None
    system: bool = False


Read = Callable[[Instance], list[CimValue]]


class RecordMaker:
    """Makes records of objects, working out the columns once for each class."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._known: dict[ClassLayout, tuple[tuple[Field, ...], Read]] = {}

    def record(self, found: CimObject) -> Record:
        """Return the record of an instance or a class definition."""
        if isinstance(found, Instance):
            fields, read = self._shape(found.layout)
            return Record(fields, read(found), found)
        if isinstance(found, ClassDefinition):
            return class_record(found, self._selection)
        raise TypeError(f"{type(found).__name__} cannot be printed")

    def _shape(self, layout: ClassLayout) -> tuple[tuple[Field, ...], Read]:
        known = self._known.get(layout)
        if known is None:
            names = names_of(layout, self._selection)
            known = tuple(field_of(layout, name) for name in names), reader_of(layout, names)
            if len(self._known) < MAX_CACHED_LAYOUTS:
                self._known[layout] = known
        return known


def names_of(layout: ClassLayout, selection: Selection) -> list[str]:
    """Return the names of the columns that instances of a layout have."""
    if selection.columns is not None:
        names = [layout.names[layout.slots[n.lower()]] if n.lower() in layout.slots else n for n in selection.columns]
    else:
        keys = [name for name in layout.cim_class.key_names if name.lower() in layout.slots]
        names = list(dict.fromkeys((*keys, *layout.names)))
    front = [name for name in SYSTEM_PROPERTIES if name not in names] if selection.system else []
    return [*front, *names]


def field_of(layout: ClassLayout, name: str) -> Field:
    """Return the column for a property, a system property or a property of an embedded object."""
    slot = layout.slots.get(name.lower())
    if slot is None:
        return Field(name, SYSTEM_PROPERTIES.get(name.upper(), STRING))
    declared = layout.cim_class.properties[name]
    return Field(name, declared.type, text_of(declared.qualifiers, "units") or "")


def reader_of(layout: ClassLayout, names: Iterable[str]) -> Read:
    """Return what reads the values of these columns from a row."""
    wanted = list(names)
    slots = [layout.slots.get(name.lower()) for name in wanted]
    plain = [slot for slot in slots if slot is not None]
    if len(plain) == len(slots):
        return lambda row: [row.values[slot] for slot in plain]
    return lambda row: [value_at(row, name) for name in wanted]


def value_at(row: Instance, name: str) -> CimValue:
    """Return a property's value, following dots into embedded objects; None where there is none."""
    first, _, rest = name.partition(".")
    try:
        value = row[first]
    except NotFoundError:
        return None
    if not rest or rest == "*":
        return value
    return value_at(value, rest) if isinstance(value, Instance) else None


def class_record(cim_class: ClassDefinition, selection: Selection) -> Record:
    """Return the record of a class: its system properties."""
    columns = selection.columns
    if columns is None:
        columns = tuple(SYSTEM_PROPERTIES) if selection.system else CLASS_COLUMNS
    names = [name for name in columns if is_system_property(name)]
    fields = tuple(Field(name, SYSTEM_PROPERTIES[name.upper()]) for name in names)
    return Record(fields, [class_system_property(cim_class, name) for name in names], cim_class)
