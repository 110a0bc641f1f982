# SPDX-License-Identifier: Apache-2.0
"""ClassLayout: where each property of a class sits in the row of an instance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from openwmi.errors import NotFoundError
from openwmi.model.cimobject import CimObject
from openwmi.model.cimtype import CimType, TypeSpec
from openwmi.model.values import CimValue

if TYPE_CHECKING:
    from openwmi.model.cimclass import ClassDefinition

MAX_CACHED_PROJECTIONS = 64
MAX_SUGGESTED_NAMES = 20


class ClassLayout:
    """Slot numbers, types and defaults shared by all instances of one class, or of one projection of it.

    Attributes:
        cim_class: The class.
        names: Property names by slot, inherited first, in order of declaration.
        types: Property types by slot.
        defaults: Class defaults by slot; `new_row` copies them.
        slots: Folded property name -> slot.
        all_local: The `local` mask of a row in which every property is set.
        is_projection: Whether some properties of the class are left out.
    """

    __slots__ = (
        "_projections",
        "_sorted_names",
        "_unshared_slots",
        "all_local",
        "cim_class",
        "defaults",
        "is_projection",
        "names",
        "slots",
        "types",
    )

    def __init__(
        self,
        cim_class: ClassDefinition,
        names: Sequence[str],
        types: Sequence[TypeSpec],
        defaults: Sequence[CimValue],
        *,
        is_projection: bool = False,
    ) -> None:
        self.cim_class = cim_class
        self.names: tuple[str, ...] = tuple(names)
        self.types = tuple(types)
        self.defaults = list(defaults)
        self.slots = {name.lower(): slot for slot, name in enumerate(names)}
        self.all_local = (1 << len(self.names)) - 1
        self.is_projection = is_projection
        self._projections: dict[tuple[str, ...], ClassLayout] = {}
        self._sorted_names: tuple[str, ...] | None = None
        self._unshared_slots = tuple(slot for slot, spec in enumerate(types) if _must_copy(spec))

    def slot(self, name: str) -> int:
        """Return the slot of a property.

        Raises:
            NotFoundError: The class, or this projection of it, has no such property.
        """
        try:
            return self.slots[name.lower()]
        except KeyError:
            raise self.missing(name) from None

    def missing(self, name: str) -> NotFoundError:
        """Return the error for a property that is not there."""
        return NotFoundError(
            f"class {self.cim_class.name} has no property {name}"
            + (", or the query did not select it" if self.is_projection else ""),
            next_step=f"use one of: {', '.join(self.sorted_names[:MAX_SUGGESTED_NAMES])}" if self.names else "",
        )

    def new_row(self) -> list[CimValue]:
        """Return a row of class defaults that the caller owns: arrays and objects are copies."""
        return self.copy_row(self.defaults)

    def new_value(self, slot: int) -> CimValue:
        """Return the class default of one slot, for the caller to own."""
        return _unshared(self.defaults[slot])

    def copy_row(self, row: Sequence[CimValue]) -> list[CimValue]:
        """Return a copy of a row that shares no array and no embedded instance with it."""
        copied = list(row)
        for slot in self._unshared_slots:
            copied[slot] = _unshared(copied[slot])
        return copied

    @property
    def sorted_names(self) -> tuple[str, ...]:
        """Property names in case-insensitive alphabetical order. Spec: object-model.md §3.4."""
        if self._sorted_names is None:
            self._sorted_names = tuple(sorted(self.names, key=str.lower))
        return self._sorted_names

    def project(self, names: Iterable[str]) -> ClassLayout:
        """Return the layout with only these properties, in this order; repeated names count once.

        Raises:
            NotFoundError: A name the class does not have.
        """
        key = tuple(dict.fromkeys(name.lower() for name in names))
        known = self._projections.get(key)
        if known is None:
            slots = [self.slot(name) for name in key]
            known = ClassLayout(
                self.cim_class,
                [self.names[slot] for slot in slots],
                [self.types[slot] for slot in slots],
                [self.defaults[slot] for slot in slots],
                is_projection=True,
            )
            if len(self._projections) < MAX_CACHED_PROJECTIONS:
                self._projections[key] = known
        return known


def _must_copy(spec: TypeSpec) -> bool:
    return spec.is_array or spec.cimtype is CimType.CIM_OBJECT


def _unshared(value: CimValue) -> CimValue:
    if isinstance(value, list):
        return [element.clone() if isinstance(element, CimObject) else element for element in value]
    return value.clone() if isinstance(value, CimObject) else value
