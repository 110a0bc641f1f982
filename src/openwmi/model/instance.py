# SPDX-License-Identifier: Apache-2.0
"""Instance: a shared layout and a row of values. Enumerations create them by the million."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openwmi.errors import ReadOnlyError, TypeMismatchError, ValueOutOfRangeError, WbemError
from openwmi.model.cimobject import WBEM_GENUS_INSTANCE, CimObject
from openwmi.model.layout import ClassLayout
from openwmi.model.names import NameMap
from openwmi.model.objectpath import KeyValue, ObjectPath
from openwmi.model.qualifier import (
    WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE,
    Qualifier,
    Qualifiers,
    propagated,
)
from openwmi.model.system import is_system_property, system_property
from openwmi.model.values import CimValue, coerce

if TYPE_CHECKING:
    from openwmi.model.cimclass import ClassDefinition


@dataclass(slots=True)
class InstanceExtra:
    """What only few instances carry.

    Attributes:
        qualifiers: Put on the instance itself.
        property_qualifiers: Put on its properties.
        path: Where it lives, when the row cannot tell (a projection without its keys).
        system: System properties that were asked for by name.
    """

    qualifiers: Qualifiers = field(default_factory=NameMap)
    property_qualifiers: NameMap[Qualifiers] = field(default_factory=NameMap)
    path: ObjectPath | None = None
    system: dict[str, CimValue] = field(default_factory=dict)

    def copy(self) -> InstanceExtra:
        """Return an equal one that can be changed alone."""
        own = NameMap((name, qualifiers.copy()) for name, qualifiers in self.property_qualifiers.items())
        return InstanceExtra(self.qualifiers.copy(), own, self.path, dict(self.system))


class Instance(CimObject):
    """An instance of a class: values by slot, and which of them were set on the instance.

    A property is in one of three states: its bit in `local` is clear and `values` holds the
    class default; the bit is set and `values` holds a value; the bit is set and it holds None.

    Attributes:
        layout: Shared by all instances of the class, or of one projection of it.
        values: Effective values by slot; the instance owns the list.
        local: Bit mask of the slots set on this instance.
        extra: What only few instances carry, or None.

    Spec: object-model.md §3.3.
    """

    __slots__ = ("extra", "layout", "local", "values")

    def __init__(self, layout: ClassLayout, values: list[CimValue], local: int = 0) -> None:
        self.layout: ClassLayout = layout
        self.values = values
        self.local = local
        self.extra: InstanceExtra | None = None

    @property
    def genus(self) -> int:
        """WBEM_GENUS_INSTANCE."""
        return WBEM_GENUS_INSTANCE

    @property
    def cim_class(self) -> ClassDefinition:
        """The class definition."""
        return self.layout.cim_class

    @property
    def class_name(self) -> str:
        """The name of the class."""
        return self.layout.cim_class.name

    def is_a(self, name: str) -> bool:
        """Tell whether the class is `name` or derives from it."""
        return self.layout.cim_class.is_a(name)

    def __getitem__(self, name: str) -> CimValue:
        """Return a property's effective value; system properties are readable too.

        Raises:
            NotFoundError: No such property, or the query did not select it.
        """
        slot = self.layout.slots.get(name.lower())
        if slot is not None:
            return self.values[slot]
        if is_system_property(name):
            return system_property(self, name)
        return self.values[self.layout.slot(name)]

    def __setitem__(self, name: str, value: object) -> None:
        """Set a property on this instance, coerced to its type; None sets NULL.

        Raises:
            NotFoundError: No such property.
            TypeMismatchError: The value does not fit.
            ValueOutOfRangeError: The number is too large or too small.
            ReadOnlyError: A system property.
        """
        layout = self.layout
        slot = layout.slots.get(name.lower())
        if slot is None:
            raise self._cannot_be_set(name)
        try:
            self.values[slot] = coerce(value, layout.types[slot], layout.names[slot])
        except (TypeMismatchError, ValueOutOfRangeError) as error:
            # The class is added here, so that a value that fits does not pay for the text.
            raise type(error)(f"{layout.cim_class.name}.{error.message}", next_step=error.next_step) from None
        self.local |= 1 << slot

    def _cannot_be_set(self, name: str) -> WbemError:
        if is_system_property(name):
            return ReadOnlyError(f"system property {name} of {self.class_name} cannot be set")
        return self.layout.missing(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self.layout.slots

    def get(self, name: str, default: CimValue = None) -> CimValue:
        """Return a property's effective value, or `default` where there is no such property."""
        slot = self.layout.slots.get(name.lower())
        return default if slot is None else self.values[slot]

    def is_local(self, name: str) -> bool:
        """Tell whether the property was set on this instance, to a value or to NULL.

        Raises:
            NotFoundError: No such property.
        """
        return bool(self.local >> self.layout.slot(name) & 1)

    def reset(self, name: str) -> None:
        """Return a property to the default of its class.

        Raises:
            NotFoundError: No such property.
        """
        slot = self.layout.slot(name)
        self.values[slot] = self.layout.new_value(slot)
        self.local &= ~(1 << slot)

    def names(self) -> tuple[str, ...]:
        """Return the property names in alphabetical order. Spec: object-model.md §3.4."""
        return self.layout.sorted_names

    def items(self) -> Iterator[tuple[str, CimValue]]:
        """Yield names and effective values in alphabetical order."""
        slots = self.layout.slots
        for name in self.layout.sorted_names:
            yield name, self.values[slots[name.lower()]]

    @property
    def path(self) -> ObjectPath | None:
        r"""The full path, or None while a key is NULL or missing from the row.

        Server and namespace are those of the class.
        """
        if self.extra is not None and self.extra.path is not None:
            return self.extra.path
        cim_class = self.layout.cim_class
        keys = self._keys()
        if keys is None and not cim_class.is_singleton:
            return None
        place = (cim_class.namespace or None, cim_class.server if cim_class.namespace else None)
        return ObjectPath(cim_class.name, keys, cim_class.is_singleton, *place)

    @property
    def relpath(self) -> str | None:
        """The path without server and namespace, or None like `path`."""
        path = self.path
        return path.relpath if path else None

    def _keys(self) -> tuple[tuple[str, KeyValue], ...] | None:
        names = self.layout.cim_class.key_names
        keys: list[tuple[str, KeyValue]] = []
        for name in names:
            value = self.get(name)
            if not isinstance(value, (str, int)):
                return None
            keys.append((name, value))
        return tuple(keys) or None

    @property
    def extras(self) -> InstanceExtra:
        """The rarely used parts, made on first use."""
        if self.extra is None:
            self.extra = InstanceExtra()
        return self.extra

    @property
    def qualifiers(self) -> Qualifiers:
        """Effective qualifiers: those of the class that propagate to instances, then its own."""
        result = propagated(self.layout.cim_class.qualifiers, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE)
        if self.extra is not None:
            result.update(self.extra.qualifiers)
        return result

    def property_qualifiers(self, name: str) -> Qualifiers:
        """Return the effective qualifiers of a property.

        Raises:
            NotFoundError: No such property.
        """
        spelled = self.layout.names[self.layout.slot(name)]
        declared = self.layout.cim_class.properties[spelled].qualifiers
        result = propagated(declared, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE)
        own: NameMap[Qualifier] | None = self.extra.property_qualifiers.get(name) if self.extra else None
        if own:
            result.update(own)
        return result

    def clone(self) -> Instance:
        """Return a copy that shares nothing that can be changed; embedded objects are cloned."""
        twin = Instance(self.layout, self.layout.copy_row(self.values), self.local)
        if self.extra is not None:
            twin.extra = self.extra.copy()
        return twin

    def __repr__(self) -> str:
        path = self.relpath
        return f"<instance {path}>" if path else f"<instance of {self.class_name}>"
